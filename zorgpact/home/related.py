"""What belongs together: items of every kind that share a topic or a region, in one query."""

from dataclasses import dataclass

from django.db.models import CharField, Count, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse

from events.models import Event
from koplopers.models import KoploperPage
from pacts.models import Action, Pact
from zorgpact.cms.models import page_address
from zorgpact.news.models import NewsPage
from zorgpact.taxonomy.models import Topic

TEXT = CharField()
VIEWS = {"Pact": "pact_detail", "Sessie": "event_detail"}
MOST_OF_A_KIND = 2


@dataclass(frozen=True)
class Related:
    """One item: enough for a link and the word above it."""

    kind: str
    title: str
    locator: str  # the slug, or the path of a page in the tree
    date: object
    shared: int

    @property
    def url(self) -> str:
        view = VIEWS.get(self.kind)
        return reverse(view, args=[self.locator]) if view else page_address(self.locator)


def related_to(item, limit: int = 6) -> list[Related]:
    """What shares most topics and regions with `item`, at most two of a kind, newest first among equals."""
    parts = [columns(rows.sharing(item), kind, date, F("shared")) for kind, rows, date in sources()]
    found = [Related(*row) for row in union(parts).order_by("-score", "-day", "title")[: limit * 8]]
    return at_most_of_a_kind(found)[:limit]


def items_about(topic: Topic, limit: int = 24) -> list[Related]:
    """Everything tagged with a topic, newest first."""
    parts = [columns(rows.about(topic), kind, date, Value(1)) for kind, rows, date in sources()]
    return [Related(*row) for row in union(parts).order_by("-day", "title")[:limit]]


def sources() -> list[tuple[str, QuerySet, object]]:
    """The kinds that take part: their Dutch name, the rows that anyone may see, and their date."""
    return [
        ("Nieuws", NewsPage.objects.published(), F("published_on")),
        ("Koploper", KoploperPage.objects.published(), TruncDate("first_published_at")),
        ("Pact", Pact.objects.published(), F("started_on")),
        ("Sessie", Event.objects.published(), TruncDate("start_at")),
    ]


def columns(rows: QuerySet, kind: str, date, shared) -> QuerySet:
    named = rows.order_by().annotate(
        label=Value(kind, output_field=TEXT),
        locator=Cast("slug" if kind in VIEWS else "url_path", TEXT),
        day=Cast(date, DateField()),
        score=Cast(shared, IntegerField()),
    )
    return named.values_list("label", "title", "locator", "day", "score")


def union(parts: list[QuerySet]) -> QuerySet:
    return parts[0].union(*parts[1:], all=True)


def at_most_of_a_kind(items: list[Related]) -> list[Related]:
    kept: list[Related] = []
    for item in items:
        if sum(other.kind == item.kind for other in kept) < MOST_OF_A_KIND:
            kept.append(item)
    return kept


def counted() -> list[dict[str, object]]:
    """The number of published pacts, koplopers, sessions and actions, in one query, as figures to show."""
    parts = [
        ("pacten", Pact.objects.published()),
        ("koplopers", KoploperPage.objects.published()),
        ("sessies", Event.objects.published()),
        ("acties", Action.objects.published()),
    ]
    one_row = [
        rows.order_by().values(label=Value(label, output_field=TEXT)).annotate(number=Count("pk"))
        for label, rows in parts
    ]
    return list(one_row[0].union(*one_row[1:], all=True).values("label", "number"))
