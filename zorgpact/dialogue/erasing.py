"""How long a room remembers: seats a day, ballots a week, what was hidden and how a person is called a month.

What counts stays: totals, points and threads, without anybody. It catches up after a pause, and doing it twice changes nothing.
"""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from zorgpact.dialogue.changing import changing
from zorgpact.dialogue.listening import forget_listeners
from zorgpact.dialogue.models import Ballot, Commitment, Contribution, Dialogue, DialogueLink, LogEntry, Seat

SEATS = timedelta(hours=24)  # since they were taken
BALLOTS = timedelta(days=7)  # since the voting began
# `Dialogue.kept_days`: what was hidden since nobody sees it, persons since their commitment was confirmed, links since the end
ERASED = "gewist"


def forget_rooms() -> int:
    """Erase what was kept long enough; returns how many rows it touched. For the scheduler."""
    now = timezone.now()
    done = forget_seats(now - SEATS) + Ballot.objects.filter(step__started_at__lt=now - BALLOTS).delete()[0]
    for days in Dialogue.objects.order_by().values_list("kept_days", flat=True).distinct():
        done += forget_hidden(days, now) + forget_persons(days, now) + revoke_links(days, now)
    return done + forget_listeners()


def revoke_links(days: int, now: datetime) -> int:
    """Of rooms that keep so many days."""
    over = DialogueLink.objects.working().filter(dialogue__kept_days=days)
    return over.filter(dialogue__closed_at__lt=now - timedelta(days=days)).update(revoked_at=now)


def forget_seats(before: datetime) -> int:
    """The points that they wrote and their ballots stay, of nobody."""
    return Seat.objects.filter(created_at__lt=before).delete()[0]


def forget_hidden(days: int, now: datetime) -> int:
    """The words that were held back or withdrawn, also in the log. What was replaced stays: it is where others came from."""
    states = (Contribution.State.HELD, Contribution.State.WITHDRAWN)
    old = Contribution.objects.filter(state__in=states, dialogue__kept_days=days).exclude(text=ERASED)
    old = old.filter(hidden_at__lt=now - timedelta(days=days))
    rooms = set(old.values_list("dialogue", flat=True))
    return sum(
        forget_hidden_in(room, list(old.filter(dialogue=room).values_list("pk", flat=True))) for room in rooms
    )


def forget_hidden_in(dialogue_id: int, pks: list[int]) -> int:
    with changing(dialogue_id, LogEntry.Role.CLOCK, "wis verborgen teksten") as change:
        family = set(pks) | set(ancestors_of(pks))
        for entry in change.dialogue.log.all():
            if redact(entry, family):
                LogEntry.objects.filter(pk=entry.pk).update(changes=entry.changes)
        Contribution.objects.filter(pk__in=family).update(text=ERASED, version=change.version)
        change.is_news = True
    return len(family)


def ancestors_of(pks: list[int]) -> list[int]:
    """Those whose words went on in these."""
    parents = list(Contribution.objects.filter(children__in=pks).values_list("pk", flat=True))
    return [*parents, *ancestors_of(parents)] if parents else []


def redact(entry: LogEntry, pks: set[int]) -> bool:
    """Take the words of these points out of an entry; whether there were any."""
    is_changed = False
    for item in entry.changes:
        if item["model"] == "contribution" and item["pk"] in pks:
            for values in (item["before"], item["after"]):
                if values and values.get("text", ERASED) != ERASED:
                    values["text"] = ERASED
                    is_changed = True
    return is_changed


@transaction.atomic
def forget_persons(days: int, now: datetime) -> int:
    """The name and the address of who took something up: once it is confirmed, undone, or the room is long closed."""
    before = now - timedelta(days=days)
    is_over = (
        models.Q(confirmed_at__lt=before)
        | models.Q(dialogue__closed_at__lt=before - timedelta(days=days))
        | models.Q(is_undone=True, dialogue__closed_at__lt=before)
    )
    known = Commitment.objects.filter(is_over, dialogue__kept_days=days).exclude(
        person_name="", person_email=""
    )
    return Commitment.objects.filter(pk__in=list(known.values_list("pk", flat=True))).update(
        person_name="", person_email=""
    )
