"""What a phone asks every two seconds: questions of which the SQL is made once in each process.

Django takes longer to make the SQL of a small question than the database to answer it; of 150 phones that was more than half
of what a room cost (`python -m tests.bench.room`).
"""

from collections.abc import Callable
from functools import cached_property
from inspect import signature
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import F

from zorgpact.dialogue.models import Contribution, Dialogue, DialogueLink, LogEntry, Seat, Step, Table
from zorgpact.outbox.models import digest

Row = TypeVar("Row", bound=models.Model)


class Question(Generic[Row]):
    """Rows of one model. `make` gives them for some values; its SQL may not hang on which values these are."""

    def __init__(self, make: Callable[..., models.QuerySet[Row]]):
        self.make = make

    @cached_property
    def made(self) -> tuple[type[Row], str, list[Any], list[str]]:
        """The model, the SQL, its parameters, and the mark that stands among them in the place of each value."""
        marks = [str(number) for number in range(9_001, 9_001 + len(signature(self.make).parameters))]
        rows = self.make(*marks)
        sql, params = rows.query.sql_with_params()
        return rows.model, sql, list(params), marks

    def ask(self, *values: Any) -> list[Row]:
        model, sql, params, marks = self.made
        given = dict(zip(marks, values, strict=True))
        return list(model._default_manager.raw(sql, [given.get(str(param), param) for param in params]))

    def one(self, *values: Any) -> Row | None:
        return next(iter(self.ask(*values)), None)


seats = Question(
    lambda secret: Seat.objects.filter(digest=secret).annotate(
        room_version=F("dialogue__version"), table_number=F("table__number")
    )
)
rooms = Question(lambda pk: Dialogue.objects.filter(pk=pk).order_by())
rooms_to_change = Question(lambda pk: Dialogue.objects.filter(pk=pk).order_by().select_for_update())
SHOWN = models.Q(contributions__state=Contribution.State.SHOWN)
HELD = models.Q(contributions__state=Contribution.State.HELD)
COUNTS = {
    "shown": models.Count("contributions", filter=SHOWN),
    "loose": models.Count("contributions", filter=SHOWN & models.Q(contributions__thread=None)),
    "held": models.Count("contributions", filter=HELD),
    "paper": models.Count("contributions", filter=SHOWN & models.Q(contributions__is_paper=True)),
    "late": models.Count("contributions", filter=SHOWN & models.Q(contributions__is_late=True)),
    "tables_heard": models.Count("contributions__table", filter=SHOWN, distinct=True),
}
"""The numbers of the points of a room that it shows."""
rooms_counted = Question(lambda pk: Dialogue.objects.filter(pk=pk).order_by().only("pk").annotate(**COUNTS))
steps = Question(lambda pk: Step.objects.filter(pk=pk).order_by())
joined_or_wrote = Question(
    lambda room, version: (
        LogEntry.objects.filter(dialogue=room, version__gt=version, verb__in=("schuif aan", "schrijf"))
        .order_by()
        .only("pk")
    )
)
points_since = Question(
    lambda room, table, version: Contribution.objects.filter(
        dialogue=room, table=table, version__gt=version
    ).order_by("sort_order", "pk")
)


def seat_at_table(token: str) -> Any:
    """The seat or None, with its table and the `room_version`: enough to write, for a room is read anew under its lock."""
    seat: Any = seats.one(digest(token))
    if seat is not None:
        seat.table = Table(pk=seat.table_id, dialogue_id=seat.dialogue_id, number=seat.table_number)
    return seat


def link_alone(links: models.QuerySet[DialogueLink]) -> Any:
    """The first of these links or None, with nothing but the `room_version`."""
    alone = links.select_related(None).annotate(room_version=F("dialogue__version"))
    return next(iter(alone.order_by()), None)


def with_room(holder: Any) -> Any:
    """This seat or link with its room."""
    holder.dialogue = room_of(rooms, holder.dialogue_id)
    return holder


def room_of(question: Question[Dialogue], pk: int) -> Dialogue:
    """With the step that runs."""
    (room,) = question.ask(pk)
    if room.step_id:
        (room.step,) = steps.ask(room.step_id)
    return room


def only_joined_or_wrote(room: Dialogue, since: int) -> bool:
    """Whether all that happened since then is that people sat down or wrote points: that moves no steps and no threads."""
    return since > 0 and len(joined_or_wrote.ask(room.pk, since)) == room.version - since
