"""Search, and what search engines ask for."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from zorgpact.cms.keeping import kept_for_an_edition
from zorgpact.cms.own_name import by_own_name
from zorgpact.search import views
from zorgpact.search.sitemaps import SITEMAPS

urlpatterns = [
    path("zoeken/", views.search, name="search"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml",
        kept_for_an_edition(by_own_name(index)),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<slug:section>.xml", by_own_name(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_part"),
]
