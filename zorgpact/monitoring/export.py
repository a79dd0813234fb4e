"""The figures of an indicator as a file for a spreadsheet, in the form in which `import_measurements` reads them."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from zorgpact.cms.spreadsheets import BYTE_ORDER_MARK, defuse, text_cell
from zorgpact.cms.texts import without_controls
from zorgpact.monitoring.importing import OPTIONAL, REQUIRED
from zorgpact.monitoring.models import Measurement

HEADERS = [*REQUIRED, *OPTIONAL, "region", "indicator", "unit"]
WIDTH = 20  # of a column, in characters

Cell = str | Decimal | datetime.date | None


def rows(measurements: Iterable[Measurement]) -> Iterator[list[Cell]]:
    """Needs `indicator` and `region`."""
    for one in measurements:
        yield [
            one.region.code if one.region else "NL",
            one.indicator.slug,
            one.period,
            one.value.normalize(),
            one.status,
            one.source,
            one.source_date,
            one.series,
            "ja" if one.is_baseline else "nee",
            one.region.title if one.region else "Nederland",
            one.indicator.title,
            one.indicator.unit,
        ]


def as_text(cell: Cell) -> str:
    """A number as a Dutch spreadsheet reads it, a text that no spreadsheet runs."""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return defuse(str(cell)) if isinstance(cell, str) else "" if cell is None else cell.isoformat()


def measurements_csv(measurements: Iterable[Measurement]) -> str:
    """Semicolons between, and every cell quoted: a Dutch spreadsheet program opens it by a double click."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(HEADERS)
    writer.writerows([as_text(cell) for cell in row] for row in rows(measurements))
    return out.getvalue()


def as_cell(sheet: Any, cell: Cell) -> Any:
    """Ten times cheaper as it is; what begins as a formula or an error is marked as text."""
    if not isinstance(cell, str):
        return cell
    text = without_controls(cell)
    return text_cell(sheet, text) if text.startswith(("=", "#")) else text


def measurements_xlsx(measurements: Iterable[Measurement]) -> bytes:
    """A workbook with numbers and days as such; every other cell is text, so nothing in it is run."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Cijfers")
    sheet.freeze_panes = "A2"
    for column in "ABCDEFGHIJKL":
        sheet.column_dimensions[column].width = WIDTH
    sheet.append([text_cell(sheet, text, Font(bold=True)) for text in HEADERS])
    for row in rows(measurements):
        sheet.append([as_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
