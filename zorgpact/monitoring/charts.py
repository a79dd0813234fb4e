"""Figures over time as a drawing: SVG that the server makes, for templates/monitoring/_line_chart.html.

Places are hundredths of the width and the height, so that a chart fits any paper and its texts keep their own size. A line
runs through at least three periods that follow each other in one series; what stands alone is a dot. Zero is a value.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, Protocol

from zorgpact.monitoring.models import Frequency, Measurement, in_words, with_unit

FEWEST_IN_A_LINE = 3
MOST_DOTS = 12  # a line through more values shows only the dots that say something
STEPS = 4  # about so many between the lowest and the highest line of the grid
FAR_FROM_ZERO = 0.6  # the axis begins above zero when the lowest value is more than this share of the highest
ROOM_FOR_A_LABEL = 26  # hundredths of the width between the middles of two periods that are named
MILLION = 1_000_000
TINY = 1e-9  # what floats may be off


class Time(Protocol):
    """When something was counted: a period, or a round."""

    @property
    def ordinal(self) -> int: ...
    @property
    def middle(self) -> float: ...
    @property
    def number(self) -> int: ...
    @property
    def frequency(self) -> Frequency: ...
    @property
    def label(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def year(self) -> int: ...


class Value(NamedTuple):
    """One figure on a line."""

    time: Time
    value: Decimal
    status: str = Measurement.Status.FINAL
    series: str = ""
    is_baseline: bool = False

    @property
    def is_provisional(self) -> bool:
        return self.status == Measurement.Status.PROVISIONAL


class Curve(NamedTuple):
    """What is drawn as one line, in the order of time."""

    name: str
    values: list[Value]


class Mark(NamedTuple):
    """A value that others are measured by: the baseline, or the target. `at` is in years, counted from the year 0."""

    at: float
    when: str
    value: Decimal


class Line(NamedTuple):
    """A mark as it is drawn: from the left, from the top, and what it says."""

    x: str
    y: str
    text: str


class Dot(NamedTuple):
    x: str
    y: str
    text: str
    is_provisional: bool


class Stretch(NamedTuple):
    """The line from one value to the next."""

    x1: str
    y1: str
    x2: str
    y2: str
    is_provisional: bool


class Drawn(NamedTuple):
    number: int
    name: str
    dots: list[Dot]
    stretches: list[Stretch]

    @property
    def path(self) -> str:
        """What is final, as one path in a square of 100 by 100: a hundred elements of their own cost as many milliseconds."""
        return path_of(part for part in self.stretches if not part.is_provisional)

    @property
    def provisional_path(self) -> str:
        return path_of(part for part in self.stretches if part.is_provisional)


class Tick(NamedTuple):
    at: str
    text: str
    is_zero: bool = False
    anchor: str = ""
    """Of a period: start and end for the outer two, middle for those that stand between when there is room."""


class Scale(NamedTuple):
    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Where a value lies between the lowest and the highest, from 0 to 100."""
        return 100 * (value - self.low) / (self.high - self.low) if self.high > self.low else 50.0


@dataclass(frozen=True)
class Chart:
    """All that the template draws and says."""

    lines: list[Drawn]
    grid: list[Tick]
    periods: list[Tick]
    breaks: list[str]
    baseline: Line | None
    target: Line | None
    begins_at: str
    """Where the vertical axis begins, when that is not at zero."""
    sentence: str
    """What the drawing shows, for who does not see it."""
    has_provisional: bool
    is_invented: bool

    @property
    def room(self) -> int:
        """For the numbers beside the axis: 1, 2 or 3."""
        longest = max(len(tick.text) for tick in self.grid)
        return 1 if longest <= 3 else 2 if longest <= 6 else 3


def draw(
    curves: Sequence[Curve],
    decimals: int,
    unit: str = "",
    baseline: Mark | None = None,
    target: Mark | None = None,
    first: int = 1,
) -> Chart | None:
    """The chart of these lines, numbered from `first` on; nothing when there is no value at all."""
    values = [value for curve in curves for value in curve.values]
    if not values:
        return None
    baseline = baseline or (baseline_in(curves[0]) if len(curves) == 1 else None)
    marks = [mark for mark in (baseline, target) if mark]
    across = time_scale([value.time.middle for value in values] + [mark.at for mark in marks])
    up = value_scale([float(value.value) for value in values] + [float(mark.value) for mark in marks])
    return Chart(
        lines=[
            drawn(number, curve, across, up, decimals, unit) for number, curve in enumerate(curves, first)
        ],
        grid=grid(up),
        periods=periods([value.time for value in values], marks, across),
        breaks=sorted({hundredths(across.share(time)) for curve in curves for time in breaks(curve.values)}),
        baseline=marked(baseline, across, up, decimals, unit),
        target=marked(target, across, up, decimals, unit),
        begins_at=grid(up)[0].text if up.low > 0 else "",
        sentence=" ".join(
            [
                *(told(curve, decimals, unit) for curve in curves),
                *told_marks(baseline, target, decimals, unit),
            ]
        ),
        has_provisional=any(value.is_provisional for value in values),
        is_invented=any(value.status == Measurement.Status.INVENTED for value in values),
    )


# --- Where things lie -------------------------------------------------------------------------------------


def hundredths(share: float) -> str:
    return f"{share:.2f}"


def place(time: float, value: Decimal, across: Scale, up: Scale) -> tuple[str, str]:
    """From the left and from the top."""
    return hundredths(across.share(time)), hundredths(100 - up.share(float(value)))


def marked(mark: Mark | None, across: Scale, up: Scale, decimals: int, unit: str) -> Line | None:
    if mark is None:
        return None
    text = f"{mark.when}: {with_unit(in_words(mark.value, decimals), unit)}"
    return Line(*place(mark.at, mark.value, across, up), text)


def baseline_in(curve: Curve) -> Mark | None:
    """The value of the line that was marked so."""
    found = next((value for value in curve.values if value.is_baseline), None)
    return Mark(found.time.middle, found.time.label, found.value) if found else None


def time_scale(times: list[float]) -> Scale:
    return Scale(min(times), max(times), 1)


def value_scale(values: list[float]) -> Scale:
    """From zero, unless all values lie far above it and differ; in round steps."""
    low, high = min(values), max(values)
    if low > FAR_FROM_ZERO * high > 0 and high > low:
        low -= (high - low) / STEPS
    else:
        low, high = min(low, 0.0), max(high, 0.0)
    step = round_step((high - low) / STEPS)
    low, high = math.floor(low / step + TINY) * step, math.ceil(high / step - TINY) * step
    return Scale(low, high if high > low else low + step, step)


def round_step(size: float) -> float:
    """The first of 1, 2, 2.5, 5 and 10 times a power of ten that is not smaller."""
    if size <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(size))
    return next(times * power for times in (1, 2, 2.5, 5, 10, 20) if times * power >= size * (1 - TINY))


def grid(up: Scale) -> list[Tick]:
    """The lines on which a number stands, from below."""
    count = round((up.high - up.low) / up.step)
    values = [up.low + number * up.step for number in range(count + 1)]
    return [
        Tick(hundredths(100 - up.share(value)), axis_number(value, up.step), is_zero=abs(value) < up.step / 2)
        for value in values
    ]


def axis_number(value: float, step: float) -> str:
    """As short as the steps allow: 0,5 or 1.500 or 2 mln."""
    if abs(value) < step / 2:
        return "0"
    if step >= MILLION:
        return f"{axis_number(value / MILLION, step / MILLION)} mln"
    decimals = next((number for number in range(5) if abs(round(step, number) - step) < step / 1000), 5)
    return in_words(Decimal(repr(round(value, 6))), decimals)


def periods(times: Sequence[Time], marks: list[Mark], across: Scale) -> list[Tick]:
    """The outer two moments, and of the periods between those for which there is room: the last one first."""
    named = {time.middle: time.short for time in times}
    moments = {mark.at: mark.when for mark in marks} | named
    first, last = min(moments), max(moments)
    if first == last:
        return [Tick(hundredths(across.share(first)), moments[first], anchor="middle")]
    ticks = [(0.0, "start", moments[first]), (100.0, "end", moments[last])]
    begins = [time.middle for time in times if time.number == 1] if len(named) > MOST_DOTS else list(named)
    for middle in [max(named), *sorted(begins)]:
        at = across.share(middle)
        if all(abs(at - other) >= ROOM_FOR_A_LABEL for other, *_ in ticks):
            ticks.append((at, "middle", named[middle]))
    return [Tick(hundredths(at), text, anchor=anchor) for at, anchor, text in sorted(ticks)]


# --- Lines ------------------------------------------------------------------------------------------------


def by_series(values: Iterable[Value]) -> list[list[Value]]:
    """Each series, in the order in which they begin."""
    found: dict[str, list[Value]] = {}
    for value in values:
        found.setdefault(value.series, []).append(value)
    return list(found.values())


def runs(values: Iterable[Value]) -> list[list[Value]]:
    """Values of one series and of periods that follow each other, together."""
    found = []
    for group in by_series(values):
        run = [group[0]]
        for before, value in pairwise(group):
            if value.time.ordinal != before.time.ordinal + 1:
                found.append(run)
                run = []
            run.append(value)
        found.append(run)
    return found


def breaks(values: Sequence[Value]) -> list[float]:
    """When another series begins: just before its first period, in years."""
    firsts = [group[0].time for group in by_series(values)[1:]]
    earliest = values[0].time.middle if values else 0
    return [max(earliest, time.middle - 0.5 / time.frequency.per_year) for time in firsts]


def drawn(number: int, curve: Curve, across: Scale, up: Scale, decimals: int, unit: str) -> Drawn:
    dots, stretches = [], []
    for run in runs(curve.values):
        places = [place(value.time.middle, value.value, across, up) for value in run]
        is_line = len(run) >= FEWEST_IN_A_LINE
        if is_line:
            ends = zip(pairwise(places), run[1:], strict=True)
            stretches += [Stretch(*start, *end, value.is_provisional) for (start, end), value in ends]
        for (x, y), value in zip(places, run, strict=True):
            is_outer = value is run[0] or value is run[-1]
            if is_outer or value.is_provisional or not is_line or len(curve.values) <= MOST_DOTS:
                dots.append(Dot(x, y, told_value(value, decimals, unit), value.is_provisional))
    return Drawn(number, curve.name, dots, stretches)


def path_of(stretches: Iterable[Stretch]) -> str:
    return "".join(f"M{part.x1} {part.y1}L{part.x2} {part.y2}" for part in stretches)


# --- Words ------------------------------------------------------------------------------------------------


def told_value(value: Value, decimals: int, unit: str) -> str:
    text = f"{value.time.label}: {with_unit(in_words(value.value, decimals), unit)}"
    return text if value.status == Measurement.Status.FINAL else f"{text} ({value.status})"


def told(curve: Curve, decimals: int, unit: str) -> str:
    """A line as a sentence: where it begins and ends, and its lowest and highest value when those are others."""
    if not curve.values:
        return f"{curve.name}: er zijn geen cijfers."
    first, last = curve.values[0], curve.values[-1]
    if first == last:
        return f"{curve.name}: {told_value(last, decimals, unit)}."
    text = f"{curve.name}: van {told_value(first, decimals, unit)} tot {told_value(last, decimals, unit)}."
    low = min(curve.values, key=lambda value: value.value)
    high = max(curve.values, key=lambda value: value.value)
    for value, word in ((low, "Het laagst"), (high, "Het hoogst")):
        if value not in (first, last):
            text += f" {word} in {told_value(value, decimals, unit)}."
    return text


def told_marks(baseline: Mark | None, target: Mark | None, decimals: int, unit: str) -> list[str]:
    return [
        f"{name} {mark.when}: {with_unit(in_words(mark.value, decimals), unit)}."
        for name, mark in (("Nulmeting", baseline), ("Doel voor", target))
        if mark
    ]
