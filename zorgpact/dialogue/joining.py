"""Taking a seat at a table, by its link or by the code of the session and the pin of the table. Nobody gives a name."""

import secrets

from django.db import models

from zorgpact.dialogue.changing import RoomRefusal, changing
from zorgpact.dialogue.models import Dialogue, DialogueLink, LogEntry, Seat
from zorgpact.limits.counting import Limit, allows, is_used_up
from zorgpact.outbox.models import digest

MOST_SEATS = 60  # at one table
OPEN = (Dialogue.State.PREPARED, Dialogue.State.RUNNING)
WRONG_PINS = Limit(
    "wrong-pins-of", 200, 600
)  # a room, in ten minutes: never per address, for a room shares one
UNKNOWN = "Deze code met deze pincode kennen we niet. Kijk op de kaart op je tafel en typ ze nog eens."


class CannotJoin(RoomRefusal):
    """The code, the pin or the moment is wrong."""


def link_of(code: str, pin: str) -> DialogueLink:
    """The link of the table with this pin, in the room with this code. Raises CannotJoin."""
    typed = code.strip().upper().replace(" ", "")
    links = DialogueLink.objects.working().filter(
        purpose=DialogueLink.Purpose.TABLE, dialogue__code=typed, dialogue__state__in=OPEN
    )
    found = list(links.select_related("dialogue", "table")) if typed else []
    if not found:
        raise CannotJoin(UNKNOWN)
    if is_used_up((WRONG_PINS, typed)):
        raise CannotJoin("Er is te vaak een verkeerde pincode geprobeerd. Scan de kaart op je tafel.")
    for link in found:
        if secrets.compare_digest(link.pin.encode(), pin.strip().encode()):
            return link
    allows((WRONG_PINS, typed))
    raise CannotJoin(UNKNOWN)


def sit_down(link: DialogueLink) -> str:
    """A seat at the table of this link; gives its secret. Raises CannotJoin when the session is over or the table full."""
    token = secrets.token_urlsafe(32)
    with changing(link.dialogue_id, LogEntry.Role.SEAT, "schuif aan") as change:
        if not change.dialogue.is_at_work or link.table is None:
            raise CannotJoin("Dit gesprek is afgelopen. Aanschuiven kan niet meer.")
        if link.table.seats.count() >= MOST_SEATS:
            raise CannotJoin("Aan deze tafel zijn al heel veel telefoons. Kijk mee met iemand naast je.")
        Seat.objects.create(dialogue=change.dialogue, table=link.table, digest=digest(token))
        Dialogue.objects.filter(pk=link.dialogue_id).update(seat_count=models.F("seat_count") + 1)
        change.is_news = True
    return token
