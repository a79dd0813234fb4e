"""What a phone asks every two seconds: questions of which the SQL is made once in each process.

Django takes longer to make the SQL of a small question than the database to answer it; of 150 phones that was more than half
of what a room cost (`python -m tests.bench.room`). `QuerySet.raw` would do the same in a way that is documented, for a fifth
more of a whole room.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from inspect import signature
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import F
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from zorgpact.dialogue.models import Contribution, Dialogue, DialogueLink, LogEntry, Seat, Step, Table
from zorgpact.outbox.models import digest

Row = TypeVar("Row", bound=models.Model)


class Made(NamedTuple):
    """What Django made of a question: where each value goes among the parameters, and how a row becomes an object."""

    model: type[models.Model]
    compiler: SQLCompiler
    sql: str
    params: list[Any]
    marks: list[str]
    names: list[str]
    converters: dict[int, Any]


class Question(Generic[Row]):
    """Rows of one model. `make` gives them for some values; its SQL may not hang on which values these are."""

    def __init__(self, make: Callable[..., models.QuerySet[Row]]):
        self.make = make

    @cached_property
    def made(self) -> Made:
        marks = [str(number) for number in range(9_001, 9_001 + len(signature(self.make).parameters))]
        rows = self.make(*marks)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        names = [column.target.attname for column in columns if isinstance(column, Col)]
        names = names[: len(columns) - len(compiler.annotation_col_map)]
        converters = compiler.get_converters(columns)
        return Made(rows.model, compiler, sql, list(params), marks, names, converters)

    def ask(self, *values: Any) -> list[Row]:
        made = self.made
        given = dict(zip(made.marks, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(made.sql, [given.get(str(param), param) for param in made.params])
            rows = cursor.fetchall()
        return [self.row_of(made, row) for row in made.compiler.apply_converters(rows, made.converters)]

    def row_of(self, made: Made, values: Sequence[Any]) -> Any:
        row = made.model.from_db(DEFAULT_DB_ALIAS, made.names, values[: len(made.names)])
        for name, place in made.compiler.annotation_col_map.items():
            setattr(row, name, values[place])
        return row

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
points_of_table = Question(
    lambda room, table: Contribution.objects.filter(dialogue=room, table=table).order_by().only("seat")
)
points_since = Question(
    lambda room, table, version: Contribution.objects.filter(
        dialogue=room, table=table, version__gt=version
    ).order_by("sort_order", "pk")
)


def seat_alone(token: str) -> Any:
    """The seat or None, with nothing but the `room_version` and the `table_number`."""
    return seats.one(digest(token))


def seat_at_table(token: str) -> Any:
    """The seat or None, with its table: enough to write, for a room is read anew under its lock."""
    seat = seat_alone(token)
    return at_table(seat) if seat else None


def at_table(seat: Any) -> Any:
    seat.table = Table(pk=seat.table_id, dialogue_id=seat.dialogue_id, number=seat.table_number)
    return seat


def link_alone(links: models.QuerySet[DialogueLink]) -> Any:
    """The first of these links or None, with nothing but the `room_version`."""
    alone = links.select_related(None).annotate(room_version=F("dialogue__version"))
    return next(iter(alone.order_by()), None)


def with_room(holder: Any) -> Any:
    """This seat, with its table, or link, with its room."""
    holder.dialogue = room_of(rooms, holder.dialogue_id)
    return at_table(holder) if isinstance(holder, Seat) else holder


def room_of(question: Question[Dialogue], pk: int) -> Dialogue:
    """With the step that runs."""
    (room,) = question.ask(pk)
    if room.step_id:
        room.step = steps.one(room.step_id)
    return room


def only_joined_or_wrote(room: Dialogue, since: int) -> bool:
    """Whether all that happened since then is that people sat down or wrote points: that moves no steps and no threads."""
    return since > 0 and len(joined_or_wrote.ask(room.pk, since)) == room.version - since
