"""Whom to ask about a thing: who it names itself, its owner, or else the employers' organisation of its region."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pacts.models import Organisation


@dataclass(frozen=True)
class Contact:
    """A person, an organisation, or both; with an address or a number to reach them by."""

    name: str = ""
    email: str = ""
    phone: str = ""
    organisation: Organisation | None = None


def contact_of(item: Any) -> Contact | None:
    """Whom a visitor can ask about this row or page; None when nobody can be reached."""
    own = Contact(
        getattr(item, "contact_name", ""),
        getattr(item, "contact_email", "") or getattr(item, "organiser_email", ""),
        getattr(item, "contact_phone", ""),
    )
    if own.email or own.phone:
        return own
    return next(
        (
            Contact(one.contact_name, one.contact_email, one.contact_phone, one)
            for one in organisations_to_ask(item)
            if one.live and one.is_reachable
        ),
        None,
    )


def organisations_to_ask(item: Any) -> Iterator[Organisation]:
    """Who is nearest to it first. In a preview the regions are a list that knows `filter()`."""
    for name in ("owner", "organisation"):
        if getattr(item, f"{name}_id", None):
            yield getattr(item, name)
    if hasattr(item, "regions"):
        for region in item.regions.filter(live=True).select_related("organisation"):
            if region.organisation:
                yield region.organisation
