"""Who may do what with registrations: organisers see them, and whoever holds a mailed link may use it."""

import hashlib

from events.models import AccessToken, Registration


def can_see_registrations(user) -> bool:
    """Organisers and administrators: names and e-mail addresses are for nobody else."""
    return user.is_active and user.has_perm("events.view_registration")


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def registration_by_token(token: str, purpose: AccessToken.Purpose) -> Registration | None:
    """The registration that this token gives this right over, with its event."""
    rights = AccessToken.objects.select_related("registration__event")
    right = rights.filter(digest=digest(token), purpose=purpose).first()
    return right.registration if right else None
