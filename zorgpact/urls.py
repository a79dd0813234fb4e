"""The addresses of the site."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from zorgpact.cms.views import page_serve

urlpatterns = [
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # nothing unless DEBUG is on
    path("admin/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    # Wagtail's second login would bypass whatever guards the first.
    path("_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)),
    re_path(wagtail_urls.serve_pattern, page_serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
