"""Dots: each phone has a few, may move them until the result is shown, and never more than one on the same thing."""

from collections.abc import Collection

from django.db import models
from django.utils import timezone

from zorgpact.dialogue.changing import Change, RoomRefusal, changing
from zorgpact.dialogue.models import Ballot, Contribution, Dialogue, LogEntry, Seat, Step, Thread


class VotingClosed(RoomRefusal):
    """Nothing is voted on now."""


def is_open(dialogue: Dialogue) -> bool:
    step = dialogue.step
    is_voting = step is not None and step.kind == Step.Kind.VOTING and not step.is_revealed
    return is_voting and dialogue.state == Dialogue.State.RUNNING


def choices(dialogue: Dialogue, step: Step) -> models.QuerySet:
    """What may be voted on in this step."""
    if step.on_threads:
        return Thread.objects.filter(dialogue=dialogue).standing()
    points = Contribution.objects.filter(dialogue=dialogue).shown()
    return points.order_by("table", "sort_order", "pk")


def vote(seat: Seat, chosen: Collection[int]) -> None:
    """Give this seat's dots to these, instead of those it gave before. Raises RoomRefusal, VotingClosed."""
    with changing(seat.dialogue_id, LogEntry.Role.SEAT, "stem") as change:
        step = change.dialogue.step
        if step is None or not is_open(change.dialogue):
            raise VotingClosed("Stemmen kan nu niet. Kijk op het scherm wat er gebeurt.")
        wanted = set(chosen)
        if len(wanted) > step.dots:
            raise RoomRefusal(f"Je hebt {step.dots} stippen. Kies er niet meer dan {step.dots}.")
        found = set(choices(change.dialogue, step).filter(pk__in=wanted).values_list("pk", flat=True))
        if found != wanted:
            raise RoomRefusal("Wat je koos, staat niet meer in de lijst. Kies opnieuw.")
        replace(change, step, seat, wanted)


def replace(change: Change, step: Step, seat: Seat, wanted: set[int]) -> None:
    target = "thread_id" if step.on_threads else "contribution_id"
    ballots = Ballot.objects.filter(step=step, seat=seat)
    earlier = set(ballots.values_list(target, flat=True))
    if earlier == wanted:
        return
    ballots.filter(**{f"{target}__in": earlier - wanted}).delete()
    Ballot.objects.bulk_create([Ballot(step=step, seat=seat, **{target: pk}) for pk in wanted - earlier])
    model: type[models.Model] = Thread if step.on_threads else Contribution
    rows = model._default_manager
    rows.filter(pk__in=wanted - earlier).update(votes=models.F("votes") + 1)
    rows.filter(pk__in=earlier - wanted).update(votes=models.F("votes") - 1)
    change.is_news = True
    if change.dialogue.first_vote_at is None:
        change.set(change.dialogue, first_vote_at=timezone.now())
