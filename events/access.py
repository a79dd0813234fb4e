"""Who may do what with registrations: organisers see them, and whoever holds a mailed link may use it."""

from django.contrib.auth.models import AnonymousUser

from events.models import AccessToken, Registration
from zorgpact.users.models import User


def can_see_registrations(user: User | AnonymousUser) -> bool:
    """Organisers and administrators: names and e-mail addresses are for nobody else."""
    return user.is_active and user.has_perm("events.view_registration")


def can_erase_persons(user: User | AnonymousUser) -> bool:
    """Administrators: what is erased cannot be brought back."""
    return user.is_active and user.has_perm("events.delete_registration")


def registration_by_token(token: str, purpose: AccessToken.Purpose) -> Registration | None:
    """The registration that this token gives this right over, with its event."""
    links = AccessToken.objects.select_related("registration__event")
    link = links.for_token(token, purpose).first()
    return link.registration if link else None
