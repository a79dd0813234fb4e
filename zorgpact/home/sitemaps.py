"""Every public address, for search engines."""

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from events.sitemaps import SITEMAPS as EVENT_SITEMAPS
from pacts.sitemaps import SITEMAPS as PACT_SITEMAPS
from pacts.sitemaps import PublishedSitemap, SectionSitemap
from zorgpact.agenda.models import Action
from zorgpact.cms.models import ContentPageQuerySet, page_address


class PageSitemap(Sitemap):
    """Pages that anyone may see, with the date of their last change."""

    def items(self):
        pages = ContentPageQuerySet(Page).published().filter(depth__gt=1)
        return pages.order_by("path")

    def location(self, item):
        return page_address(item.url_path)

    def lastmod(self, item):
        return item.last_published_at


SITEMAPS = {
    "paginas": PageSitemap(),
    **PACT_SITEMAPS,
    "actieagenda": SectionSitemap("action_list"),
    "acties": PublishedSitemap(Action.objects),
    **EVENT_SITEMAPS,
}
