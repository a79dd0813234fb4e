"""Searching everything that a visitor may see, kind by kind."""

from dataclasses import dataclass

from django.db.models import QuerySet

from events.models import Event
from koplopers.models import KoploperPage
from pacts.models import Pact, Plan
from zorgpact.agenda.models import Action
from zorgpact.cms.models import StandardPage
from zorgpact.news.models import NewsPage
from zorgpact.themes.models import ThemePage

MOST_PER_KIND = 50


@dataclass(frozen=True)
class Source:
    """One kind of thing: its name in the address, its Dutch plural, its rows, and whether it bears topics."""

    slug: str
    title: str
    rows: QuerySet
    has_topics: bool = True

    def find(self, words: str, topic: str) -> list:
        """The best matches, at most `MOST_PER_KIND`; all words must occur. One query, or none."""
        visible = self.rows.published()
        if topic:
            if not self.has_topics:
                return []
            visible = visible.filter(topics__slug=topic)
        if not words:
            return list(visible.order_by("-pk")[:MOST_PER_KIND]) if topic else []
        # The search engine refuses conditions on fields that it does not index: it ranks, the database decides who may see.
        ranked = self.rows.search(words, operator="and").get_queryset()
        return list(ranked.filter(pk__in=visible.values("pk"))[:MOST_PER_KIND])


@dataclass(frozen=True)
class Group:
    source: Source
    items: list

    @property
    def count(self) -> str:
        return f"{MOST_PER_KIND} of meer" if len(self.items) == MOST_PER_KIND else str(len(self.items))


SOURCES = [
    Source("pacten", "Pacten", Pact.objects),
    Source("koplopers", "Koplopers", KoploperPage.objects),
    Source("themas", "Thema’s", ThemePage.objects, has_topics=False),
    Source("sessies", "Sessies", Event.objects),
    Source("acties", "Acties", Action.objects, has_topics=False),
    Source("plannen", "Plannen", Plan.objects, has_topics=False),
    Source("nieuws", "Nieuws", NewsPage.objects),
    Source("paginas", "Over deze site", StandardPage.objects, has_topics=False),
]


def search_everything(words: str, topic: str = "", kind: str = "") -> list[Group]:
    """Groups that hold something, in a fixed order."""
    sources = [source for source in SOURCES if kind in ("", source.slug)]
    groups = [Group(source, source.find(words, topic)) for source in sources]
    return [group for group in groups if group.items]
