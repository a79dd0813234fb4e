"""What an organiser does before and after: a room with steps, tables and links, starting anew, and publishing."""

import secrets
from typing import Any

from django.db import transaction

from events.models import Event
from zorgpact.dialogue.changing import RoomRefusal
from zorgpact.dialogue.models import LONGEST_KEPT, Contribution, Dialogue, DialogueLink, Step, Table, Thread
from zorgpact.users.models import User

CODE_LENGTH = 6
LETTERS = "ACDEFGHJKMNPQRTUVWXYZ234679"  # no two of them look alike, in capitals or on a phone
MOST_TABLES = 30
KIND = Step.Kind
# The conversation of the dialogue sessions of 2018: what works, what is to be done, what we agree on, who takes it up.
TEMPLATE: list[dict[str, Any]] = [
    {"kind": KIND.WELCOME, "question": "Welkom. Pak je telefoon en schuif aan.", "minutes": 10},
    {"kind": KIND.LOOKING_BACK, "question": "Wat spraken we af, en wat kwam ervan?", "minutes": 10},
    {
        "kind": KIND.COLLECTING,
        "question": "Wat werkt al bij jullie?",
        "point_kind": Contribution.Kind.SUCCESS_FACTOR,
        "minutes": 20,
    },
    {"kind": KIND.COLLECTING, "question": "Wat moet er nu gebeuren?", "minutes": 25},
    {"kind": KIND.VOTING, "question": "Wat is het belangrijkst?", "minutes": 5, "dots": 3},
    {"kind": KIND.THREADS, "question": "Welke rode draden zien we?", "minutes": 20},
    {"kind": KIND.COMMITMENTS, "question": "Wie pakt dit op?", "minutes": 15},
    {"kind": KIND.CLOSING, "question": "Dank je wel. Dit namen we mee.", "minutes": 5},
]


@transaction.atomic
def prepare(
    event: Event,
    tables: int,
    is_rehearsal: bool = False,
    kept_days: int = LONGEST_KEPT,
    prepared_by: User | None = None,
) -> Dialogue:
    """A room for this session. Raises RoomRefusal when it has one, or when its outcomes were written down already."""
    dialogue = Dialogue.objects.select_for_update().filter(event=event).first() or Dialogue(event=event)
    if dialogue.pk and (dialogue.has_room or dialogue.contributions.exists() or dialogue.threads.exists()):
        raise RoomRefusal("Van deze sessie staat al iets vast. Een gesprek voorbereiden kan niet meer.")
    dialogue.state = Dialogue.State.PREPARED
    dialogue.is_rehearsal = is_rehearsal
    dialogue.code = free_code()
    dialogue.kept_days = kept_days
    dialogue.prepared_by = prepared_by
    dialogue.save()
    Step.objects.bulk_create(
        Step(dialogue=dialogue, order=number, **step) for number, step in enumerate(TEMPLATE, 1)
    )
    purposes = DialogueLink.Purpose
    first = DialogueLink.make(dialogue=dialogue, purpose=purposes.FACILITATOR)
    DialogueLink.make(dialogue=dialogue, purpose=purposes.FACILITATOR, is_spare=True)
    for purpose in (purposes.MODERATOR, purposes.SCREEN):
        DialogueLink.make(dialogue=dialogue, purpose=purpose)
    Dialogue.objects.filter(pk=dialogue.pk).update(in_charge=first)
    dialogue.in_charge = first
    set_tables(dialogue, tables)
    return dialogue


def free_code() -> str:
    """Six characters that no other room has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if not Dialogue.objects.filter(code=code).exists():
            return code


@transaction.atomic
def set_tables(dialogue: Dialogue, number: int) -> None:
    """So many tables. Those at which nobody sat go first; one in use stays. Raises RoomRefusal."""
    if not 1 <= number <= MOST_TABLES:
        raise RoomRefusal(f"Kies 1 tot en met {MOST_TABLES} tafels.")
    used = dialogue.tables.filter(seats__isnull=False, number__gt=number).exists()
    written = dialogue.contributions.filter(table__gt=number).exists()
    if used or written:
        raise RoomRefusal("Aan een van die tafels zit al iemand. Die tafel blijft.")
    dialogue.tables.filter(number__gt=number).delete()
    there = set(dialogue.tables.values_list("number", flat=True))
    for missing in sorted(set(range(1, number + 1)) - there):
        table = Table.objects.create(dialogue=dialogue, number=missing)
        DialogueLink.make(dialogue=dialogue, purpose=DialogueLink.Purpose.TABLE, table=table)


def keep_for(dialogue: Dialogue, days: int) -> None:
    """How long what was hidden and who took something up is kept, from now on. Raises RoomRefusal."""
    if not 1 <= days <= LONGEST_KEPT:
        raise RoomRefusal(f"Kies 1 tot en met {LONGEST_KEPT} dagen.")
    Dialogue.objects.filter(pk=dialogue.pk).update(kept_days=days)


@transaction.atomic
def renew(link: DialogueLink) -> DialogueLink:
    """Another secret for the same purpose: the old one works no more, at once."""
    dialogue = Dialogue.objects.select_for_update().get(pk=link.dialogue_id)
    link.revoke()
    kept = {name: getattr(link, name) for name in ("dialogue", "purpose", "table", "is_spare")}
    fresh = DialogueLink.make(**kept)
    if dialogue.in_charge_id == link.pk:
        Dialogue.objects.filter(pk=dialogue.pk).update(in_charge=fresh)
    return fresh


@transaction.atomic
def start_anew(dialogue: Dialogue) -> None:
    """Throw away what a rehearsal brought; steps, tables and links stay, and the next time counts. Raises RoomRefusal."""
    room = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if not room.is_rehearsal:
        raise RoomRefusal("Dit was geen oefening. Wat de zaal schreef, blijft bewaard.")
    for rows in (room.log, room.reviews, room.commitments, room.contributions, room.threads, room.seats):
        rows.all().delete()
    room.steps.update(started_at=None, ended_at=None, is_revealed=False, version=room.version + 1)
    Dialogue.objects.filter(pk=room.pk).update(
        state=Dialogue.State.PREPARED,
        is_rehearsal=False,
        step=None,
        first_vote_at=None,
        closed_at=None,
        seat_count=0,
        version=room.version + 1,
    )


@transaction.atomic
def publish(dialogue: Dialogue) -> None:
    """Show visitors what the session yielded. Raises RoomRefusal for a rehearsal, or before the session is closed.

    What was undone stays in the log only: the form of editors need not show it.
    """
    if dialogue.is_rehearsal:
        raise RoomRefusal("Dit was een oefening: die komt nooit op de site.")
    if dialogue.is_at_work:
        raise RoomRefusal("Sluit het gesprek eerst af.")
    Contribution.objects.filter(dialogue=dialogue, state=Contribution.State.UNDONE).delete()
    Thread.objects.filter(dialogue=dialogue, is_undone=True).delete()
    dialogue.state = Dialogue.State.PUBLIC
    dialogue.save(update_fields=["state"])


def unpublish(dialogue: Dialogue) -> None:
    """Take it from the site again."""
    if dialogue.has_room:
        dialogue.state = Dialogue.State.CLOSED
        dialogue.save(update_fields=["state"])
