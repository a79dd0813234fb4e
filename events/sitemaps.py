"""Which sessions search engines may find."""

from events.models import Event
from pacts.sitemaps import PublishedSitemap, SectionSitemap

SITEMAPS = {
    "agenda": SectionSitemap("event_list", "past_event_list"),
    "sessies": PublishedSitemap(Event.objects),
}
