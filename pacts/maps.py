"""Maps to draw: the country by region, shaded by a number, and a region from nearby with its municipalities.

All outlines are paths of straight lines (M, L and Z) in one space, 600 wide and 707 high; `y` grows downwards. A name is
written where a shape is widest, if it fits there: a drawing, so nothing here is exact to the kilometre.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pacts.models import Municipality, Region

Point = tuple[float, float]

POINT = re.compile(r"(-?[\d.]+)[ ,](-?[\d.]+)")
COUNTRY_LETTER = 16  # height of a name on the map of the country
NEARBY_LETTERS = 30  # so many letters high is the map of a region
LETTER_WIDTH = 0.56  # of its height, on average
SHADES = 4  # besides that of nothing
SMALL = 48  # narrower or lower than this, 26 pixels on a phone, a region is hard to hit


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def view(self) -> str:
        """As the viewBox of an SVG."""
        return f"{self.left:.1f} {self.top:.1f} {self.right - self.left:.1f} {self.bottom - self.top:.1f}"

    def widened(self, share: float) -> "Box":
        """With this share of its longest side added all around."""
        edge = share * max(self.right - self.left, self.bottom - self.top)
        return Box(self.left - edge, self.top - edge, self.right + edge, self.bottom + edge)


COUNTRY = Box(0, 0, 600, 707)


class Spot(NamedTuple):
    """The middle of the widest line of a shape, and how wide that is."""

    x: float
    y: float
    width: float


class Shape(NamedTuple):
    """Something to draw: `name` for who points at it, `label` with the place to write it where it fits.

    On the map of the country also how many there are (`number`, with its noun), and the step of the legend.
    """

    outline: str
    name: str
    url: str = ""
    x: str = ""
    y: str = ""
    label: str = ""
    number: str = ""
    level: int = 0
    middle: tuple[str, str] | None = None
    """Of one that is small: there fingers find it."""


class Shade(NamedTuple):
    """A step of the legend: from `low` up to and including `high`."""

    level: int
    low: int
    high: int

    @property
    def text(self) -> str:
        if not self.high:
            return "geen"
        return f"{self.low}" if self.low == self.high else f"{self.low} tot {self.high}"


def rings(outline: str) -> list[list[Point]]:
    """The closed lines of a path."""
    parts = [POINT.findall(part) for part in outline.split("M")[1:]]
    return [[(float(x), float(y)) for x, y in part] for part in parts]


def box_of(outlines: Iterable[str]) -> Box:
    """The smallest box around these, or the country when there is nothing to see."""
    points = [point for outline in outlines for ring in rings(outline) for point in ring]
    if not points:
        return COUNTRY
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


@lru_cache(maxsize=1024)
def widest_spot(outline: str, letter: float, within: Box = COUNTRY) -> Spot | None:
    """Where a line of text of this height finds most room inside a shape, as far as that lies in the box."""
    lines = rings(outline)
    box = box_of([outline])
    y, bottom = max(box.top, within.top) + letter / 2, min(box.bottom, within.bottom) - letter / 2
    best = None
    while lines and y <= bottom:
        for left, right in free_lines(lines, y, letter):
            left, right = max(left, within.left), min(right, within.right)
            if right > left and (best is None or right - left > best.width):
                best = Spot((left + right) / 2, y, right - left)
        y += letter / 2
    return best


def free_lines(lines: list[list[Point]], y: float, letter: float) -> list[tuple[float, float]]:
    """From where to where a line of text at this height lies inside the shape."""
    above, middle, below = (crossings(lines, y + shift) for shift in (-letter / 2, 0, letter / 2))
    return [
        (max(parts[0] for parts in three), min(parts[1] for parts in three))
        for three in ((one, two, other) for one in above for two in middle for other in below)
        if max(parts[0] for parts in three) < min(parts[1] for parts in three)
    ]


def crossings(lines: list[list[Point]], y: float) -> list[tuple[float, float]]:
    """The parts of a horizontal line that lie inside the shape."""
    found = []
    for ring in lines:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 <= y) != (y2 <= y):
                found.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    found.sort()
    return list(zip(found[::2], found[1::2], strict=True))


def named(shape: Shape, name: str, letter: float, within: Box = COUNTRY) -> Shape:
    """With the place where its name goes, and the name if it fits there."""
    spot = widest_spot(shape.outline, letter, within)
    if spot is None:
        return shape
    fits = len(name) * letter * LETTER_WIDTH <= spot.width
    return shape._replace(x=f"{spot.x:.1f}", y=f"{spot.y:.1f}", label=name if fits else "")


def middle_of_small(outline: str) -> tuple[str, str] | None:
    """The middle of a shape that is hard to hit."""
    box = box_of([outline])
    if min(box.right - box.left, box.bottom - box.top) >= SMALL:
        return None
    return f"{(box.left + box.right) / 2:.1f}", f"{(box.top + box.bottom) / 2:.1f}"


def shades(counts: Iterable[int]) -> list[Shade]:
    """The steps from nothing to the most: one for each number, or a few equal ranges when there are many."""
    most = max(counts, default=0)
    size = -(-most // SHADES)
    lows = range(1, most + 1, size) if most else range(0)
    steps = [
        Shade(SHADES * place // len(lows), low, min(low + size - 1, most))
        for place, low in enumerate(lows, start=1)
    ]
    return [Shade(0, 0, 0), *steps]


def country(regions: Iterable[Region], counts: Mapping[int, int], one: str, more: str) -> dict[str, Any]:
    """The map of these regions, shaded by a number for each (by primary key) of what is called so."""
    steps, regions = shades(counts.values()), list(regions)
    numbers = {region.pk: counts.get(region.pk, 0) for region in regions}
    words = {pk: f"{number} {one if number == 1 else more}" for pk, number in numbers.items()}
    levels = {pk: next(step.level for step in steps if number <= step.high) for pk, number in numbers.items()}
    return shaded_country(regions, words, levels, steps)


def shaded_country(
    regions: Iterable[Region], words: Mapping[int, str], levels: Mapping[int, int], steps: Iterable[Any]
) -> dict[str, Any]:
    """The map of these regions, with what is said of each and its level (by primary key), from 0 to `SHADES`.

    `steps`, each with a `level` and a `text`, are the legend.
    """
    shapes = []
    for region in regions:
        shape = Shape(
            region.outline,
            region.title,
            region.get_absolute_url(),
            number=words[region.pk],
            level=levels.get(region.pk, 0),
            middle=middle_of_small(region.outline),
        )
        shapes.append(named(shape, region.short_name, COUNTRY_LETTER))
    return {
        "view": COUNTRY.view,
        "letter": str(COUNTRY_LETTER),
        "shapes": shapes,
        "drawn": sorted(shapes, key=lambda shape: bool(shape.middle)),  # on top, where fingers find them
        "steps": steps,
    }


def nearby(
    region: Region, neighbours: Iterable[Region], municipalities: Iterable[Municipality]
) -> dict[str, Any]:
    """The map of one region with its municipalities, between those of its neighbours."""
    box = box_of([region.detailed_outline]).widened(0.06)
    letter = (box.bottom - box.top) / NEARBY_LETTERS
    around = [
        named(
            Shape(other.detailed_outline, other.title, other.get_absolute_url()),
            other.short_name,
            letter,
            box,
        )
        for other in neighbours
    ]
    inside = [named(Shape(one.outline, one.name), one.name, letter, box) for one in municipalities]
    return {
        "view": box.view,
        "letter": f"{letter:.2f}",
        "around": around,
        "inside": inside,
        "outline": region.detailed_outline,
    }
