"""What one may choose: what visitors see, and the drafts that one may change. Wagtail's choosers show every draft."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.permissions import policy_registry

from zorgpact.users.models import User

LONGEST_NUMBER = 9  # digits; no table of ours has so many rows


def choosable(rows: Any, user: User | AnonymousUser) -> Any:
    """The same rows or pages, without the drafts of others. For who may change them all nothing is narrowed down."""
    own = policy_registry.get_by_type(rows.model).instances_user_has_permission_for(user, "change")
    drafts = rows.model._default_manager.filter(live=False)
    hidden = list(drafts.exclude(pk__in=own.values("pk")).values_list("pk", flat=True))
    return rows.exclude(pk__in=hidden) if hidden else rows


def numbers(values: Iterable[str]) -> list[int]:
    """Of what an address says, what may be the number of a row: on anything else Wagtail's choosers fail."""
    return [int(value) for value in values if value.isdecimal() and len(value) <= LONGEST_NUMBER]
