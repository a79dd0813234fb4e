"""The figures of one indicator side by side: the country, regions that were chosen, and all regions on the map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Max
from django.utils.functional import cached_property

from pacts.maps import SHADES, shaded_country
from pacts.models import Region
from zorgpact.monitoring.charts import Chart, Curve, Time, Value, draw
from zorgpact.monitoring.models import (
    Indicator,
    Measurement,
    MeasurementQuerySet,
    in_words,
    with_unit,
)

COUNTRY_NAME = "Nederland"
RATE_DECIMALS = 1
UNKNOWN = "niet bekend"
MOST_SOURCES = 3
MUCH_LARGER = 4

Place = int | None
"""The primary key of a region, or nothing for the whole country."""


def values_of(measurements: Iterable[Measurement]) -> dict[Place, list[Value]]:
    """By place, in the order in which they come: ask them `in_time()`."""
    found: dict[Place, list[Value]] = {}
    for one in measurements:
        value = Value(one.time, one.value, one.status, one.series, one.is_baseline)
        found.setdefault(one.region_id, []).append(value)
    return found


def per_thousand(indicator: Indicator, values: list[Value], divisors: list[Value]) -> list[Value]:
    """Each value for every 1,000 of what it is divided by in the same period; left out where that is not known or zero.

    It is as certain as the less certain of the two. Needs `denominator`.
    """
    by_period = {divisor.time: divisor for divisor in divisors}  # of an old and a new series, the new one
    found = []
    for one in values:
        divisor = by_period.get(one.time)
        if divisor and divisor.value and indicator.denominator:
            rate = one.value * indicator.scale / (divisor.value * indicator.denominator.scale) * 1000
            status = min((one.status, divisor.status), key=Measurement.Status.values.index)
            found.append(one._replace(value=rate, status=status))
    return found


class TableRow(NamedTuple):
    """A period of a series, with a cell for each curve: its number, and its status when that is not final."""

    period: str
    series: str
    cells: list[tuple[str, str]]


def table(curves: Sequence[Curve], decimals: int) -> list[TableRow]:
    """The same figures as in the chart, newest first."""
    columns = [{(value.time, value.series): value for value in curve.values} for curve in curves]
    keys = sorted({key for column in columns for key in column}, key=lambda key: (key[0].ordinal, key[1]))
    return [
        TableRow(time.label, series, [cell(column.get((time, series)), decimals) for column in columns])
        for time, series in reversed(keys)
    ]


def cell(value: Value | None, decimals: int) -> tuple[str, str]:
    return (in_words(value.value, decimals), shown_status(value.status)) if value else ("–", "")


def shown_status(status: str) -> str:
    """What is said of a figure besides its number: nothing when it is final."""
    return "" if status == Measurement.Status.FINAL else status


class Row(NamedTuple):
    """A region in the table, with its bar: in hundredths of the width."""

    name: str
    url: str
    number: str
    status: str
    start: str
    width: str


class Step(NamedTuple):
    """A step of the legend of the map."""

    level: int
    text: str


@dataclass
class Comparison:
    """What the page of an indicator shows. At most six queries."""

    indicator: Indicator
    regions: list[Region]
    chosen: list[Region]
    is_rate: bool = False

    @property
    def unit(self) -> str:
        if self.is_rate:
            return f"per 1.000 {self.indicator.divided_by}"
        return self.indicator.unit

    @property
    def decimals(self) -> int:
        return RATE_DECIMALS if self.is_rate else self.indicator.decimals

    def number(self, value: Decimal) -> str:
        return in_words(value, self.decimals)

    def text(self, value: Decimal) -> str:
        return with_unit(self.number(value), self.unit)

    def shown(self, places: list[Place], **where: Any) -> dict[Place, list[Value]]:
        """The values of these places, divided if that was asked."""
        found = self.asked(self.indicator, places, where)
        if not self.is_rate or self.indicator.denominator is None:
            return found
        divisors = self.asked(self.indicator.denominator, places, where)
        rates = {
            place: per_thousand(self.indicator, values, divisors.get(place, []))
            for place, values in found.items()
        }
        return {place: values for place, values in rates.items() if values}

    def asked(self, of: Indicator, places: list[Place], where: dict[str, Any]) -> dict[Place, list[Value]]:
        measurements: MeasurementQuerySet = of.measurements.published()
        return values_of(measurements.filter(**where).in_places(places).in_time())

    # --- In time ---

    @cached_property
    def curves(self) -> list[Curve]:
        """The country first, then the regions that were chosen; without those of which nothing is known."""
        names: dict[Place, str] = {None: COUNTRY_NAME} | {region.pk: region.title for region in self.chosen}
        values = self.shown(list(names))
        return [Curve(name, values[place]) for place, name in names.items() if place in values]

    @property
    def without_values(self) -> list[str]:
        """The chosen regions of which nothing is known."""
        names = {curve.name for curve in self.curves}
        return [region.title for region in self.chosen if region.title not in names]

    @property
    def caption(self) -> str:
        return f"{self.indicator.title} ({self.unit})" if self.unit else self.indicator.title

    @property
    def heading(self) -> str:
        drawn = self.curves[1:] if self.is_country_left_out else self.curves
        return " · ".join(curve.name for curve in drawn)

    @property
    def sources(self) -> Sequence[Any]:
        """Where the figures come from, each with its last date: the few that were used last."""
        rows = self.indicator.measurements.published().order_by().values("source")
        return list(
            rows.annotate(date=Max("source_date"), until=Max("period")).order_by("-until")[:MOST_SOURCES]
        )

    @cached_property
    def chart(self) -> Chart | None:
        """Without the country where it would make flat lines of the regions."""
        first = 2 if self.is_country_left_out else 1
        return draw(self.curves[first - 1 :], self.decimals, self.unit, first=first)

    @property
    def is_country_left_out(self) -> bool:
        if len(self.curves) < 2 or self.curves[0].name != COUNTRY_NAME:
            return False
        country, *others = (max(abs(value.value) for value in curve.values) for curve in self.curves)
        return country > MUCH_LARGER * max(others)

    @property
    def last_national(self) -> Value | None:
        return next((curve.values[-1] for curve in self.curves if curve.name == COUNTRY_NAME), None)

    @property
    def headline(self) -> tuple[str, str] | None:
        """The last national number, and what it is of."""
        last = self.last_national
        if last is None:
            return None
        is_percent = self.unit == "%"
        words = [] if is_percent else [self.unit]
        status = shown_status(last.status)
        words.append(f"{COUNTRY_NAME}, {last.time.label}{f' ({status})' if status else ''}")
        return self.text(last.value) if is_percent else self.number(last.value), " · ".join(
            filter(None, words)
        )

    @property
    def table(self) -> list[TableRow]:
        return table(self.curves, self.decimals)

    # --- In all regions ---

    @cached_property
    def latest(self) -> dict[int, Value]:
        """The last value of each region, all of the same period."""
        if not self.indicator.is_regional:
            return {}
        measured = self.indicator.measurements.published().filter(region__isnull=False)
        period = measured.latest_period()
        if period is None:
            return {}
        found = self.shown([region.pk for region in self.regions], period=period)
        return {place: values[-1] for place, values in found.items() if place is not None}

    @property
    def latest_period(self) -> Time | None:
        return next((value.time for value in self.latest.values()), None)

    @property
    def regions_heading(self) -> str:
        return f"De regio’s, {self.latest_period.label}" if self.latest_period else ""

    @property
    def is_invented(self) -> bool:
        return any(value.status == Measurement.Status.INVENTED for value in self.latest.values())

    @property
    def rows(self) -> list[Row]:
        """Regions with a value, the highest first; the bars begin at zero, also for what lies below it."""
        numbers = [float(value.value) for value in self.latest.values()]
        low, high = min([0.0, *numbers]), max([0.0, *numbers])
        width = high - low or 1.0
        known = [(region, self.latest[region.pk]) for region in self.regions if region.pk in self.latest]
        known.sort(key=lambda pair: (-pair[1].value, pair[0].title))
        return [
            Row(
                region.title,
                region.get_absolute_url(),
                self.number(value.value),
                shown_status(value.status),
                f"{100 * (min(0.0, float(value.value)) - low) / width:.2f}",
                f"{100 * abs(float(value.value)) / width:.2f}",
            )
            for region, value in known
        ]

    @property
    def unknown(self) -> list[str]:
        """The regions of which the last value is not known."""
        return [region.title for region in self.regions if region.pk not in self.latest]

    @property
    def map(self) -> dict[str, Any]:
        """For components/region_map.html."""
        steps = shades({place: value.value for place, value in self.latest.items()}, self.decimals)
        worded = {
            region.pk: self.text(self.latest[region.pk].value) if region.pk in self.latest else UNKNOWN
            for region in self.regions
        }
        return shaded_country(self.regions, worded, steps.levels, steps.legend)


class Shades(NamedTuple):
    levels: dict[int, int]
    legend: list[Step]


def shades(values: Mapping[int, Decimal], decimals: int) -> Shades:
    """A level of the map for each, in equal ranges from the lowest to the highest, and the legend with only those in use."""
    if not values:
        return Shades({}, [Step(0, UNKNOWN)])
    low, high = min(values.values()), max(values.values())
    size = (high - low) / SHADES
    levels = {
        place: min(SHADES, int((value - low) / size) + 1) if size else SHADES
        for place, value in values.items()
    }
    by_level: dict[int, list[Decimal]] = {}
    for place, level in levels.items():
        by_level.setdefault(level, []).append(values[place])
    legend = [Step(0, UNKNOWN)]
    for level, found in sorted(by_level.items()):
        first, last = (in_words(value, decimals) for value in (min(found), max(found)))
        legend.append(Step(level, first if first == last else f"{first} tot {last}"))
    return Shades(levels, legend)
