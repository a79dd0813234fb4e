"""The list of participants as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone

from events.models import Registration

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
# A cell that starts with one of these is run as a formula by a spreadsheet (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252


def defuse(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run, also when blanks stand before it.

    >>> defuse("=1+1")
    "'=1+1"
    """
    if cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def row_of(registration: Registration) -> list[str]:
    return [
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
    """Give the rows as text that opens in a spreadsheet by a double click. Needs `region` selected."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    for registration in registrations:
        writer.writerow([defuse(cell) for cell in row_of(registration)])
    return out.getvalue()
