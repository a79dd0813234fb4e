"""The national picture: regions by action lines, and how the actions in each cell stand.

The counts come from a queryset, or from rows that were kept: whoever has counts, has the table. An action of two regions
counts in both rows and once in the total. What is overdue is a mark on the four statuses, no fifth one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pacts.models import Region
from zorgpact.agenda.models import ActionQuerySet
from zorgpact.agenda.statuses import LATE, address_of, bar_of
from zorgpact.taxonomy.models import Topic

NATIONAL, NOWHERE, LOOSE = "landelijk", "zonder-regio", "zonder-actielijn"
"""What stands in an address for no region or action line."""
TOTAL = None


class Count(NamedTuple):
    """So many actions of one status, of which so many are late. `place` and `line` are slugs.

    With TOTAL for its place it counts each action once, wherever it is.
    """

    place: str | None
    line: str
    status: str
    number: int
    late: int


class Heading(NamedTuple):
    slug: str
    name: str


@dataclass(frozen=True)
class Cell:
    """How a number of actions stand, for agenda/_status_bar.html; `label` says whose."""

    label: str
    bar: dict[str, Any]
    url: str

    @property
    def total(self) -> int:
        return self.bar["total"]


@dataclass(frozen=True)
class Row:
    name: str
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Table:
    lines: list[Heading]
    rows: list[Row]
    """Only those with actions."""
    total: Row
    without: list[str]
    """The names of regions that have no action."""

    @property
    def overlap(self) -> int:
        """By how many the rows together are more than the total: actions of several regions."""
        return sum(row.total.total for row in self.rows) - self.total.total.total


def national_table(actions: ActionQuerySet) -> Table:
    """Of these actions. Four queries, however many there are."""
    regions = Region.objects.published().order_by("title").values_list("slug", "title")
    lines = Topic.objects.of_kind(Topic.Kind.ACTION_LINE).order_by("name").values_list("slug", "name")
    return tabulate(
        counts_of(actions),
        [Heading(*pair) for pair in regions],
        [Heading(*pair) for pair in lines],
    )


def counts_of(actions: ActionQuerySet) -> list[Count]:
    """By region that visitors may see; of the country, of nowhere; and of all."""
    in_regions = actions.filter(regions__live=True).counted_by("regions__slug", "action_line__slug")
    counts = [Count(place, line or LOOSE, *rest) for place, line, *rest in in_regions]
    everywhere = actions.with_place().counted_by("is_national", "has_place", "action_line__slug")
    for is_national, has_place, line, *rest in everywhere:
        counts.append(Count(TOTAL, line or LOOSE, *rest))
        if is_national or not has_place:
            counts.append(Count(NATIONAL if is_national else NOWHERE, line or LOOSE, *rest))
    return counts


def tabulate(counts: Iterable[Count], regions: Sequence[Heading], lines: Sequence[Heading]) -> Table:
    """A row for every region with actions, in this order, then the country. What has none comes last, if any."""
    found: dict[tuple[str | None, str], Counter[str]] = {}
    for count in counts:
        tally = found.setdefault((count.place, count.line), Counter())
        tally.update({count.status: count.number, LATE: count.late})
    columns = [*lines, Heading(LOOSE, "Zonder actielijn")]
    columns = [line for line in columns if line.slug != LOOSE or (TOTAL, LOOSE) in found]
    places = [*regions, Heading(NATIONAL, "Landelijk"), Heading(NOWHERE, "Zonder regio")]
    filled = {place for place, _ in found}
    return Table(
        columns,
        [row_of(place.slug, place.name, columns, found) for place in places if place.slug in filled],
        row_of(TOTAL, "Samen", columns, found),
        [region.name for region in regions if region.slug not in filled],
    )


def row_of(
    place: str | None,
    name: str,
    columns: Sequence[Heading],
    found: dict[tuple[str | None, str], Counter[str]],
) -> Row:
    chosen = {"regio": place} if place else {}
    tallies = [found.get((place, line.slug), Counter()) for line in columns]
    cells = [
        cell_of(f"{name}, {line.name}", tally, chosen | {"actielijn": line.slug})
        for line, tally in zip(columns, tallies, strict=True)
    ]
    return Row(name, cells, cell_of(f"{name}, alle actielijnen", sum(tallies, Counter()), chosen))


def cell_of(label: str, tally: Counter[str], filters: dict[str, str]) -> Cell:
    return Cell(label, bar_of(tally), address_of(filters))
