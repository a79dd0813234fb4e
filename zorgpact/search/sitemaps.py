"""Every public address for search engines: the lists, and of each kind a thousand addresses at a time."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from zorgpact.cms.registry import Kind, all_kinds, all_sections, as_day


class KindSitemap(Sitemap):
    """The published rows of one kind, with the date of their last change."""

    limit = 1000

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def items(self) -> QuerySet:
        return self.kind.rows.order_by("pk").values_list(self.kind.locator, self.kind.changed)

    def location(self, item: tuple) -> str:
        return self.kind.address(item[0])

    def lastmod(self, item: tuple) -> datetime.date | None:
        return as_day(item[1])

    def get_latest_lastmod(self) -> datetime.datetime | None:
        return self.kind.rows.aggregate(last=Max(self.kind.changed))["last"]


class SectionSitemap(Sitemap):
    """Lists and overviews."""

    def items(self) -> list[str]:
        found = []
        for section in all_sections():
            if isinstance(section, str):
                found.append(reverse(section))
            else:
                found += [page.get_absolute_url() for page in section.objects.published()]
        return found

    def location(self, item: str) -> str:
        return item


SITEMAPS: dict[str, Sitemap] = {
    "secties": SectionSitemap(),
    **{kind.slug: KindSitemap(kind) for kind in all_kinds()},
}
