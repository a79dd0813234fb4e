"""Lists as files for a spreadsheet, written so that nothing in them is run, and read as people leave them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter import Workbook

from zorgpact.cms.texts import without_controls

# A cell that starts with one of these is run as a formula by a spreadsheet (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252

Cell = str | Decimal | date | None
Sheet = tuple[str, Sequence[str], Iterable[Iterable[Cell]]]
"""Its name, the headings and the rows."""

WIDTH = 24  # of a column, in characters
LONGEST_NAME = 31  # of a sheet, in characters: Excel's limit
LONGEST_TEXT = 32_767  # of a cell, in characters: Excel's limit
# XlsxWriter writes a row in a quarter of openpyxl's time, and keeps one in memory. A text stays one, whatever it looks like.
BOOK = {
    "constant_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "strings_to_formulas": False,
    "strings_to_urls": False,
}

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def defuse(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run, also when blanks stand before it.

    >>> defuse("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if is_formula(cell) else cell


def as_typed(cell: str) -> str:
    """What was defused, as it was.

    >>> as_typed("'=1+1"), as_typed("'s-Gravenhage")
    ('=1+1', "'s-Gravenhage")
    """
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def is_formula(cell: str) -> bool:
    return cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)


class Echo:
    """Gives back what is written to it, so that rows can be sent one by one."""

    def write(self, text: str) -> str:
        return text


def as_text(cell: Cell) -> str:
    """A number as a Dutch spreadsheet reads it, and a text that none runs.

    >>> as_text(Decimal("-1.50")), as_text("-1,50"), as_text(None)
    ('-1,50', "'-1,50", '')
    """
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, str):
        return defuse(cell)
    return cell.isoformat() if cell else ""


def csv_lines(headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Text that a Dutch spreadsheet program opens by a double click: semicolons between, and every cell quoted."""
    lines: Any = csv.writer(Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK + lines.writerow(headings)
    for row in rows:
        yield lines.writerow([as_text(cell) for cell in row])


def write_book(output: Any, sheets: Iterable[Sheet]) -> None:
    """To a path or a file: numbers and days as such, below bold headings that stay in sight."""
    with Workbook(output, BOOK) as book:
        bold = book.add_format({"bold": True})
        for name, headings, rows in sheets:
            sheet = book.add_worksheet(name[:LONGEST_NAME])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(0, len(headings) - 1), WIDTH)
            sheet.write_row(0, 0, headings, bold)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, [in_book(cell) for cell in row])


def in_book(cell: Cell) -> Cell:
    return without_controls(cell)[:LONGEST_TEXT] if isinstance(cell, str) else cell


def write_xlsx(output: Any, name: str, headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
    write_book(output, [(name, headings, rows)])


def as_xlsx(name: str, headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    return as_book([(name, headings, rows)])


def as_book(sheets: Iterable[Sheet]) -> bytes:
    output = io.BytesIO()
    write_book(output, sheets)
    return output.getvalue()


def as_file(content: str | bytes | Iterator[str], name: str, content_type: str) -> HttpResponseBase:
    """An answer that a browser keeps as a file of this name. Lines are sent as they come."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if isinstance(content, str | bytes):
        return HttpResponse(content, content_type=content_type, headers=headers)
    return StreamingHttpResponse(content, content_type=content_type, headers=headers)


# --- Reading --------------------------------------------------------------------------------------------------------


class UnreadableSheet(Exception):
    """This file is no list. The message is a sentence for who chose it."""


Line = tuple[int, list[Any]]


def read_lines(path: Path) -> list[Line]:
    """The lines of a CSV file or of the first sheet of a workbook that are not blank, each with its number from 1.

    A cell is text, or what a spreadsheet program made of it: a number, a date, a yes or no. Raises UnreadableSheet.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise UnreadableSheet("Kies een bestand dat eindigt op .xlsx of .csv.")
    try:
        lines = csv_cells(path) if path.suffix.lower() == ".csv" else xlsx_cells(path)
    except FileNotFoundError as error:
        raise UnreadableSheet(f"{path} bestaat niet.") from error
    except (OSError, ValueError, KeyError, csv.Error, BadZipFile, InvalidFileException) as error:
        raise UnreadableSheet(f"{path} is niet te lezen als {path.suffix[1:].upper()}.") from error
    return [
        (number, cells)
        for number, cells in enumerate(lines, 1)
        if any(cell not in ("", None) for cell in cells)
    ]


def csv_cells(path: Path) -> list[list[Any]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")  # how Excel on Windows saves it
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    return [[as_typed(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def xlsx_cells(path: Path) -> list[list[Any]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()
