"""A drawing surface with poster shapes: everything is a polygon, printed at three times the size."""

import itertools
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image, ImageDraw

SUPERSAMPLE = 3

Point = tuple[float, float]


class View(NamedTuple):
    """How the design is framed: enlarged around its centre, moved and possibly mirrored."""

    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    mirror: bool = False


def polar(cx: float, cy: float, r: float, angle: float) -> Point:
    """The point at a distance and an angle (degrees, clockwise, 0 is right)."""
    return cx + r * math.cos(math.radians(angle)), cy + r * math.sin(math.radians(angle))


def arc_points(cx: float, cy: float, r: float, start: float, end: float) -> list[Point]:
    """Points along an arc, close enough together to look round."""
    count = max(8, int(abs(end - start) / 2.5))
    return [polar(cx, cy, r, start + (end - start) * i / count) for i in range(count + 1)]


def band_points(cx: float, cy: float, inner: float, outer: float, start: float, end: float) -> list[Point]:
    """The outline of a piece of a ring."""
    return arc_points(cx, cy, outer, start, end) + arc_points(cx, cy, inner, end, start)


class Canvas:
    """A sheet on which a design (in design units) is drawn to cover the wanted size."""

    def __init__(self, size: tuple[int, int], design: tuple[int, int], ground: str, seed: int) -> None:
        self.size = size
        self.design = design
        self.view = View()
        self.dice = random.Random(seed)
        self.image = Image.new("RGB", (size[0] * SUPERSAMPLE, size[1] * SUPERSAMPLE), ground)
        self.zoom = SUPERSAMPLE * max(size[0] / design[0], size[1] / design[1])

    def _place(self, points: Iterable[Point]) -> list[Point]:
        half_w, half_h = self.design[0] / 2, self.design[1] / 2
        sign = -1 if self.view.mirror else 1
        mid_x, mid_y = self.image.width / 2, self.image.height / 2
        return [
            (
                mid_x + self.zoom * ((x - half_w) * sign * self.view.scale + self.view.dx),
                mid_y + self.zoom * ((y - half_h) * self.view.scale + self.view.dy),
            )
            for x, y in points
        ]

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        """Print a filled outline."""
        ImageDraw.Draw(self.image).polygon(self._place(points), fill=fill)

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: str) -> None:
        """Print a rectangle between two corners."""
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def disc(self, cx: float, cy: float, r: float, fill: str) -> None:
        """Print a full circle."""
        self.polygon(arc_points(cx, cy, r, 0, 360), fill)

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, fill: str, turn: float = 0) -> None:
        """Print an ellipse, turned by an angle."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        unit = arc_points(0, 0, 1, 0, 360)
        self.polygon(
            [(cx + x * rx * cos - y * ry * sin, cy + x * rx * sin + y * ry * cos) for x, y in unit], fill
        )

    def pie(self, cx: float, cy: float, r: float, start: float, end: float, fill: str) -> None:
        """Print a slice of a circle."""
        self.polygon([(cx, cy), *arc_points(cx, cy, r, start, end)], fill)

    def band(
        self, cx: float, cy: float, inner: float, outer: float, fill: str, start: float = 0, end: float = 360
    ) -> None:
        """Print a ring, or a piece of it."""
        self.polygon(band_points(cx, cy, inner, outer, start, end), fill)

    def arches(
        self, cx: float, cy: float, r: float, fills: Sequence[str], start: float = 180, end: float = 360
    ) -> None:
        """Print nested slices from the outside in, each a step smaller."""
        for i, fill in enumerate(fills):
            self.pie(cx, cy, r * (1 - i / len(fills)), start, end, fill)

    def stroke(self, points: Sequence[Point], width: float, fill: str) -> None:
        """Print a line with round joints and ends."""
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            length = math.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = (y1 - y0) / length * width / 2, (x0 - x1) / length * width / 2
            self.polygon(
                [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)], fill
            )
        for x, y in points:
            self.disc(x, y, width / 2, fill)

    def rounded(self, x0: float, y0: float, x1: float, y1: float, r: float, fill: str) -> None:
        """Print a rectangle with round corners."""
        corners = ((x1 - r, y0 + r, -90), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
        self.polygon([pt for cx, cy, a in corners for pt in arc_points(cx, cy, r, a, a + 90)], fill)

    def arch(self, x0: float, y0: float, x1: float, y1: float, fill: str) -> None:
        """Print a doorway: a rectangle with a round top."""
        r = (x1 - x0) / 2
        self.polygon([(x0, y1), *arc_points(x0 + r, y0 + r, r, 180, 360), (x1, y1)], fill)

    def leaf(self, x: float, y: float, length: float, width: float, angle: float, fill: str) -> None:
        """Print a pointed leaf that grows from a point in a direction."""
        self.polygon(leaf_points(x, y, length, width, angle), fill)

    def tick(self, x: float, y: float, length: float, width: float, angle: float, fill: str) -> None:
        """Print a gouge: the short tapered cut of a linocut, centred on a point."""
        self.leaf(*polar(x, y, length / 2, angle + 180), length, width, angle, fill)

    def rays(
        self,
        cx: float,
        cy: float,
        r: float,
        length: float,
        count: int,
        fill: str,
        start: float = 0,
        end: float = 360,
    ) -> None:
        """Print gouges that point away from a centre."""
        for i in range(count):
            angle = start + (end - start) * (i + 0.5) / count
            self.tick(*polar(cx, cy, r, angle), length, length * 0.24, angle, fill)

    def fans(
        self, cx: float, cy: float, size: float, fills: Sequence[str], between: str, turn: float = 270
    ) -> None:
        """Print the motif: three fans of arcs that open towards each other and touch."""
        for i, fill in enumerate(fills):
            away = turn + i * 120
            x, y = polar(cx, cy, size, away)
            for k, tone in enumerate((fill, between, fill, between, fill)):
                self.pie(x, y, size * (0.85 - k * 0.17), away + 90, away + 270, tone)

    @contextmanager
    def clip(self, points: Iterable[Point]) -> Iterator[None]:
        """Keep whatever is drawn meanwhile within an outline."""
        below = self.image
        mask = Image.new("L", below.size, 0)
        ImageDraw.Draw(mask).polygon(self._place(points), fill=255)
        self.image = below.copy()
        yield
        below.paste(self.image, (0, 0), mask)
        self.image = below


def leaf_points(x: float, y: float, length: float, width: float, angle: float) -> list[Point]:
    """The outline of a leaf: two bulging sides between a foot and a tip."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    steps = 16
    side = [(length * i / steps, width / 2 * math.sin(math.pi * i / steps)) for i in range(steps + 1)]
    outline = side + [(u, -v) for u, v in reversed(side)]
    return [(x + u * cos - v * sin, y + u * sin + v * cos) for u, v in outline]
