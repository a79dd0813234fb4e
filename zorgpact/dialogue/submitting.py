"""What the phones of a table write: points, as often as the network needs to bring them, each kept once."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils import timezone

from zorgpact.dialogue.asking import points_of_table
from zorgpact.dialogue.changing import Change, RoomRefusal, changing
from zorgpact.dialogue.models import Contribution, Dialogue, LogEntry, Seat, Step

MOST_AT_ONCE = 20
MOST_PER_SEAT = 100
MOST_PER_TABLE = 400
LONGEST = 200  # characters
LATE = timedelta(minutes=2)
KEY = re.compile(r"[A-Za-z0-9-]{8,36}")
JOINERS = "\u200d\ufe0f"  # they hold the parts of one emoji together
NO_PLACE = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


class Answer(models.TextChoices):
    """What became of one point that was sent."""

    STORED = "opgeslagen", "Je punt staat in de lijst."
    DOUBLE = "dubbel", "Dit punt stond al in de lijst."
    CLOSED = "gesloten", "Deze vraag is gesloten. Je punt is niet meer opgeslagen."
    REFUSED = "geweigerd", "Schrijf een punt van 1 tot en met 200 tekens."
    FULL = "vol", "Jullie schreven al heel veel punten. Kies de belangrijkste, of trek er een in."


@dataclass(frozen=True)
class Item:
    """A point on its way. `key` was made when its first letter was typed; `step` is the key of the question it answers."""

    key: str
    step: int
    text: str
    is_paper: bool = False


def clean_point(text: str) -> str:
    """One line, without characters that nobody sees, that turn the direction of others or that no database takes."""
    seen = (char if char in JOINERS or unicodedata.category(char) not in NO_PLACE else " " for char in text)
    return " ".join("".join(seen).split()).strip(JOINERS)


def submit(seat: Seat, items: Sequence[Item]) -> dict[str, Answer]:
    """Keep these points, at most MOST_AT_ONCE; gives what became of each, by its key. Sending them again changes nothing."""
    asked = list(items)[:MOST_AT_ONCE]
    with changing(seat.dialogue_id, LogEntry.Role.SEAT, "schrijf") as change:
        points = Contribution.objects.filter(dialogue=change.dialogue).order_by()
        keys = [item.key for item in asked if KEY.fullmatch(item.key)]
        known = set(points.filter(key__in=keys).values_list("key", flat=True))
        is_new = any(item.key not in known for item in asked)  # what is sent again needs no more than its key
        steps = steps_of(change.dialogue, asked) if is_new else {}
        room = room_left(seat) if is_new else 0
        answers: dict[str, Answer] = {}
        rows: list[Contribution] = []
        for item in asked:
            answer = (
                Answer.DOUBLE if item.key in known else judge(change.dialogue, steps.get(item.step), item)
            )
            if answer == Answer.STORED and len(rows) >= room:
                answer = Answer.FULL
            if answer == Answer.STORED:
                rows.append(point_of(change, seat, steps[item.step], item, len(rows)))
                known.add(item.key)
            answers.setdefault(item.key, answer)
        change.add(rows)
    return answers


def steps_of(dialogue: Dialogue, asked: Sequence[Item]) -> dict[int, Step]:
    """By their keys. Mostly the one that runs, which came with the room."""
    current = dialogue.step
    if current and all(item.step == current.pk for item in asked):
        return {current.pk: current}
    return {step.pk: step for step in dialogue.steps.all()}


def room_left(seat: Seat) -> int:
    """How many points this seat and its table may still write."""
    seats = [point.seat_id for point in points_of_table.ask(seat.dialogue_id, seat.table.number)]
    return max(0, min(MOST_PER_SEAT - seats.count(seat.pk), MOST_PER_TABLE - len(seats)))


def judge(dialogue: Dialogue, step: Step | None, item: Item) -> Answer:
    if not KEY.fullmatch(item.key) or not 1 <= len(clean_point(item.text)) <= LONGEST:
        return Answer.REFUSED
    if step is None or step.kind != Step.Kind.COLLECTING or step.started_at is None:
        return Answer.CLOSED
    is_open = dialogue.step_id == step.pk and dialogue.state == Dialogue.State.RUNNING
    return Answer.STORED if is_open or is_just_over(step) else Answer.CLOSED


def is_just_over(step: Step) -> bool:
    """Within two minutes what was under way is still accepted."""
    return step.ended_at is not None and timezone.now() - step.ended_at <= LATE


def point_of(change: Change, seat: Seat, step: Step, item: Item, number: int) -> Contribution:
    return Contribution(
        dialogue=change.dialogue,
        kind=step.point_kind,
        text=clean_point(item.text),
        table=seat.table.number,
        key=item.key,
        seat=seat,
        is_paper=item.is_paper,
        is_late=change.dialogue.step_id != step.pk or step.ended_at is not None,
        sort_order=change.version * MOST_AT_ONCE + number,
    )


# --- Changing one's own -------------------------------------------------------------------------------------


def own_point(change: Change, seat: Seat, pk: int) -> Contribution:
    """Raises RoomRefusal when it is somebody else's, or its words are fixed."""
    point = Contribution.objects.filter(dialogue=change.dialogue, seat=seat, pk=pk).first()
    if point is None:
        raise RoomRefusal("Dit punt is van een andere telefoon. Alleen die kan het veranderen.")
    if change.dialogue.first_vote_at or not change.dialogue.is_at_work:
        raise RoomRefusal("Er is al gestemd. Daarom kan de tekst niet meer veranderen.")
    return point


def rewrite(seat: Seat, pk: int, text: str) -> None:
    """Other words for one's own point, until the first vote. Raises RoomRefusal."""
    words = clean_point(text)
    if not 1 <= len(words) <= LONGEST:
        raise RoomRefusal(str(Answer.REFUSED.label))
    with changing(seat.dialogue_id, LogEntry.Role.SEAT, "wijzig") as change:
        point = own_point(change, seat, pk)
        if point.state not in (Contribution.State.SHOWN, Contribution.State.HELD):
            raise RoomRefusal("Dit punt staat niet meer in de lijst.")
        change.set(point, text=words)


def withdraw(seat: Seat, pk: int) -> None:
    """Take one's own point back, until the first vote. Doing it twice changes nothing. Raises RoomRefusal."""
    with changing(seat.dialogue_id, LogEntry.Role.SEAT, "trek in") as change:
        point = own_point(change, seat, pk)
        if point.state in (Contribution.State.SHOWN, Contribution.State.HELD):
            change.set(point, state=Contribution.State.WITHDRAWN, hidden_at=timezone.now(), thread_id=None)


def put_back(seat: Seat, pk: int) -> None:
    """Undo one's own withdrawal. Raises RoomRefusal."""
    with changing(seat.dialogue_id, LogEntry.Role.SEAT, "zet terug") as change:
        point = own_point(change, seat, pk)
        if point.state == Contribution.State.WITHDRAWN:
            change.set(point, state=Contribution.State.SHOWN, hidden_at=None)
