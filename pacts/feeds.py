"""New and changed pacts for feed readers."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse_lazy

from pacts.models import Pact
from zorgpact.cms.feeds import KindFeed


class PactFeed(KindFeed):
    key = "pact"
    link = reverse_lazy("pact_list")
    description = "Regionale pacten van zorg, onderwijs en overheid: nieuw of bijgewerkt."

    def ordered(self, rows: QuerySet) -> QuerySet:
        return rows.order_by("-first_published_at", "-pk")

    def item_pubdate(self, item: Pact) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Pact) -> datetime:
        return item.updated_at
