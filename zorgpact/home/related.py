"""What belongs together: items of every kind that share a topic or a region, in one query."""

from dataclasses import dataclass

from django.db.models import CharField, Count, DateField, F, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber, TruncDate
from django.urls import reverse

from events.models import Event
from koplopers.models import KoploperPage
from pacts.models import Pact
from zorgpact.agenda.models import Action
from zorgpact.cms.models import page_address
from zorgpact.news.models import NewsPage
from zorgpact.taxonomy.models import Topic

TEXT = CharField()
VIEWS = {"Pact": "pact_detail", "Sessie": "event_detail"}
MOST_OF_A_KIND = 2
COLUMNS = ["label", "title", "locator", "day"]


@dataclass(frozen=True)
class Related:
    """One item: enough for a link and the word above it."""

    kind: str
    title: str
    locator: str  # the slug, or the path of a page in the tree
    date: object
    shared: int = 0

    @property
    def url(self) -> str:
        view = VIEWS.get(self.kind)
        return reverse(view, args=[self.locator]) if view else page_address(self.locator)


def related_to(item, limit: int = 6) -> list[Related]:
    """What shares most topics and regions with `item`, at most two of a kind, newest first among equals."""
    order = [F("shared").desc(), F("day").desc(nulls_last=True), F("title").asc()]
    rank = Window(RowNumber(), order_by=order)
    parts = [
        with_columns(rows.sharing(item), kind, date)
        .annotate(rank=rank)
        .filter(rank__lte=MOST_OF_A_KIND)
        .values_list(*COLUMNS, "shared")
        for kind, rows, date in sources()
    ]
    return [Related(*row) for row in union(parts).order_by(*order)[:limit]]


def items_about(topic: Topic, limit: int = 24) -> list[Related]:
    """Everything tagged with a topic, newest first."""
    parts = [
        with_columns(rows.about(topic), kind, date).values_list(*COLUMNS) for kind, rows, date in sources()
    ]
    newest_first = [F("day").desc(nulls_last=True), F("title").asc()]
    return [Related(*row) for row in union(parts).order_by(*newest_first)[:limit]]


def sources() -> list[tuple[str, QuerySet, object]]:
    """The kinds that take part: their Dutch name, the rows that anyone may see, and their date."""
    return [
        ("Nieuws", NewsPage.objects.published(), F("published_on")),
        ("Koploper", KoploperPage.objects.published(), TruncDate("first_published_at")),
        ("Pact", Pact.objects.published(), F("started_on")),
        ("Sessie", Event.objects.published(), TruncDate("start_at")),
    ]


def with_columns(rows: QuerySet, kind: str, date) -> QuerySet:
    return rows.order_by().annotate(
        label=Value(kind, output_field=TEXT),
        locator=Cast("slug" if kind in VIEWS else "url_path", TEXT),
        day=Cast(date, DateField()),
    )


def union(parts: list[QuerySet]) -> QuerySet:
    return parts[0].union(*parts[1:], all=True)


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
