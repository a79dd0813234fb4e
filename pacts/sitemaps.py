"""The addresses of this app for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pacts.models import Action, Pact, Plan, Region


class PublishedSitemap(Sitemap):
    """Published rows of one model, with the date of their last change."""

    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows.published().order_by("pk")

    def lastmod(self, item):
        return item.updated_at


class SectionSitemap(Sitemap):
    """The lists."""

    def items(self):
        return ["region_list", "pact_list", "action_list"]

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "secties": SectionSitemap(),
    "regios": PublishedSitemap(Region.objects),
    "pacten": PublishedSitemap(Pact.objects),
    "plannen": PublishedSitemap(Plan.objects),
    "acties": PublishedSitemap(Action.objects),
}
