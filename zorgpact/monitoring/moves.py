"""What moved since the round before: numbers, and the actions they are about."""

from dataclasses import dataclass

from zorgpact.agenda.models import Action, Round, RoundAction, RoundActionQuerySet
from zorgpact.monitoring.keeping import kept

MOST = 8  # of one kind, on the page; the files have all of them


@dataclass(frozen=True)
class Move:
    """Actions of which the same can be said. `rest` is how many the page leaves out."""

    key: str
    title: str
    number: int
    actions: list[RoundAction]

    @property
    def rest(self) -> int:
        return self.number - len(self.actions)


class Comparison:
    """A round beside the one before it; nothing to compare when there is none. One query, once the round was counted."""

    def __init__(self, this: Round):
        self.before = this.before
        self.now, self.then, counted = kept(this, "moves", lambda: counted_in(this))
        keys = [key for *_, shown in counted for key in shown]
        rows = RoundAction.objects.select_related("action").in_bulk(keys) if keys else {}
        self.moves = [
            Move(key, title, number, [rows[one] for one in shown]) for key, title, number, shown in counted
        ]


def counted_in(this: Round) -> tuple[int, int, list[tuple[str, str, int, list[int]]]]:
    """How many actions there are, how many there were, and the moves: with their number, and the keys of the first rows."""
    if this.before is None:
        return this.actions.count(), 0, []
    moves = [
        (key, title, rows.count(), list(rows.nearest_first().values_list("pk", flat=True)[:MOST]))
        for key, title, rows in moves_in(this)
    ]
    return this.actions.count(), this.before.actions.count(), moves


def moves_in(this: Round) -> list[tuple[str, str, RoundActionQuerySet]]:
    rows: RoundActionQuerySet = RoundAction.objects.filter(round=this)
    return [
        ("nieuw", "Nieuw", rows.new()),
        ("klaar", "Klaar gekomen", rows.turned(Action.Status.DONE)),
        ("gestopt", "Gestopt", rows.turned(Action.Status.STOPPED)),
        ("datum", "Andere datum", rows.moved()),
        ("stil", "Al een half jaar stil", rows.silent(this.silent_since)),
        ("weg", "Niet meer op de agenda", gone_from(this)),
    ]


def gone_from(this: Round) -> RoundActionQuerySet:
    """What was in the round before, and is not in this one."""
    kept_keys = this.actions.values("key")
    found: RoundActionQuerySet = RoundAction.objects.filter(round=this.before).exclude(key__in=kept_keys)
    return found
