"""The national table of a round: regions by action lines, how many actions of each status stand in every cell.

An action in two regions counts in both rows, so the rows add up to more than there are actions; a last line counts each once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from pacts.models import Region
from zorgpact.agenda.models import COUNTRY, NOWHERE, Action, Round, RoundPlace
from zorgpact.agenda.statuses import Part, parts_of

NO_LINE = "Zonder actielijn"
STATUSES = [(str(status), str(status.label)) for status in Action.Status]


@dataclass
class Tally:
    """How many actions there are of each status, and how many open ones are late."""

    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys((key for key, _ in STATUSES), 0))
    overdue: int = 0

    def add(self, status: str, number: int, overdue: int) -> None:
        self.numbers[status] += number
        self.overdue += overdue

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.numbers)

    @property
    def cells(self) -> list[int]:
        """Of each status, of all, and of what is late: a line of a table."""
        return [*self.numbers.values(), self.total, self.overdue]


@dataclass
class Row:
    """A region, the country or nowhere. `address` is that of its page, where it has one."""

    code: str
    title: str
    lines: list[Tally]
    total: Tally
    address: str = ""


class NationalTable:
    """Three queries, whatever the number of actions: the database counts."""

    def __init__(self, this: Round):
        placed = RoundPlace.objects.filter(frozen_action__round=this)
        counted = counts(placed, "frozen_action__", this, "code", "title")
        once = counts(this.actions.all(), "", this)
        named = {one["line_slug"]: one["line"] or NO_LINE for one in once}
        self.lines = sorted(named.items(), key=lambda line: (line[0] == "", line[1].casefold()))
        places = {one["code"]: one["title"] for one in counted}
        live = list(Region.objects.published().values_list("code", "title", "slug"))
        titles = {code: title for code, title, _ in live} | places
        addresses = {code: reverse("region_detail", args=[slug]) for code, _, slug in live}
        cells: dict[tuple[str, str], Tally] = defaultdict(Tally)
        for one in counted:
            cells[one["code"], one["line_slug"]].add(one["status"], one["number"], one["overdue"])
        self.rows = [
            Row(
                code,
                titles[code],
                own := [cells[code, slug] for slug, _ in self.lines],
                added(own),
                addresses.get(code, ""),
            )
            for code in sorted(
                titles,
                key=lambda code: (code in (COUNTRY, NOWHERE), code == NOWHERE, titles[code].casefold()),
            )
        ]
        sums = [added(row.lines[number] for row in self.rows) for number, _ in enumerate(self.lines)]
        self.sum = Row("", "Samen", sums, added(sums))
        self.once = Row(
            "", "Elke actie één keer", own := [of_line(once, slug) for slug, _ in self.lines], added(own)
        )

    @property
    def foot(self) -> list[Row]:
        return [self.sum, self.once]

    @property
    def all_rows(self) -> list[Row]:
        return [*self.rows, *self.foot]

    @property
    def by_place(self) -> list[tuple[str, Tally]]:
        return [(row.title, row.total) for row in self.all_rows]

    @property
    def by_line(self) -> list[tuple[str, Tally]]:
        """Each action line with its actions, each counted once."""
        return [(name, tally) for (_, name), tally in zip(self.lines, self.once.lines, strict=True)]


def counts(rows: QuerySet, prefix: str, this: Round, *names: str) -> list[dict]:
    """The number of actions, and of late ones, by these names, action line and status."""
    is_late = Q(**{f"{prefix}status__in": Action.OPEN, f"{prefix}due_on__lt": this.held_on})
    keys = {name: f"{prefix}{name}" for name in ("line_slug", "line", "status")}
    found = (
        rows.order_by()
        .values(*names, *keys.values())
        .annotate(number=Count("pk"), overdue=Count("pk", filter=is_late))
    )
    return [{**one, **{name: one[key] for name, key in keys.items()}} for one in found]


def added(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        for status, number in tally.numbers.items():
            whole.numbers[status] += number
        whole.overdue += tally.overdue
    return whole


def of_line(counted: Iterable[dict], slug: str) -> Tally:
    tally = Tally()
    for one in counted:
        if one["line_slug"] == slug:
            tally.add(one["status"], one["number"], one["overdue"])
    return tally
