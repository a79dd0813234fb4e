"""Upcoming sessions for feed readers."""

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from events.models import Event


class EventFeed(Feed):
    title = "Zorgpact: agenda"
    link = reverse_lazy("event_list")
    description = "Sessies waar zorg, onderwijs en overheid elkaar ontmoeten."

    def items(self):
        return Event.objects.published().upcoming()[:50]

    def item_title(self, item):
        return f"{date_format(localtime(item.start_at), 'l j F Y')}: {item.title}"

    def item_description(self, item):
        return item.introduction

    def item_updateddate(self, item):
        return item.updated_at


event_feed = require_safe(EventFeed())
