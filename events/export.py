"""The list of participants as a file for a spreadsheet."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from events.models import Registration
from zorgpact.cms.spreadsheets import as_xlsx, csv_lines

HEADERS = [
    "Naam",
    "E-mailadres",
    "Organisatie",
    "Functie",
    "Regio",
    "Opmerkingen",
    "Status",
    "In de rij sinds",
]


def rows(registrations: Iterable[Registration]) -> Iterator[list[str]]:
    """Needs `region` selected."""
    for registration in registrations:
        yield [
            registration.name,
            registration.email,
            registration.organisation,
            registration.role,
            registration.region.title if registration.region else "",
            registration.remarks,
            registration.get_status_display(),
            f"{timezone.localtime(registration.queued_at):%d-%m-%Y %H:%M}",
        ]


def registrations_csv(registrations: Iterable[Registration]) -> str:
    return "".join(csv_lines(HEADERS, rows(registrations)))


def registrations_xlsx(registrations: Iterable[Registration]) -> bytes:
    return as_xlsx("Aanmeldingen", HEADERS, rows(registrations))
