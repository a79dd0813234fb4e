"""Links in mails: who holds one may do one thing with one registration."""

import hashlib

from events.models import AccessToken, Registration


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def registration_by_token(token: str, purpose: AccessToken.Purpose) -> Registration | None:
    """The registration that this token gives this right over, with its event."""
    rights = AccessToken.objects.select_related("registration__event")
    right = rights.filter(digest=digest(token), purpose=purpose).first()
    return right.registration if right else None
