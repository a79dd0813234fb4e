"""Whom to ask how an action goes: the only place that knows the order.

    its own contact persons → those of its owner who answer for every action → who coordinates its plan or pact

In the first of these where somebody can be reached, everybody is asked. A pact without a coordinator has its public address.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models

from zorgpact.agenda.models import Action, ContactPerson, ReportRequest
from zorgpact.outbox.addresses import mailbox


@dataclass(frozen=True)
class Recipient:
    """A mailbox, and the name by which to greet its reader."""

    email: str
    name: str = ""


def recipients_of(actions: Iterable[Action]) -> dict[int, list[Recipient]]:
    """Whom to ask about each of these actions, by key; nobody when nobody is known. Five queries at most."""
    rows = list(actions)
    found = owners_of(rows)
    return {**coordinators_of([row for row in rows if row.pk not in found]), **found}


def owners_of(actions: Iterable[Action]) -> dict[int, list[Recipient]]:
    """The first two steps."""
    rows = list(actions)
    people = ContactPerson.objects.reachable()
    own = linked(people, "actions")
    of_owner = defaultdict(list)
    for organisation, *person in people.filter(is_fallback=True).values_list("organisation", "email", "name"):
        of_owner[organisation].append(as_recipient(*person))
    return chosen(rows, [lambda row: own[row.pk], lambda row: of_owner[row.owner_id]])


def coordinators_of(actions: Iterable[Action]) -> dict[int, list[Recipient]]:
    """The last step: also who is told when an owner stays silent."""
    rows = list(actions)
    people = ContactPerson.objects.reachable()
    of_plan, of_pact = linked(people, "plans"), linked(people, "pacts")
    declined = set(ReportRequest.objects.filter(is_declined=True).values_list("email", flat=True))

    def public_address(row: Action) -> list[Recipient]:
        pact = row.pact
        person = as_recipient(pact.contact_email, pact.contact_name) if pact else None
        return [person] if person and person.email and person.email not in declined else []

    return chosen(rows, [lambda row: of_plan[row.plan_id], lambda row: of_pact[row.pact_id], public_address])


def linked(people: models.QuerySet[ContactPerson], relation: str) -> dict[int | None, list[Recipient]]:
    """Who is linked to what, by its key. Nothing is linked to what is not there."""
    found: dict[int | None, list[Recipient]] = defaultdict(list)
    rows = people.filter(**{f"{relation}__isnull": False}).values_list(relation, "email", "name")
    for key, *person in rows:
        found[key].append(as_recipient(*person))
    return found


def chosen(
    rows: Iterable[Action], steps: list[Callable[[Action], list[Recipient]]]
) -> dict[int, list[Recipient]]:
    """For each action the people of the first step that has any."""
    found = {row.pk: next((people for step in steps if (people := step(row))), []) for row in rows}
    return {pk: people for pk, people in found.items() if people}


def as_recipient(email: str, name: str) -> Recipient:
    return Recipient(mailbox(email), name)
