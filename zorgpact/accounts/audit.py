"""Who did what with accounts and with data of participants: lines in Wagtail's own log, which shows them as "Site history".

What changed stands in `data`. Nothing of a participant does: no name, no address, no token.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from wagtail.log_actions import log

from zorgpact.users.models import User

Actor = User | AnonymousUser
"""Who asks, as a request knows it: views have made sure that it is somebody."""

LOGIN = "accounts.login"
LOGIN_FAILED = "accounts.login_failed"
SECOND_STEP = "accounts.second_step"
SECOND_STEP_FAILED = "accounts.second_step_failed"
INVITED = "accounts.invited"
ACCEPTED = "accounts.accepted"
PASSWORD = "accounts.password"  # noqa: S105
CHANGED = "accounts.changed"
RIGHTS = "accounts.rights"
EXPORTED = "participants.exported"
ERASED = "participants.erased"

UNKNOWN = User(pk=0, username="onbekende naam")
"""Whom a failed login is about when nobody is called so: it costs the same, and what was typed may be a password."""


def record(about: Model | AnonymousUser, action: str, user: Actor | None = None, **data: Any) -> None:
    """Write a line; `user` is who did it, by default who is logged in in the admin."""
    log(about, action, user=user, data=data)


def facts(user: User) -> dict[str, str]:
    """What an administrator can change of an account, by its Dutch name."""
    roles = sorted(group.name for group in user.groups.all())
    return {
        "gebruikersnaam": user.username,
        "e-mailadres": user.email,
        "voornaam": user.first_name,
        "achternaam": user.last_name,
        "rollen": ", ".join(roles) or "geen",
        "beheert alles": "ja" if user.is_superuser else "nee",
        "actief": "ja" if user.is_active else "nee",
    }


def record_change(user: User, before: dict[str, str], by: Actor) -> None:
    """Write a line with what is other than before, as old and new; none when nothing is."""
    old = {name: before.get(name, "") for name in facts(user)}
    changes = [[name, old[name], value] for name, value in facts(user).items() if value != old[name]]
    if changes:
        record(user, CHANGED, user=by, changes=changes)
