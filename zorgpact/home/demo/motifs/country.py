"""Compositions for the news: the town, the dunes, the fields and the folded sheet."""

import math

from zorgpact.home.demo.motifs.canvas import Canvas, Point
from zorgpact.home.demo.motifs.palettes import Palette


def gable(x: float, width: float, top: float, kind: int) -> list[Point]:
    """The outline of a canal house front: step, bell, neck or point."""
    mid, right = x + width / 2, x + width
    shoulder = top + width * 0.62
    if kind == 0:
        steps = [(x + width * k / 8, shoulder - width * 0.62 * k / 4) for k in range(4)]
        left = [pt for px, py in steps for pt in ((px, py), (px, py - width * 0.155))]
        return [(x, 1000), *left, *[(2 * mid - px, py) for px, py in reversed(left)], (right, 1000)]
    if kind == 1:
        curve = [
            (x + width / 2 * k / 12, shoulder - width * 0.62 * (1 - math.cos(math.pi * k / 12)) / 2)
            for k in range(13)
        ]
        return [(x, 1000), *curve, *[(2 * mid - px, py) for px, py in reversed(curve)], (right, 1000)]
    if kind == 2:
        neck = [(x, shoulder), (x + width * 0.24, shoulder), (x + width * 0.28, top + width * 0.16)]
        return [
            (x, 1000),
            *neck,
            (mid, top),
            *[(2 * mid - px, py) for px, py in reversed(neck)],
            (right, 1000),
        ]
    return [(x, 1000), (x, shoulder), (mid, top), (right, shoulder), (right, 1000)]


def windows(c: Canvas, x: float, width: float, top: float, floor: float, fill: str, lit: str) -> None:
    """Rows of windows down to the ground floor, here and there a lit one."""
    y = top + width * 0.72
    while y < floor - 110:
        for k in range(3):
            left = x + width * (0.14 + k * 0.27)
            tone = lit if c.dice.random() < 0.2 else fill
            c.rect(left, y, left + width * 0.18, y + 62, tone)
        y += 98
    c.arch(x + width * 0.38, floor - 96, x + width * 0.62, floor, fill)


def canal_houses(c: Canvas, p: Palette, v: int) -> None:
    """A quay of gables above the water, under a sun of rings."""
    c.disc(1010, 230, 250, p.soft)
    c.disc(1010, 230, 160, p.one)
    tones = tuple(t for t in (p.bold, p.two, p.one, p.three, p.light) if t != p.ground)
    x, i, floor = -260.0, v, 690.0
    while x < 1860:
        width = c.dice.choice((150, 170, 190, 210))
        top = floor - c.dice.choice((300, 350, 400, 450))
        fill = tones[i % len(tones)]
        c.polygon(gable(x, width, top, c.dice.randrange(4)), fill)
        mark = p.ground if fill not in (p.light, p.ground) else p.two
        windows(c, x, width, top, floor, mark, p.three if fill != p.three else p.light)
        x, i = x + width + 4, i + 1
    c.rect(-600, floor, 2200, 1400, p.two)
    c.rect(-600, floor, 2200, floor + 26, p.bold)
    for row in range(4):
        for k in range(16):
            c.tick(-300 + k * 150 + row % 2 * 75, floor + 70 + row * 48, 92 - row * 8, 10, 0, p.light)


def dunes(c: Canvas, p: Palette, v: int) -> None:
    """Dunes as great overlapping arcs, marram grass, sea and sun behind."""
    c.disc(620, 330, 150, p.one)
    c.rays(620, 330, 200, 52, 26, p.bold)
    c.rect(-600, 400, 2200, 1400, p.two)
    for row in range(3):
        for k in range(12):
            c.tick(-200 + k * 180 + row % 2 * 90, 436 + row * 40, 100, 9, 0, p.light)
    tones = (p.three, p.light, p.bold, p.three)
    hills = ((1250, 1000, 560), (330, 1120, 560), (980, 1270, 560), (1640, 1240, 520))
    for i, (cx, cy, r) in enumerate(hills):
        fill = tones[i] if tones[i] != p.ground else p.soft
        c.disc(cx, cy, r, fill)
        mark = p.one if fill != p.one else p.light
        for k in range(3):
            c.band(cx, cy, r - 62 - k * 52, r - 54 - k * 52, mark if k == 0 else p.soft, 200, 330)
        for k in range(9):
            angle = -90 + (k - 4) * 13
            c.leaf(
                cx - 60 + k * 14,
                cy - r + 16,
                120 + (k * 37) % 60,
                15,
                angle,
                p.bold if fill != p.bold else p.one,
            )


def polder(c: Canvas, p: Palette, v: int) -> None:
    """Fields in strips that run to a low horizon, a huge sky with arcs for clouds."""
    horizon = 520
    c.disc(800, horizon, 270, p.three if p.three != p.ground else p.one)
    c.disc(800, horizon, 180, p.one)
    c.rays(800, horizon, 315, 60, 30, p.bold, 180, 360)
    for x, y, r in ((330, 230, 120), (470, 230, 80), (1270, 170, 100), (1150, 170, 64), (1390, 170, 64)):
        c.arches(x, y, r, (p.two, p.light, p.two))
    tones = (p.two, p.light, p.bold, p.three, p.two, p.one)
    c.rect(-600, horizon, 2200, 1400, p.two)
    for i in range(-9, 10):
        fill = tones[(i + 9) % 6]
        c.polygon([(800 + i * 44, horizon), (800 + (i + 1) * 44, horizon), (800 + (i + 1) * 260, 1400 - 300),
                   (800 + i * 260, 1100)], fill)  # fmt: skip
    c.rect(-600, horizon - 8, 2200, horizon + 6, p.bold)
    for i, x in enumerate((250, 300, 342, 1180, 1236, 1310, 1360)):
        c.ellipse(x, horizon - 56, 26, 52 + i % 3 * 10, p.bold)


def folded_sheet(c: Canvas, p: Palette, v: int) -> None:
    """A newspaper folded open, its columns made of arcs."""
    c.disc(800, 450, 410, p.soft)
    dark = p.bold if p.bold != p.light else p.two
    c.polygon([(420, 190), (810, 250), (810, 800), (420, 730)], dark)
    c.polygon([(1200, 170), (810, 250), (810, 800), (1200, 720)], dark)
    c.polygon([(400, 160), (800, 222), (800, 770), (400, 700)], p.light)
    c.polygon([(1200, 140), (800, 222), (800, 770), (1200, 690)], "#E9E1D4")
    for k in range(7):
        y = 480 + k * 36
        c.stroke([(440, y), (760 - (k % 3) * 50, y + (320 - (k % 3) * 50) * 0.15)], 10, dark)
    c.polygon([(440, 196), (760, 246), (760, 290), (440, 240)], p.one)
    for i, fill in enumerate((p.two, p.three, p.one)):
        c.pie(600, 442, 130 - i * 42, 188.6, 368.6, fill if fill != p.light else p.bold)
    for i, fill in enumerate((p.one, p.light, p.two, p.three)):
        tone = fill if fill != p.light else "#E9E1D4"
        c.pie(1000, 470, 168 - i * 42, 168.4, 348.4, tone)
    for k in range(4):
        y = 556 + k * 36
        c.stroke([(840, y), (1160 - (k % 2) * 60, y - (320 - (k % 2) * 60) * 0.2)], 10, dark)


def paper_birds(c: Canvas, p: Palette, v: int) -> None:
    """Folded messages on their way, over arcs that mark the distance."""
    for i, fill in enumerate((p.two, p.ground, p.soft, p.ground, p.two, p.ground, p.soft)):
        c.pie(800, 1000, 700 - i * 88, 180, 360, fill)
    for x, y, s, fill in ((800, 350, 1.5, p.one), (420, 560, 0.8, p.three), (1180, 620, 0.9, p.bold)):
        nose, tail = (x + 230 * s, y - 120 * s), (x - 200 * s, y + 10 * s)
        crease, under = (x - 60 * s, y + 60 * s), (x - 40 * s, y + 150 * s)
        dark = p.bold if fill != p.bold else p.one
        c.polygon([nose, crease, under], dark)
        c.polygon([nose, (x - 10 * s, y + 84 * s), (x + 90 * s, y + 170 * s)], fill)
        c.polygon([nose, tail, crease], p.light if fill != p.light else p.bold)
        for k in range(4):
            c.tick(x - 290 * s - k * 74 * s, y + 66 * s + k * 26 * s, 46 * s, 9, -20, p.bold)


def market_town(c: Canvas, p: Palette, v: int) -> None:
    """A town on the horizon: roofs, a church, trees and the arc of the river."""
    c.disc(560, 320, 230, p.three if p.three != p.ground else p.one)
    c.rays(560, 320, 280, 58, 34, p.bold, 170, 370)
    base = 600
    blocks = (
        (-200, 200),
        (40, 150),
        (210, 210),
        (430, 160),
        (600, 230),
        (1010, 190),
        (1210, 150),
        (1370, 230),
    )
    tones = (p.two, p.one, p.bold, p.two, p.one, p.bold, p.two, p.one)
    for (x, width), fill in zip(blocks, tones, strict=True):
        height = 130 + (x * 7) % 90
        c.rect(x, base - height, x + width, base, fill)
        c.polygon([(x - 16, base - height), (x + width / 2, base - height - 100), (x + width + 16, base - height)],
                  p.bold if fill != p.bold else p.one)  # fmt: skip
        for k in range(2):
            c.arch(
                x + width * (0.2 + 0.36 * k),
                base - height + 30,
                x + width * (0.42 + 0.36 * k),
                base - 30,
                p.light,
            )
    c.rect(850, 260, 970, base, p.light)
    c.polygon([(835, 262), (910, 40), (985, 262)], p.two)
    c.band(910, 350, 26, 40, p.two)
    c.arch(880, 480, 940, base, p.one)
    for i, x in enumerate((-20, 400, 780, 1190, 1600)):
        c.rect(x - 6, base - 90, x + 6, base, p.bold)
        c.ellipse(x, base - 120, 46, 76 + i % 2 * 22, p.two if i % 2 else p.three)
    c.rect(-600, base, 2200, 1400, p.bold if p.bold != p.light else p.two)
    for i, fill in enumerate((p.two, p.light, p.two)):
        c.band(800, 1500, 800 - i * 74, 846 - i * 74, fill if fill != p.bold else p.one, 180, 360)
