"""A file for a spreadsheet is safe to open."""

import csv
import io

import pytest

from zorgpact.cms.spreadsheets import as_typed, csv_lines, defuse

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
