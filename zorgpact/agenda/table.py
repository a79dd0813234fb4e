"""The national picture: regions by action lines, and how the actions in each cell stand.

The counts come from a queryset, or from rows that were kept: whoever has counts, has the table. An action of two regions
counts in both rows and once in the total. What is overdue is a mark on the four statuses, no fifth one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from pacts.models import Region
from zorgpact.agenda.models import ActionQuerySet
from zorgpact.agenda.statuses import LATE, Bar
from zorgpact.taxonomy.models import Topic

NATIONAL, NOWHERE, LOOSE = "landelijk", "zonder-regio", "zonder-actielijn"
"""What stands in an address for no region or action line."""
TOTAL = None


class Count(NamedTuple):
    """So many actions of one status, of which so many are late. `place` and `line` are slugs.

    With TOTAL for its place it counts each action once, wherever it is.
    """

    place: str | None
    line: str | None
    status: str
    number: int
    late: int


class Heading(NamedTuple):
    """A place or an action line. `url` is that of the page of a region."""

    slug: str | None
    name: str
    url: str = ""


ELSEWHERE = [Heading(NATIONAL, "Landelijk"), Heading(NOWHERE, "Zonder regio")]
WITHOUT_LINE = Heading(LOOSE, "Zonder actielijn")
Tallies = defaultdict[tuple[str | None, str | None], Counter[str]]


@dataclass(frozen=True)
class Cell:
    """How a number of actions stand, for agenda/_cell.html; `label` says whose. `url` is that of their list, if any."""

    label: str
    bar: Bar
    url: str


@dataclass(frozen=True)
class Row:
    place: Heading
    cells: list[Cell]
    """One for each line, and last that of all."""

    @property
    def bar(self) -> Bar:
        return self.cells[-1].bar


@dataclass(frozen=True)
class Table:
    lines: list[Heading]
    places: list[Row]
    """All regions, then the country and what is nowhere as far as there are actions."""
    total: Row
    """Each action once."""

    @property
    def rows(self) -> list[Row]:
        """Only those with actions."""
        return [row for row in self.places if row.bar.total]

    @property
    def without(self) -> list[str]:
        """The names of regions that have no action."""
        return [row.place.name for row in self.places if not row.bar.total]

    @property
    def overlap(self) -> int:
        """By how many the rows together are more than the total: actions of several regions."""
        return sum(row.bar.total for row in self.places) - self.total.bar.total

    @property
    def all_rows(self) -> list[Row]:
        return [*self.places, self.total]

    @property
    def by_place(self) -> list[tuple[Heading, Bar]]:
        return [(row.place, row.bar) for row in self.all_rows]

    @property
    def by_line(self) -> list[tuple[Heading, Bar]]:
        """Each action once."""
        return [(line, cell.bar) for line, cell in zip(self.lines, self.total.cells, strict=False)]


def national_table(actions: ActionQuerySet) -> Table:
    """Of these actions, each cell with the address of its list. Four queries, however many there are."""
    places = Region.objects.published().order_by("title").values_list("pk", "slug", "title")
    regions = {pk: Heading(slug, title, reverse("region_detail", args=[slug])) for pk, slug, title in places}
    topics = Topic.objects.of_kind(Topic.Kind.ACTION_LINE).order_by("name").values_list("pk", "slug", "name")
    lines = {pk: Heading(slug, name) for pk, slug, name in topics}
    counts = counts_of(actions, regions, lines)
    return tabulate(counts, list(regions.values()), list(lines.values()), reverse("action_list"))


def counts_of(
    actions: ActionQuerySet, regions: dict[int, Heading], lines: dict[int, Heading]
) -> Iterator[Count]:
    """By these regions; of the country, of nowhere; and of all. The database counts keys: names take it three times as long."""
    for region, line, *rest in actions.counted_by("regions", "action_line"):
        if region in regions:
            yield Count(regions[region].slug, lines.get(line, WITHOUT_LINE).slug, *rest)
    everywhere = actions.with_place().counted_by("is_national", "has_place", "action_line")
    for is_national, has_place, line, *rest in everywhere:
        count = Count(TOTAL, lines.get(line, WITHOUT_LINE).slug, *rest)
        yield count
        if is_national or not has_place:
            yield count._replace(place=NATIONAL if is_national else NOWHERE)


def tabulate(
    counts: Iterable[Count], regions: Sequence[Heading], lines: Sequence[Heading], lists: str = ""
) -> Table:
    """A row for every region, in this order. `lists` is the address where the actions of a cell are listed, if anywhere."""
    found: Tallies = defaultdict(Counter)
    for count in counts:
        found[count.place, count.line].update({count.status: count.number, LATE: count.late})
    used = {slug for key in found for slug in key}
    places = [*regions, *(place for place in ELSEWHERE if place.slug in used)]
    columns = [*lines, *(line for line in [WITHOUT_LINE] if line.slug in used)]
    return Table(
        columns,
        [row_of(place, columns, found, lists) for place in places],
        row_of(Heading(TOTAL, "Samen"), columns, found, lists),
    )


def row_of(place: Heading, lines: Sequence[Heading], found: Tallies, lists: str) -> Row:
    place_filter = {"regio": place.slug} if place.slug else {}
    cells, whole = [], Counter[str]()
    for line in lines:
        tally = found[place.slug, line.slug]
        whole.update(tally)
        url = f"{lists}?{urlencode({**place_filter, 'actielijn': line.slug})}" if lists else ""
        cells.append(Cell(f"{place.name}, {line.name}", Bar(tally), url))
    url = f"{lists}?{urlencode(place_filter)}" if lists and place_filter else lists
    return Row(place, [*cells, Cell(f"{place.name}, alle actielijnen", Bar(whole), url)])
