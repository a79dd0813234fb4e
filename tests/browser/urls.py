"""The addresses of the site, and the uploads that a web server serves in production."""

from django.conf import settings
from django.urls import path
from django.views.static import serve

from zorgpact.urls import urlpatterns as site_urlpatterns

urlpatterns = [
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    *site_urlpatterns,
]
