"""The addresses of this app for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pacts.models import Organisation, Pact, Plan, Region


class PublishedSitemap(Sitemap):
    """Published rows of one model, with the date of their last change."""

    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        return item.updated_at


class SectionSitemap(Sitemap):
    """Lists, by the names of their addresses."""

    def __init__(self, *names):
        self.names = names

    def items(self):
        return self.names

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "secties": SectionSitemap("region_list", "pact_list"),
    "regios": PublishedSitemap(Region.objects),
    "pacten": PublishedSitemap(Pact.objects),
    "plannen": PublishedSitemap(Plan.objects),
    "organisaties": PublishedSitemap(Organisation.objects),
}
