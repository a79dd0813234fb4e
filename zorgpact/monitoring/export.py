"""The figures of an indicator as a file for a spreadsheet, in the form in which `import_measurements` reads them."""

from collections.abc import Iterable, Iterator

from zorgpact.cms.spreadsheets import Cell, as_xlsx, csv_lines
from zorgpact.monitoring.importing import OPTIONAL, REQUIRED
from zorgpact.monitoring.models import Measurement

HEADERS = [*REQUIRED, *OPTIONAL, "region", "indicator", "unit"]


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


def measurements_csv(measurements: Iterable[Measurement]) -> str:
    return "".join(csv_lines(HEADERS, rows(measurements)))


def measurements_xlsx(measurements: Iterable[Measurement]) -> bytes:
    return as_xlsx("Cijfers", HEADERS, rows(measurements))
