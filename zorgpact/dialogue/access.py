"""Who may do what in a room: whoever holds a link that is not revoked, and only what that link is for."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from zorgpact.dialogue.models import CommitmentLink, DialogueLink, Seat
from zorgpact.outbox.models import digest
from zorgpact.users.models import User


def can_prepare(user: User | AnonymousUser) -> bool:
    """Organisers and editors: who keeps what sessions yielded."""
    return user.is_active and user.has_perm("dialogue.change_dialogue")


def links_of(token: str, purpose: DialogueLink.Purpose) -> models.QuerySet[DialogueLink]:
    """At most one, with its table, its room and the step that runs."""
    links = DialogueLink.objects.working().for_token(token, purpose)
    return links.select_related("dialogue__step", "table")


def seats_of(token: str) -> models.QuerySet[Seat]:
    """At most one, with its table, its room and the step that runs."""
    return Seat.objects.filter(digest=digest(token)).select_related("dialogue__step", "table")


def seat_by_token(token: str) -> Seat | None:
    return seats_of(token).first()


def commitment_link(token: str) -> CommitmentLink | None:
    """The mailed right to confirm a commitment, with what it is about."""
    links = CommitmentLink.objects.for_token(token, CommitmentLink.Purpose.CONFIRM)
    return links.select_related("commitment__dialogue__event", "commitment__action").first()
