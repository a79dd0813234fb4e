"""How a number of actions stand, as one bar: the parts of a whole, each with its number and the list it leads to."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from zorgpact.agenda.models import Action, ActionQuerySet


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
    """For agenda/_status_bar.html: `parts` without those that are empty, `total`, and how many are `overdue`.

    `filters`: those of the action agenda with which these actions are listed. One query.
    """
    tally = actions.tally()
    total = sum(tally[str(status)] for status in Action.Status)
    parts, before = [], 0
    for status in Action.Status:
        number = tally[str(status)]
        if number:
            url = f"{reverse('action_list')}?{urlencode({**filters, 'status': status.value})}"
            start, width = (f"{100 * share / total:.2f}" for share in (before, number))
            parts.append(Part(status.value, str(status.label), number, start, width, url))
        before += number
    return {"parts": parts, "total": total, "overdue": tally["overdue"]}
