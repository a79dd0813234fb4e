"""What happened to an action, newest first: what was told of it, and how often the day on which it would be done moved."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zorgpact.agenda.models import Action, Change, ProgressNote


@dataclass(frozen=True)
class Moment:
    """A report, a date that moved, or both."""

    day: date
    note: ProgressNote | None = None
    before: date | None = None
    after: date | None = None

    @property
    def has_moved(self) -> bool:
        return self.before is not None and self.after is not None


@dataclass(frozen=True)
class Timeline:
    moments: list[Moment]

    @property
    def moves(self) -> int:
        """How often the date became another one. That it got one, or lost it, is no move."""
        return sum(moment.has_moved for moment in self.moments)


def timeline_of(action: Action) -> Timeline:
    """What visitors may read of it. Two queries.

    The log of changes finds a date that a report moved once more: of that, the report tells.
    """
    notes = list(action.notes.public().select_related("organisation"))
    moments = [Moment(note.noted_on, note, note.due_on_before, note.due_on) for note in notes]
    told = Counter(note.due_on for note in notes if note.due_on_before)
    for change in action.changes.filter(kind=Change.Kind.DATE).exclude(before="").exclude(after=""):
        before, after = date.fromisoformat(change.before), date.fromisoformat(change.after)
        if told[after]:
            told[after] -= 1
        else:
            moments.append(Moment(timezone.localdate(change.created_at), None, before, after))
    return Timeline(sorted(moments, key=lambda moment: moment.day, reverse=True))
