"""A file for a spreadsheet is safe to open."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from zorgpact.cms.spreadsheets import as_book, as_typed, csv_lines, defuse

pytestmark = pytest.mark.once
FORMULAS = [
    "=1+1",
    "+31612345678",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "  =1+1",
    "\u00a0=1",
]
PLAIN = ["", "Anna", "a=b", "anna@example.org", "Zorg-Oost", "'s-Hertogenbosch"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_defused(cell):
    assert defuse(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", PLAIN)
def test_ordinary_text_is_left_alone(cell):
    assert defuse(cell) == cell


@pytest.mark.parametrize("cell", [*FORMULAS, *PLAIN])
def test_what_was_defused_is_read_as_it_was(cell):
    assert as_typed(defuse(cell)) == cell


def test_a_semicolon_or_a_quote_in_a_cell_divides_nothing():
    text = "".join(csv_lines(["Naam", "Plaats"], [['x;"=1+1";y', "Almelo"]])).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1] == ['x;"=1+1";y', "Almelo"]


def workbook(*rows):
    """What openpyxl reads of a sheet with these rows."""
    content = as_book([("Ja & <nee>", ["Naam", "Dag"], rows), ("Leeg", [], [])])
    return load_workbook(io.BytesIO(content))


def test_a_workbook_has_bold_headings_that_stay_in_sight():
    book = workbook(["x", None])
    sheet = book.worksheets[0]
    assert book.sheetnames == ["Ja & <nee>", "Leeg"]
    assert (sheet.freeze_panes, [cell.value for cell in sheet[1]]) == ("A2", ["Naam", "Dag"])
    assert [cell.font.b for cell in (sheet["A1"], sheet["A2"])] == [True, False]


def test_in_a_workbook_numbers_and_days_are_such_and_all_else_is_text():
    sheet = workbook([Decimal("-1.50"), date(2018, 11, 21)], ["=1+1", "2"], ["", None], [" <b>\n&", "a\x00b"])
    cells = [
        [(cell.value, cell.data_type) for cell in row] for row in sheet.worksheets[0].iter_rows(min_row=2)
    ]
    assert cells == [
        [(-1.5, "n"), (datetime(2018, 11, 21), "d")],
        [("=1+1", "s"), ("2", "s")],
        [(None, "n"), (None, "n")],
        [(" <b>\n&", "s"), ("ab", "s")],
    ]


def test_a_text_that_is_too_long_for_a_cell_ends_where_it_must():
    assert len(workbook(["x" * 40_000, ""]).worksheets[0]["A2"].value) == 32_767
