"""Which sessions search engines may find."""

from django.contrib.sitemaps import Sitemap

from events.models import Event
from pacts.sitemaps import SectionSitemap


class EventSitemap(Sitemap):
    def items(self):
        return Event.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        return item.updated_at


SITEMAPS = {"agenda": SectionSitemap("event_list", "past_event_list"), "sessies": EventSitemap()}
