"""The only way to write in a room: lock the dialogue, apply, raise its version, and add to its log.

One change is one transaction and one version. The log says of each row what it was and what it became, so it is where a point
came from and how a step is undone, in one. It names no seat and no person.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from zorgpact.dialogue.asking import room_of, rooms_to_change
from zorgpact.dialogue.models import (
    Ballot,
    Commitment,
    Contribution,
    Dialogue,
    DialogueLink,
    LogEntry,
    Review,
    Step,
    Thread,
)
from zorgpact.dialogue.telling import tell

# What of each row stands in the log: enough to tell and to undo, nothing of who it was.
LOGGED: dict[type[models.Model], tuple[str, ...]] = {
    Dialogue: ("state", "step_id", "in_charge_id", "first_vote_at", "closed_at"),
    Step: ("minutes", "is_revealed", "started_at", "ended_at"),
    Contribution: (
        *("kind", "text", "table", "state", "is_paper", "is_late", "is_minority"),
        *("thread_id", "parent_id", "how", "votes", "hidden_at"),
    ),
    Thread: ("text", "is_undone", "votes"),
    Commitment: ("thread_id", "text", "organisation_name", "due_on", "is_undone"),
    Review: ("verdict", "text", "due_on", "is_undone"),
}
MODELS = {model._meta.model_name: model for model in LOGGED}

Row = TypeVar("Row", bound=models.Model)


class RoomRefusal(Exception):
    """What was asked cannot be done in this room now. The message is a Dutch sentence for who asked."""


class NotInCharge(RoomRefusal):
    """Another link of a facilitator leads."""


class NothingToUndo(RoomRefusal):
    """The facilitator did nothing that is not undone yet."""


class MeanwhileChanged(RoomRefusal):
    """Others went on with what would be undone."""


class Change:
    """What one write does: every row that it touches is written and noted here."""

    def __init__(self, dialogue: Dialogue, role: str, verb: str):
        self.dialogue = dialogue
        self.role = role
        self.verb = verb
        self.version = dialogue.version + 1
        self.noted: list[dict[str, Any]] = []
        self.undoes: LogEntry | None = None
        self.is_news = False
        """Also true of what leaves nothing in the log but that it happened, as a vote."""

    def note(self, row: models.Model, before: dict[str, Any] | None, after: dict[str, Any]) -> None:
        self.noted.append({"model": row._meta.model_name, "pk": row.pk, "before": before, "after": after})
        self.is_news = True

    def add(self, rows: Iterable[Row]) -> list[Row]:
        """Insert new rows of one model."""
        added = list(rows)
        for row in added:
            row.version = self.version  # type: ignore[attr-defined]  # of everything in LOGGED
        if added:
            type(added[0])._default_manager.bulk_create(added)
        for row in added:
            self.note(row, None, logged(row, LOGGED[type(row)]))
        return added

    def set(self, row: models.Model, **values: Any) -> None:
        """Write these values; nothing happens when it has them all. Foreign keys by their `_id`."""
        before = logged(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        after = logged(row, values)
        if before == after:
            return
        row.version = self.version  # type: ignore[attr-defined]
        type(row)._default_manager.filter(pk=row.pk).update(**values, version=self.version)
        kept = {name for name in values if name in LOGGED[type(row)] and before[name] != after[name]}
        self.note(row, {name: before[name] for name in kept}, {name: after[name] for name in kept})

    def finish(self) -> None:
        """One entry and one version, if there was any news."""
        if not self.is_news:
            return
        Dialogue.objects.filter(pk=self.dialogue.pk).update(version=self.version)
        LogEntry.objects.bulk_create(
            [
                LogEntry(
                    dialogue=self.dialogue,
                    version=self.version,
                    role=self.role,
                    verb=self.verb,
                    changes=self.noted,
                    undoes=self.undoes,
                )
            ]
        )
        self.dialogue.version = self.version


def logged(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The values of these fields as they stand in JSON."""
    values = {name: getattr(row, name) for name in names}
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


@contextmanager
def changing(dialogue_id: int, role: str, verb: str) -> Iterator[Change]:
    """Everything written to a room goes through here, one write after the other."""
    with transaction.atomic():
        change = Change(room_of(rooms_to_change, dialogue_id), role, verb)
        yield change
        change.finish()


@contextmanager
def leading(link: DialogueLink, verb: str, also_afterwards: bool = False) -> Iterator[Change]:
    """A change by the facilitator whose link leads. Raises NotInCharge; RoomRefusal once the session is over."""
    with changing(link.dialogue_id, LogEntry.Role.FACILITATOR, verb) as change:
        if change.dialogue.in_charge_id != link.pk:
            raise NotInCharge("Iemand anders heeft nu de leiding. Neem die eerst over.")
        if not change.dialogue.is_at_work and not also_afterwards:
            raise RoomRefusal("Dit gesprek is afgelopen. Maak het afsluiten eerst ongedaan.")
        yield change


# --- Undoing ------------------------------------------------------------------------------------------------


def undoable(dialogue: Dialogue) -> models.QuerySet[LogEntry]:
    """What the facilitator may undo, the last first."""
    done = dialogue.log.filter(role=LogEntry.Role.FACILITATOR, undoes=None, undone_by=None)
    done = done.exclude(changes=[])
    return done.order_by("-version")


def undo(link: DialogueLink) -> LogEntry:
    """Undo the facilitator's last step that still stands; gives its entry. Raises NothingToUndo or MeanwhileChanged."""
    with leading(link, "ongedaan", also_afterwards=True) as change:
        entry = undoable(change.dialogue).first()
        if entry is None:
            raise NothingToUndo("Er is niets om ongedaan te maken.")
        change.undoes, change.is_news = entry, True
        for item in reversed(entry.changes):
            restore(change, item)
        return entry


def restore(change: Change, item: dict[str, Any]) -> None:
    model = MODELS[item["model"]]
    row = change.dialogue if model is Dialogue else model._default_manager.filter(pk=item["pk"]).first()
    if row is None or logged(row, item["after"]) != item["after"]:
        raise MeanwhileChanged("Daar is intussen mee verder gewerkt. Ongedaan maken kan niet meer.")
    if item["before"] is None:
        retire(change, row)
    else:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        change.set(row, **{name: fields[name].to_python(value) for name, value in item["before"].items()})
    if isinstance(row, Review):
        tell(row)


def retire(change: Change, row: models.Model) -> None:
    """A row that was added is kept, for the log refers to it; it counts no more."""
    if isinstance(row, Contribution):
        if row.how == Contribution.How.REWORDED:
            Ballot.objects.filter(contribution=row).update(contribution=row.parent_id)
        change.set(row, state=Contribution.State.UNDONE, thread_id=None, votes=0)
    else:
        change.set(row, is_undone=True)
