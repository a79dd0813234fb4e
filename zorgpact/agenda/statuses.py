"""How a number of actions stand, as one bar: the parts of a whole, each with its number and the list it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from zorgpact.agenda.models import Action, ActionQuerySet

LATE = "overdue"
STATUSES = {status.value: str(status.label) for status in Action.Status}


@dataclass(frozen=True)
class Part:
    """The actions with one status. Where they lie on the bar, in hundredths of its width."""

    status: str
    label: str
    number: int
    start: float
    width: float
    url: str


@dataclass(frozen=True)
class Bar:
    """So many actions of each status, and so many that are LATE: for agenda/_status_bar.html and agenda/_cell.html.

    `filters`: those of the action agenda with which these actions are listed; without them the parts lead nowhere.
    """

    tally: Mapping[str, int]
    filters: Mapping[str, str] | None = None

    @cached_property
    def total(self) -> int:
        return sum(self.tally.get(status, 0) for status in STATUSES)

    @property
    def late(self) -> int:
        return self.tally.get(LATE, 0)

    @property
    def numbers(self) -> list[int]:
        """Of each status, of all, and of what is late: a line of a table."""
        return [*(self.tally.get(status, 0) for status in STATUSES), self.total, self.late]

    @cached_property
    def parts(self) -> list[Part]:
        """Those that are not empty, in the order of the statuses."""
        parts, before = [], 0
        for status, label in STATUSES.items():
            if number := self.tally.get(status, 0):
                url = "" if self.filters is None else address_of({**self.filters, "status": status})
                start, width = (100 * share / self.total for share in (before, number))
                parts.append(Part(status, label, number, start, width, url))
                before += number
        return parts

    @property
    def drawing(self) -> SafeString:
        """The parts of an SVG; what it says stands beside it as text."""
        rects = [
            f'<rect class="bar__part bar__part--{part.status}" x="{part.start:.2f}%" y="5%"'
            f' width="{part.width:.2f}%" height="90%" />'
            for part in self.parts
        ]
        return mark_safe("".join(rects))  # noqa: S308  # made of our own words and of numbers

    @property
    def words(self) -> str:
        """As in "2 loopt, 1 klaar"."""
        return ", ".join(f"{part.number}\N{NO-BREAK SPACE}{part.label.lower()}" for part in self.parts)


def status_bar(actions: ActionQuerySet, **filters: str) -> Bar:
    """How these actions stand. One query. `filters` as those of the bar."""
    return Bar(actions.tally(), filters)


def address_of(filters: Mapping[str, str]) -> str:
    """The action agenda, narrowed down so."""
    return f"{reverse('action_list')}?{urlencode(filters)}" if filters else reverse("action_list")


def tallies(counted: Iterable[tuple[Any, ...]]) -> dict[Any, dict[str, int]]:
    """By value: how many there are of each status, and how many are overdue. `counted` by one name."""
    found: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for value, status, number, late in counted:
        found[value][status] += number
        found[value][LATE] += late
    return found
