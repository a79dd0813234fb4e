"""What is kept of one person, by address: to show it, to hand it over, and to erase it.

Erased is everything: registrations with their mails and links, and what the agenda of actions keeps. A place that
comes free goes to who waits. That it was done is noted in a file beside the database, as a hash: a backup of before
brings a person back, and then it is done again.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from events.models import Registration
from events.models.registrations import RegistrationQuerySet
from events.registration import locked_event, promote_waiting
from zorgpact.agenda import erasing as agenda
from zorgpact.outbox.models import marks

FIELDS = ("name", "email", "organisation", "role", "remarks", "wishes", "created_at", "cancelled_at")


def kept_of(address: str) -> RegistrationQuerySet:
    """The registrations of a mailbox, newest first, with their sessions and mails."""
    mine = Registration.objects.of_mailbox(address).select_related("event", "region")
    return mine.prefetch_related("mails").order_by("-created_at")


def as_data(address: str) -> list[dict[str, Any]]:
    """The same to hand over: for each registration what its person filled in, and what we did with it; then the rest."""
    registrations = [
        {
            "session": registration.event.title,
            "session_starts_at": registration.event.start_at,
            "status": registration.status,
            "region": registration.region.title if registration.region else "",
            **{name: getattr(registration, name) for name in FIELDS},
            "mails": [
                {"about": mail.get_kind_display(), "written_at": mail.created_at, "sent_at": mail.sent_at}
                for mail in registration.mails.all()
            ],
        }
        for registration in kept_of(address)
    ]
    return [*registrations, *agenda.as_data(address)]


def erase(address: str) -> int:
    """Erase everything of a mailbox; returns how many registrations there were. Doing it twice changes nothing."""
    number = _erase(kept_of(address))
    elsewhere = agenda.erase(address)
    if number or elsewhere:
        settings.ERASED_FILE.parent.mkdir(parents=True, exist_ok=True)
        with settings.ERASED_FILE.open("a") as file:
            file.write(f"{timezone.now().isoformat()} {fingerprints(address)[0]}\n")
    return number


def erase_again() -> int:
    """Erase who was erased before and came back with a restored database: not who registered again since then."""
    erased = dict(recorded())  # the last time counts
    if not erased:
        return 0

    def is_back(email: str, since: datetime) -> bool:
        return any(since <= erased[mark] for mark in fingerprints(email) if mark in erased)

    back = [
        pk
        for pk, email, created_at in Registration.objects.values_list("pk", "email", "created_at")
        if is_back(email, created_at)
    ]
    return _erase(Registration.objects.filter(pk__in=back)) + agenda.erase_where(is_back)


def fingerprints(address: str) -> list[str]:
    """Not to be turned back into an address by who has the file alone. The first is the one of now."""
    return marks("events.erasing", address.casefold())


def recorded() -> Iterator[tuple[str, datetime]]:
    if settings.ERASED_FILE.exists():
        for line in settings.ERASED_FILE.read_text().splitlines():
            moment, _, mark = line.partition(" ")
            yield mark, datetime.fromisoformat(moment)


def _erase(registrations: RegistrationQuerySet) -> int:
    number = 0
    for event_id in sorted(set(registrations.order_by().values_list("event_id", flat=True))):
        with locked_event(event_id):
            number += registrations.filter(event=event_id).delete()[1].get("events.Registration", 0)
            promote_waiting(event_id)
    return number
