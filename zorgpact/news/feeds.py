"""The news for feed readers."""

from datetime import datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from zorgpact.cms.feeds import KindFeed
from zorgpact.cms.texts import without_controls
from zorgpact.news.models import NewsPage


class NewsFeed(KindFeed):
    key = "news"
    link = "/nieuws/"
    description = "Wat er gebeurt waar zorg, onderwijs en overheid samenwerken."

    def ordered(self, rows: QuerySet) -> QuerySet:
        return rows.order_by("-published_on", "-pk")

    def item_author_name(self, item: NewsPage) -> str:
        return without_controls(item.byline)

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.published_on, time(9)))
