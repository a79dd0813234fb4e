"""A workbook (ISO/IEC 29500-1, the parts that a plain list needs), a row at a time.

openpyxl builds a tree of elements for every cell: ten thousand rows of 17 cells took it seven seconds of CPU, and a
visitor asks for them. These are texts, numbers and days below bold headings; for reading, openpyxl is still the one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from zorgpact.cms.texts import without_controls

Cell = str | Decimal | date | None
Sheet = tuple[str, Sequence[str], Iterable[Iterable[Cell]]]
"""Its name, the headings and the rows."""

WIDTH = 24  # of a column, in characters
LONGEST_NAME = 31  # of a sheet, in characters: Excel's limit
LONGEST_TEXT = 32_767  # of a cell, in characters: Excel's limit
FIRST_DAY = date(
    1899, 12, 30
)  # number 0, so that March 1900 and later have the numbers that Excel gives them
BOLD, DAY = 1, 2
"""The places of these in `cellXfs` of STYLES."""

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = f"""<styleSheet xmlns="{MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


def write_book(output: Any, sheets: Iterable[Sheet]) -> None:
    """To a path or a file: numbers and days as such, every other cell a text, so nothing in it is run."""
    names = []
    with ZipFile(output, "w", ZIP_DEFLATED) as book:
        for number, (name, headings, rows) in enumerate(sheets, 1):
            names.append(name[:LONGEST_NAME])
            with book.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                part.writelines(piece.encode() for piece in pieces_of(headings, rows))
        for path, content in parts(names).items():
            book.writestr(path, XML + content)


def pieces_of(headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The XML of a sheet, of which the headings stay in sight."""
    letters = [get_column_letter(number) for number in range(1, len(headings) + 1)]
    yield (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    )
    if letters:
        yield f'<cols><col min="1" max="{len(letters)}" width="{WIDTH}" customWidth="1"/></cols>'
    yield "<sheetData>"
    for number, row in enumerate(chain([headings], rows), 1):
        style = BOLD if number == 1 else 0
        cells = [xml_of(f"{letter}{number}", cell, style) for letter, cell in zip(letters, row, strict=True)]
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def xml_of(place: str, cell: Cell, style: int = 0) -> str:
    """Nothing for an empty cell."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        text = escape(without_controls(cell)[:LONGEST_TEXT])
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="{DAY}"><v>{(cell - FIRST_DAY).days}</v></c>'
    return f'<c r="{place}"><v>{cell:f}</v></c>'


def parts(names: Sequence[str]) -> dict[str, str]:
    """What ties the sheets together, by its path."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    return {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId0" Type="{DOCUMENT}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{types}</Types>',
    }
