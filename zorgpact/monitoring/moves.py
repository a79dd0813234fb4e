"""What moved since the round before: numbers, and the actions they are about."""

from dataclasses import dataclass

from django.db.models import F

from zorgpact.agenda.models import Action, Round, RoundAction, RoundActionQuerySet

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
    """A round beside the one before it; nothing to compare when there is none."""

    def __init__(self, this: Round):
        self.before = this.before
        self.moves = [] if this.before is None else list(moves_in(this))
        self.now = this.actions.count()
        self.then = this.before.actions.count() if this.before else 0

    @property
    def numbers(self) -> dict[str, int]:
        return {move.key: move.number for move in self.moves}


def moves_in(this: Round) -> list[Move]:
    rows: RoundActionQuerySet = RoundAction.objects.filter(round=this)
    found = [
        ("nieuw", "Nieuw", rows.new()),
        ("klaar", "Klaar gekomen", rows.turned(Action.Status.DONE)),
        ("gestopt", "Gestopt", rows.turned(Action.Status.STOPPED)),
        ("datum", "Andere datum", rows.moved()),
        ("stil", "Al een half jaar stil", rows.silent(this.silent_since)),
        ("weg", "Niet meer op de agenda", gone_from(this)),
    ]
    return [moved(key, title, changed) for key, title, changed in found]


def gone_from(this: Round) -> RoundActionQuerySet:
    """What was in the round before, and is not in this one."""
    kept = this.actions.values("key")
    found: RoundActionQuerySet = RoundAction.objects.filter(round=this.before).exclude(key__in=kept)
    return found


def moved(key: str, title: str, rows: RoundActionQuerySet) -> Move:
    shown = list(rows.select_related("action").order_by(F("due_on").asc(nulls_last=True), "title")[:MOST])
    return Move(key, title, rows.count(), shown)
