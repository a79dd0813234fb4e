"""What the agenda keeps of one person, by address: to hand it over, and to erase it. `events.erasing` asks for it.

What an organisation told or adds stays: that is no person.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from zorgpact.agenda.models import ContactPerson, Follower, Handover, Joining, ReportRequest

SINCE: dict[type[models.Model], str] = {
    ContactPerson: "created_at",
    Follower: "created_at",
    Joining: "created_at",
    ReportRequest: "created_at",
}


def as_data(address: str) -> list[dict[str, Any]]:
    """To hand over: a row for everything, with its kind and since when we keep it."""
    return [
        *({"kind": "contactpersoon", **row} for row in people(address)),
        *({"kind": "vraag om voortgang", **row} for row in requests(address)),
        *({"kind": "deelname", **row} for row in joinings(address)),
        *({"kind": "volgt", **row} for row in subscriptions(address)),
    ]


def people(address: str) -> list[dict[str, Any]]:
    rows = ContactPerson.objects.of_mailbox(address).select_related("organisation")
    return [
        {
            "since": row.created_at,
            "about": row.organisation.title,
            "name": row.name,
            "email": row.email,
            "phone": row.phone,
            "state": row.get_state_display(),
        }
        for row in rows
    ]


def requests(address: str) -> list[dict[str, Any]]:
    rows = ReportRequest.objects.filter(email__iexact=address).prefetch_related("actions", "notes")
    return [
        {
            "since": row.asked_on,
            "about": ", ".join(action.title for action in row.actions.all()),
            "name": row.name,
            "email": row.email,
            "told": [note.text for note in row.notes.all()],
        }
        for row in rows
    ]


def joinings(address: str) -> list[dict[str, Any]]:
    rows = Joining.objects.filter(email__iexact=address).select_related("action")
    return [
        {
            "since": row.created_at,
            "about": row.action.title,
            "name": row.name,
            "email": row.email,
            "organisation": row.organisation,
            "told": [row.text],
        }
        for row in rows
    ]


def subscriptions(address: str) -> list[dict[str, Any]]:
    rows = Follower.objects.filter(email__iexact=address).prefetch_related(
        "subscriptions__action", "subscriptions__pact", "subscriptions__region"
    )
    followed = [
        {"since": one.created_at, "about": str(one.subject), "email": row.email}
        for row in rows
        for one in row.subscriptions.all()
    ]
    waiting = [row for row in rows if row.awaits_until]
    return followed + [
        {"since": row.created_at, "about": "wat er van de punten van een tafel komt", "email": row.email}
        for row in waiting
    ]


@transaction.atomic
def erase(address: str) -> int:
    """Erase everything of a mailbox; returns how many rows that were. Doing it twice changes nothing."""
    ReportRequest.objects.filter(typed__icontains=address).update(typed={})
    return erase_where(lambda email, since: email.casefold() == address.casefold())


@transaction.atomic
def erase_where(is_meant: Callable[[str, datetime], bool]) -> int:
    """Erase everybody of whom this says so, by address and the moment since when we keep it."""
    met = {
        model: [pk for pk, email, since in kept if is_meant(email, since)]
        for model, field in SINCE.items()
        for kept in [model._default_manager.exclude(email="").values_list("pk", "email", field)]
    }
    Handover.objects.filter(successor__in=met[ContactPerson]).update(remark="")
    joined = Joining.objects.filter(pk__in=met[Joining])
    joined.filter(state=Joining.State.APPROVED).update(name="", email="")
    joined.exclude(state=Joining.State.APPROVED).delete()
    for model in (ContactPerson, Follower, ReportRequest):
        model._default_manager.filter(pk__in=met[model]).delete()
    return sum(len(pks) for pks in met.values())
