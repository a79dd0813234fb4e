"""Measurements from a file: all of them, or none and what is wrong with each line.

The form is that of fixtures/reference/measurements_template.csv, and that of the files which this site gives itself.
A figure that is there already, and is final, stands: a source corrects what was provisional, an invented one makes way.
"""

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from pacts.models import Region
from zorgpact.cms.editions import begin_edition_on_commit
from zorgpact.cms.texts import one_line
from zorgpact.monitoring.models import Indicator, Measurement

REQUIRED = ("region_code", "indicator_slug", "period", "value", "status", "source", "source_date")
OPTIONAL = ("series", "is_baseline")
COUNTRY = {"", "NL"}
NUMBER = re.compile(r"[+-]?\d{1,10}(?:[.,]\d{1,4})?", re.ASCII)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?", re.ASCII)
YES_OR_NO = {"": False, "nee": False, "0": False, "ja": True, "1": True}
RANKS = {status: rank for rank, status in enumerate(Measurement.Status.values)}
LONGEST = {"source": 200, "series": 20}
MOST_ROWS = 100_000
AT_ONCE = 500

Key = tuple[int, int | None, str, str]
"""The primary keys of an indicator and a region, the period and the series."""


class Mistake(NamedTuple):
    line: int
    column: str
    why: str

    def __str__(self) -> str:
        where = f"Regel {self.line}, kolom {self.column}" if self.column else f"Regel {self.line}"
        return f"{where}: {self.why}"


class ImportRefused(Exception):
    """Nothing was loaded. `mistakes` tells why, in the order of the lines."""

    def __init__(self, mistakes: Iterable[Mistake]):
        self.mistakes = sorted(mistakes)
        super().__init__(f"{len(self.mistakes)} fouten")


class Refusal(Exception):
    """Why one cell cannot be read: a sentence."""


@dataclass
class Outcome:
    added: int = 0
    changed: int = 0
    same: int = 0

    def __str__(self) -> str:
        return f"{self.added} nieuw, {self.changed} veranderd, {self.same} hetzelfde gebleven"


@transaction.atomic
def import_measurements(content: bytes, is_dry_run: bool = False) -> Outcome:
    """Load what the file says, or only find out what that would do. Raises ImportRefused."""
    reading = Reading(read_rows(content))
    if reading.mistakes:
        raise ImportRefused(reading.mistakes)
    if not is_dry_run:
        Measurement.objects.bulk_create(reading.new, AT_ONCE)
        Measurement.objects.bulk_update(reading.changed, CHANGEABLE, AT_ONCE)
        if reading.new or reading.changed:
            begin_edition_on_commit()  # rows that are written many at a time send no signal
    return Outcome(len(reading.new), len(reading.changed), reading.same)


CHANGEABLE = ("value", "status", "source", "source_date", "is_baseline")


# --- The file ---------------------------------------------------------------------------------------------


def read_rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The lines that hold something, each with its number in the file. Raises ImportRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused(line, "dit is geen UTF-8. Kies bij het opslaan ‘CSV UTF-8’.") from error
    if "\0" in text:
        raise refused(text[: text.index("\0")].count("\n") + 1, "hier staat een teken dat niet kan.")
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        check_header(header)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, as_row(header, cells, reader.line_num)))
    except csv.Error as error:
        raise refused(reader.line_num, "dit is geen CSV: staat er een aanhalingsteken te veel?") from error
    if not rows:
        raise refused(1, "dit bestand heeft geen regels onder de kop.")
    if len(rows) > MOST_ROWS:
        raise refused(MOST_ROWS, f"meer dan {MOST_ROWS} regels in één keer gaat niet. Deel het bestand op.")
    return rows


def refused(line: int, why: str) -> ImportRefused:
    return ImportRefused([Mistake(line, "", why)])


def check_header(header: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise refused(1, f"deze kolom ontbreekt: {', '.join(missing)}.")
    if twice := {name for name in header if name in REQUIRED + OPTIONAL and header.count(name) > 1}:
        raise refused(1, f"deze kolom staat er twee keer: {', '.join(sorted(twice))}.")


def as_row(header: list[str], cells: list[str], line: int) -> dict[str, str]:
    if len(cells) != len(header):
        raise refused(line, f"hier staan {len(cells)} vakken, en de kop heeft er {len(header)}.")
    return {name: one_line(cell) for name, cell in zip(header, cells, strict=True)}


# --- What the lines say -----------------------------------------------------------------------------------


@dataclass
class Reading:
    """The lines, read against what there is. Five queries."""

    rows: list[tuple[int, dict[str, str]]]
    new: list[Measurement] = field(default_factory=list)
    changed: list[Measurement] = field(default_factory=list)
    same: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.indicators = {indicator.slug: indicator for indicator in Indicator.objects.all()}
        self.regions = {region.code: region for region in Region.objects.only("code", "title")}
        named = {row["indicator_slug"] for _, row in self.rows}
        known = Measurement.objects.filter(indicator__slug__in=named)
        self.known: dict[Key, Measurement] = {key_of(one): one for one in known}
        self.baselines = {(one.indicator_id, one.region_id): key_of(one) for one in known if one.is_baseline}
        self.lines: dict[Key, int] = {}
        for line, row in self.rows:
            self.read(line, row)

    def read(self, line: int, row: dict[str, str]) -> None:
        """Put the measurement of this line where it belongs, or note all that is wrong with it."""
        before = len(self.mistakes)
        measurement = Measurement(
            indicator=self.cell(line, row, "indicator_slug", self.indicator),
            region=self.cell(line, row, "region_code", self.region),
            period=row["period"],
            series=row.get("series", ""),
            value=self.cell(line, row, "value", number),
            status=self.cell(line, row, "status", status),
            source=row["source"],
            source_date=self.cell(line, row, "source_date", date),
            is_baseline=self.cell(line, row, "is_baseline", yes_or_no),
        )
        if len(self.mistakes) == before:
            self.check(line, measurement)
        if len(self.mistakes) == before:
            self.sort(line, measurement)

    def cell(self, line: int, row: dict[str, str], column: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(row.get(column, ""))
        except Refusal as refusal:
            self.mistakes.append(Mistake(line, column, str(refusal)))
            return None

    def indicator(self, text: str) -> Indicator:
        if text not in self.indicators:
            raise Refusal(f"‘{text}’ is geen indicator van deze site.")
        return self.indicators[text]

    def region(self, text: str) -> Region | None:
        if text in COUNTRY:
            return None
        if text not in self.regions:
            raise Refusal(
                f"‘{text}’ is geen regio. Schrijf de code, zoals RA1222, of NL voor heel Nederland."
            )
        return self.regions[text]

    def check(self, line: int, new: Measurement) -> None:
        """What is wrong with the line as a whole."""
        if refusal := new.indicator.refuse_period(new.period):
            self.mistakes.append(Mistake(line, "period", refusal))
        if new.region and not new.indicator.is_regional:
            self.mistakes.append(Mistake(line, "region_code", "dit cijfer is er alleen landelijk."))
        for column, most in LONGEST.items():
            if len(getattr(new, column)) > most:
                self.mistakes.append(Mistake(line, column, f"dit is langer dan {most} tekens."))
        if not new.source:
            self.mistakes.append(Mistake(line, "source", "schrijf waar dit cijfer vandaan komt."))

    def sort(self, line: int, new: Measurement) -> None:
        """Whether it is new, a change or the same; or a second one where there can be one."""
        key, place = key_of(new), (new.indicator_id, new.region_id)
        if key in self.lines:
            why = f"dit cijfer staat ook al op regel {self.lines[key]}."
            self.mistakes.append(Mistake(line, "value", why))
            return
        self.lines[key] = line
        if new.is_baseline and self.baselines.setdefault(place, key) != key:
            why = f"de nulmeting is al {self.baselines[place][2]}, en er kan er maar één zijn."
            self.mistakes.append(Mistake(line, "is_baseline", why))
        old = self.known.get(key)
        if old is None:
            self.new.append(new)
        elif all(getattr(old, name) == getattr(new, name) for name in CHANGEABLE):
            self.same += 1
        elif refusal := stands(old, new):
            self.mistakes.append(Mistake(line, "value", refusal))
        else:
            for name in CHANGEABLE:
                setattr(old, name, getattr(new, name))
            self.changed.append(old)


def key_of(measurement: Measurement) -> Key:
    return measurement.indicator_id, measurement.region_id, measurement.period, measurement.series


def stands(old: Measurement, new: Measurement) -> str:
    """Why the old figure does not make way for the new one; nothing when it does."""
    there = f"hier staat al {old.value.normalize():f} ({old.status})"
    if old.status == Measurement.Status.FINAL:
        return f"{there}. Is dat fout? Verander het dan in het beheer."
    if RANKS[new.status] < RANKS[old.status]:
        return f"{there}; een {new.status} cijfer komt daar niet voor in de plaats."
    return ""


# --- Cells ------------------------------------------------------------------------------------------------


def number(text: str) -> Decimal:
    """With a point or a comma. Raises Refusal, also for what means one thing here and another there."""
    plain = text.replace("−", "-")
    if not plain:
        raise Refusal("hier staat geen getal. Laat de regel weg als het cijfer er niet is.")
    if NUMBER.fullmatch(plain) and not GROUPED.fullmatch(plain):
        return Decimal(plain.replace(",", "."))
    if GROUPED.fullmatch(plain) and ("," in plain or plain.count(".") > 1):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if GROUPED.fullmatch(plain):
        raise Refusal(
            f"‘{text}’ kan twee dingen zijn. Schrijf {plain.replace('.', '')} of {plain.replace('.', ',')}."
        )
    raise Refusal(f"‘{text}’ is geen getal van ten hoogste 10 cijfers en 4 achter de komma.")


def status(text: str) -> str:
    if text not in Measurement.Status.values:
        raise Refusal(f"‘{text}’ kan niet: kies {', '.join(Measurement.Status.values[:-1])} of definitief.")
    return text


def date(text: str) -> datetime.date | None:
    """A day as 2025-06-30 or 30-06-2025; nothing when there is none. Raises Refusal."""
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    if text:
        raise Refusal(f"‘{text}’ is geen datum. Schrijf 2025-06-30.")
    return None


def yes_or_no(text: str) -> bool:
    if text.lower() not in YES_OR_NO:
        raise Refusal(f"‘{text}’ kan niet: schrijf ja of nee.")
    return YES_OR_NO[text.lower()]
