"""The file of participants is safe to open."""

import csv
import io

import pytest
from openpyxl import load_workbook

from events.export import HEADERS, registrations_csv, registrations_xlsx
from events.models import Registration
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.once


def test_every_column_is_defused(db):
    RegistrationFactory(name="=1", organisation="+1", role="-1", remarks="@1")
    row = registrations_csv(Registration.objects.select_related("region")).splitlines()[1]
    assert row.startswith('"\'=1";"deelnemer')
    assert '";"\'+1";"\'-1";"";"\'@1";"Bevestigd";"' in row


def test_a_semicolon_in_a_cell_makes_no_formula(db):
    """A Dutch spreadsheet program divides at semicolons."""
    RegistrationFactory(remarks="x;=1+1;y")
    text = registrations_csv(Registration.objects.select_related("region"))
    _, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    assert (len(row), row[5]) == (len(HEADERS), "x;=1+1;y")


def test_in_a_workbook_every_cell_is_a_text(db):
    RegistrationFactory(name="=1+1", organisation="+1", role="x\x0by", remarks="@1")
    book = load_workbook(io.BytesIO(registrations_xlsx(Registration.objects.select_related("region"))))
    heading, row = book["Aanmeldingen"].iter_rows()
    assert [cell.value for cell in heading] == HEADERS
    assert [row[place].value for place in (0, 2, 3, 5)] == ["=1+1", "+1", "xy", "@1"]
    assert {cell.data_type for cell in row if cell.value} == {"s"}


def test_without_registrations_there_are_headings_only():
    assert registrations_csv([]) == "\ufeff" + ";".join(f'"{header}"' for header in HEADERS) + "\r\n"
