"""New and changed pacts for feed readers."""

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy

from pacts.models import Pact


class PactFeed(Feed):
    title = "Zorgpact: pacten"
    link = reverse_lazy("pact_list")
    description = "Regionale pacten van zorg, onderwijs en overheid: nieuw of bijgewerkt."
    language = "nl"

    def items(self):
        return Pact.objects.published().order_by("-first_published_at", "-pk")[:20]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.introduction

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.updated_at
