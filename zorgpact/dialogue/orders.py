"""What a form in the room asks for, as one of the verbs. Whatever else is sent is refused with a sentence."""

from collections.abc import Callable, Sequence

from django.http import QueryDict

from zorgpact.dialogue import changing, facilitating, submitting, voting
from zorgpact.dialogue.changing import RoomRefusal
from zorgpact.dialogue.models import DialogueLink, Seat
from zorgpact.dialogue.submitting import Answer, Item

MOST_CARDS = 400
UNKNOWN = "Die knop kennen we niet. Laad de bladzijde opnieuw."


def number(data: QueryDict, name: str) -> int:
    """A key or an order; 0 for whatever is no such number."""
    value = data.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 15 else 0


def numbers(data: QueryDict, name: str) -> list[int]:
    values = data.getlist(name)[:MOST_CARDS]
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) <= 15]


def lines(data: QueryDict, name: str) -> Sequence[str]:
    return data.get(name, "").splitlines()


LEADING: dict[str, Callable[[DialogueLink, QueryDict], object]] = {
    "stap": lambda link, data: facilitating.go_to(link, number(data, "stap")),
    "sluit": lambda link, data: facilitating.end(link),
    "tijd": lambda link, data: facilitating.more_time(link),
    "uitslag": lambda link, data: facilitating.reveal(link),
    "overnemen": lambda link, data: facilitating.take_over(link),
    "ongedaan": lambda link, data: changing.undo(link),
    "draad": lambda link, data: facilitating.make_thread(link, data.get("tekst", ""), numbers(data, "punt")),
    "hernoem": lambda link, data: facilitating.name_thread(
        link, number(data, "draad"), data.get("tekst", "")
    ),
    "erbij": lambda link, data: facilitating.move(link, numbers(data, "punt"), number(data, "draad")),
    "los": lambda link, data: facilitating.move(link, numbers(data, "punt"), None),
    "minderheid": lambda link, data: facilitating.mark_minority(link, numbers(data, "punt")),
    "achter": lambda link, data: facilitating.hold(link, numbers(data, "punt")),
    "toon": lambda link, data: facilitating.show(link, numbers(data, "punt")),
    "splits": lambda link, data: facilitating.split(link, number(data, "punt"), lines(data, "tekst")),
    "herwoord": lambda link, data: facilitating.reword(link, number(data, "punt"), data.get("tekst", "")),
}
# A button may name what it is about: `doe=erbij:5`.
ABOUT = {"erbij": "draad", "stap": "stap"}
MODERATING = {name: LEADING[name] for name in ("achter", "toon")}


def lead(link: DialogueLink, data: QueryDict) -> None:
    """Raises RoomRefusal, also for what a moderator may not."""
    known = MODERATING if link.purpose == DialogueLink.Purpose.MODERATOR else LEADING
    name, _, about = data.get("doe", "").partition(":")
    order = known.get(name)
    if order is None:
        raise RoomRefusal(UNKNOWN)
    if about and name in ABOUT:
        data = data.copy()
        data[ABOUT[name]] = about
    order(link, data)


def write(seat: Seat, data: QueryDict) -> None:
    item = Item(
        data.get("sleutel", ""), number(data, "stap"), data.get("tekst", ""), bool(data.get("papier"))
    )
    answer = submitting.submit(seat, [item])[item.key]
    if answer not in (Answer.STORED, Answer.DOUBLE):
        raise RoomRefusal(str(answer.label))


PHONE: dict[str, Callable[[Seat, QueryDict], object]] = {
    "schrijf": write,
    "wijzig": lambda seat, data: submitting.rewrite(seat, number(data, "punt"), data.get("tekst", "")),
    "trek-in": lambda seat, data: submitting.withdraw(seat, number(data, "punt")),
    "zet-terug": lambda seat, data: submitting.put_back(seat, number(data, "punt")),
    "stem": lambda seat, data: voting.vote(seat, numbers(data, "keuze")),
}


def phone(seat: Seat, data: QueryDict) -> None:
    """Raises RoomRefusal."""
    order = PHONE.get(data.get("doe", ""))
    if order is None:
        raise RoomRefusal(UNKNOWN)
    order(seat, data)
