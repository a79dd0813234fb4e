"""Who may do what in a room: whoever holds a link that is not revoked, and only what that link is for."""

from django.contrib.auth.models import AnonymousUser

from zorgpact.dialogue.models import CommitmentLink, DialogueLink, Seat
from zorgpact.outbox.models import digest
from zorgpact.users.models import User


def can_prepare(user: User | AnonymousUser) -> bool:
    """Organisers and editors: who keeps what sessions yielded."""
    return user.is_active and user.has_perm("dialogue.change_dialogue")


def link_by_token(token: str, purpose: DialogueLink.Purpose) -> DialogueLink | None:
    """With its room, the step that runs and the session."""
    links = DialogueLink.objects.working().for_token(token, purpose)
    return links.select_related("dialogue__step", "dialogue__event", "table").first()


def seat_by_token(token: str) -> Seat | None:
    """With its table, its room, the step that runs and the session."""
    seats = Seat.objects.select_related("table", "dialogue__step", "dialogue__event")
    return seats.filter(digest=digest(token)).first()


def commitment_link(token: str) -> CommitmentLink | None:
    """The mailed right to confirm a commitment, with what it is about."""
    links = CommitmentLink.objects.for_token(token, CommitmentLink.Purpose.CONFIRM)
    return links.select_related("commitment__dialogue__event", "commitment__action").first()
