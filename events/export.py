"""The list of participants as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from events.models import Registration
from zorgpact.cms.texts import without_controls

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
WIDTH = 24  # of a column, in characters


def defuse(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run, also when blanks stand before it.

    >>> defuse("=1+1")
    "'=1+1"
    """
    if cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


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
    """Text that a Dutch spreadsheet program opens by a double click: semicolons between, and every cell quoted."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(HEADERS)
    for row in rows(registrations):
        writer.writerow([defuse(cell) for cell in row])
    return out.getvalue()


def registrations_xlsx(registrations: Iterable[Registration]) -> bytes:
    """A workbook in which every cell is text, so nothing in it is run."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Aanmeldingen")
    sheet.freeze_panes = "A2"
    for column in "ABCDEFGH":
        sheet.column_dimensions[column].width = WIDTH
    sheet.append([text_cell(sheet, text, Font(bold=True)) for text in HEADERS])
    for row in rows(registrations):
        sheet.append([text_cell(sheet, without_controls(text)) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_cell(sheet: Any, text: str, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text, also when it begins with =
    if font:
        cell.font = font
    return cell
