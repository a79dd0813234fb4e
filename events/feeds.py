"""Upcoming sessions for feed readers."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from events.models import Event
from zorgpact.cms.feeds import KindFeed


class EventFeed(KindFeed):
    key = "session"
    most = 50
    title = "Zorgpact: agenda"  # type: ignore[assignment]  # Django takes a text as well as a method
    link = reverse_lazy("event_list")
    description = "Sessies waar zorg, onderwijs en overheid elkaar ontmoeten."

    def ordered(self, rows: Any) -> QuerySet[Event]:
        return rows.upcoming()

    def item_title(self, item: Event) -> str:
        off = "gaat niet door: " if item.is_cancelled else ""
        return f"{date_format(localtime(item.start_at), 'l j F Y')}: {off}{super().item_title(item)}"

    def item_updateddate(self, item: Event) -> datetime:
        return item.updated_at


event_feed = require_safe(EventFeed())
