"""The news for feed readers."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone

from zorgpact.news.models import NewsPage


class NewsFeed(Feed):
    title = "Zorgpact: nieuws"
    link = "/nieuws/"
    description = "Wat er gebeurt waar zorg, onderwijs en overheid samenwerken."
    language = "nl"

    def items(self):
        return NewsPage.objects.published().order_by("-published_on", "-pk")[:20]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.introduction

    def item_link(self, item):
        return item.get_absolute_url()

    def item_author_name(self, item):
        return item.byline

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.published_on, time(9)))
