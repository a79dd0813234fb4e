"""How a number of actions stand, as one bar: the parts of a whole, each with its number and the list it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from zorgpact.agenda.models import Action, ActionQuerySet

LATE = "overdue"


@dataclass(frozen=True)
class Part:
    """The actions with one status. Where they lie on the bar, in hundredths of its width."""

    status: str
    label: str
    number: int
    start: str
    width: str
    url: str


def status_bar(actions: ActionQuerySet, **filters: str) -> dict[str, Any]:
    """For agenda/_status_bar.html: how these actions stand. One query.

    `filters`: those of the action agenda with which these actions are listed.
    """
    return bar_of(actions.tally(), filters)


def bar_of(tally: Mapping[str, int], filters: Mapping[str, str] | None = None) -> dict[str, Any]:
    """`parts` (see `parts_of`), `total`, and how many are `overdue`; a part leads nowhere without `filters`."""
    parts = parts_of(tally, filters)
    return {"parts": parts, "total": sum(part.number for part in parts), "overdue": tally.get(LATE, 0)}


def parts_of(tally: Mapping[str, int], filters: Mapping[str, str] | None = None) -> list[Part]:
    """Those that are not empty, in the order of the statuses."""
    total = sum(tally.get(str(status), 0) for status in Action.Status)
    parts, before = [], 0
    for status in Action.Status:
        number = tally.get(str(status), 0)
        if number:
            url = "" if filters is None else address_of({**filters, "status": status.value})
            start, width = (f"{100 * share / total:.2f}" for share in (before, number))
            parts.append(Part(status.value, str(status.label), number, start, width, url))
        before += number
    return parts


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
