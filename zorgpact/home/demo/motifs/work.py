"""Compositions about working: water and sun, the house that teaches, hands, circuits."""

import math

from zorgpact.home.demo.motifs.canvas import Canvas, Point, arc_points, polar
from zorgpact.home.demo.motifs.palettes import Palette


def wave(y: float, height: float, length: float, shift: float) -> list[Point]:
    """The surface of calm water, closed far below the picture."""
    top = [(x, y + height * math.sin((x + shift) / length * 2 * math.pi)) for x in range(-700, 2320, 20)]
    return [*top, (2300, 1600), (-700, 1600)]


def sun_and_waves(c: Canvas, p: Palette, v: int) -> None:
    """A rising sun in rings above five rows of water."""
    c.disc(800, 470, 400, p.soft)
    c.disc(800, 470, 310, p.three)
    c.disc(800, 470, 215, p.one)
    c.rays(800, 470, 455, 66, 36, p.bold, 180, 360)
    tones = (p.two, p.light, p.bold, p.two, p.one)
    for i, fill in enumerate(tones):
        y = 500 + i * 92
        c.polygon(wave(y, 26, 420 - i * 12, i * 145 + v * 40), fill)
        mark = p.ground if fill != p.ground else p.two
        for k in range(12):
            c.tick(-240 + k * 190 + (i % 2) * 95, y + 64, 86, 9, 0, mark)


def scallops(c: Canvas, p: Palette, v: int) -> None:
    """Rows of breathing arcs like scales of water under a low sun."""
    c.disc(1040, 270, 170, p.one)
    c.band(1040, 270, 195, 214, p.one)
    tones = (p.two, p.bold, p.three if p.three != p.light else p.one, p.two, p.one)
    for row in range(6):
        y = 470 + row * 104
        for col in range(-2, 9):
            x = col * 260 + (row % 2) * 130
            a = tones[(row + (col % 2)) % 5]
            c.arches(x, y + 30, 132, (a, p.light, a, p.light, a))


def breathing(c: Canvas, p: Palette, v: int) -> None:
    """A lotus that opens above its mirror image: breathing in, breathing out."""
    c.disc(800, 560, 440, p.soft)
    c.rays(800, 560, 470, 62, 44, p.bold, 180, 360)
    spread = ((84, 0.92), (58, 0.98), (30, 1.04), (0, 1.1))
    for i, (turn, size) in enumerate(spread):
        outer = (p.two, p.one)[i % 2]
        inner = p.three if p.three not in (p.light, p.ground) else p.bold
        for side in (-1, 1) if turn else (1,):
            angle = -90 + side * turn
            c.leaf(800, 690, 500 * size, 178, angle, p.ground)
            for k, fill in enumerate((outer, p.light, outer, inner)):
                c.leaf(800, 690, (490 - k * 92) * size, 164 - k * 34, angle, fill)
    c.polygon(wave(690, 0, 400, 0), p.two)
    for i in range(4):
        for k in range(12):
            c.tick(
                -230 + k * 190 + (i % 2) * 95, 738 + i * 56, 110 - i * 10, 11, 0, (p.light, p.ground)[i % 2]
            )


def book_house(c: Canvas, p: Palette, v: int) -> None:
    """A house whose roof is an open book, its door open too."""
    c.disc(1090, 250, 150, p.three)
    c.rays(1090, 250, 200, 52, 22, p.bold)
    c.rect(-600, 800, 2200, 1400, p.bold)
    c.rect(500, 470, 1100, 800, p.light)
    for x, fill in ((520, p.two), (930, p.two)):
        c.arch(x + 30, 560, x + 140, 710, fill)
        c.rect(x + 82, 560, x + 88, 710, p.light)
        c.rect(x + 30, 636, x + 140, 642, p.light)
    c.arch(700, 520, 900, 800, p.one)
    c.arch(735, 560, 865, 800, p.bold)
    c.disc(838, 690, 9, p.light)
    for side in (-1, 1):
        spine, edge = (800, 250), (800 + side * 400, 470)
        page = [
            spine,
            (800 + side * 190, 250 - 60),
            (edge[0], 330),
            edge,
            (800 + side * 200, 400),
            (800, 470),
        ]
        c.polygon([(x, y + 34) for x, y in page], p.bold if p.bold != p.light else p.two)
        c.polygon(page, p.one if side < 0 else p.two)
        for k in range(4):
            y = 282 + k * 42
            line = [(800 + side * 50, y + 8), (800 + side * 190, y - 42), (800 + side * 350, y + 58)]
            c.stroke(line, 9, p.light)
    for i in range(5):
        x = (150, 300, 1290, 1400, 1530)[i]
        c.leaf(x, 800, 190 + (i * 37) % 80, 80, -90, (p.two, p.one, p.two, p.one, p.two)[i])


def street_of_learning(c: Canvas, p: Palette, v: int) -> None:
    """A row of workplaces: care home, school and workshop under arcs that touch."""
    third = p.three if p.three != p.light else p.bold
    tones = (p.one, third, p.two if p.two != p.ground else p.one)
    for cx, fill in ((400, tones[0]), (1200, tones[2]), (800, tones[1])):
        c.arches(cx, 520, 330, (fill, p.light, fill, p.light, fill, p.bold if fill != p.bold else p.one))
        c.rect(cx - 165, 518, cx + 165, 900, fill)
        for k in (-100, 0, 100):
            c.arch(cx + k - 30, 570, cx + k + 30, 668, p.light)
            c.arch(cx + k - 14, 590, cx + k + 14, 668, p.bold if p.bold != p.light else p.ground)
        c.rect(cx - 165, 694, cx + 165, 704, p.light)
        c.arch(cx - 50, 728, cx + 50, 900, p.light)
        c.arch(cx - 32, 748, cx + 32, 900, p.bold if p.bold != p.light else p.ground)
    for x in (600, 1000, 210, 1390):
        c.stroke([(x, 860), (x, 660)], 12, p.bold)
        for k in range(3):
            for angle in (-40, -140):
                c.leaf(x, 830 - k * 56, 84, 36, angle, p.bold)
        c.leaf(x, 680, 92, 40, -90, p.bold)
    c.rect(-600, 850, 2200, 1400, p.bold)


def venn(c: Canvas, p: Palette, v: int) -> None:
    """Three circles of ink that overlap: what you learn where they meet."""
    c.disc(800, 465, 440, p.soft)
    c.rays(800, 465, 470, 58, 54, p.bold)
    spots = [polar(800, 465, 158, turn) for turn in (270, 30, 150)]
    circles = [arc_points(x, y, 248, 0, 360) for x, y in spots]
    for circle, fill in zip(circles, (p.one, p.two, p.three), strict=True):
        c.polygon(circle, fill)
    for i, fill in enumerate((p.bold, "#7E9A4C", "#E07B33")):
        with c.clip(circles[i]):
            c.polygon(circles[(i + 1) % 3], fill)
    with c.clip(circles[0]), c.clip(circles[1]):
        c.polygon(circles[2], p.light)
    c.rays(800, 465, 52, 40, 12, p.one)
    c.disc(800, 465, 22, p.one)
    for turn in (270, 30, 150):
        c.rays(*polar(800, 465, 288, turn), 58, 40, 12, p.light)


def hand(c: Canvas, x: float, y: float, side: int, skin: str, sleeve: str, cuff: str) -> None:
    """An open hand that reaches in from the left (side 1) or the right (side -1)."""
    c.stroke([(x - side * 1200, y + 210), (x - side * 230, y + 40)], 150, sleeve)
    c.stroke([(x - side * 275, y + 48 - 40), (x - side * 250, y + 48 + 50)], 60, cuff)
    c.stroke([(x - side * 210, y + 34), (x - side * 90, y + 14)], 128, skin)
    for k, (reach, drop) in enumerate(((118, -52), (152, -18), (146, 18), (112, 52))):
        start = (x - side * 90, y + 12 + drop * 0.82)
        c.stroke([start, (x - side * 90 + side * reach, y + drop * 1.15 - 12 + k * 4)], 37, skin)
    c.stroke([(x - side * 180, y - 20), (x - side * 96, y - 104)], 42, skin)


def reaching_hands(c: Canvas, p: Palette, v: int) -> None:
    """Two hands that pass on the craft, before rings of light."""
    for i, fill in enumerate((p.soft, p.light, p.three, p.one)):
        c.disc(800, 350, 350 - i * 78, fill)
    c.rays(800, 350, 400, 60, 40, p.bold)
    skins = ("#8A5638", "#E9B893", "#5B3A2B", "#C98B62")
    hand(c, 690, 620, 1, skins[v % 4], p.two, p.light)
    hand(c, 920, 650, -1, skins[(v + 1) % 4], p.bold if p.bold != p.light else p.one, p.three)


def heart_points(cx: float, cy: float, r: float) -> list[Point]:
    """A heart of two arcs and a point."""
    left = arc_points(cx - r * 0.5, cy - r * 0.3, r * 0.5, 150, 360)
    right = arc_points(cx + r * 0.5, cy - r * 0.3, r * 0.5, 180, 390)
    return [*left, *right, (cx, cy + r * 0.78)]


def circuit_rings(c: Canvas, p: Palette, v: int) -> None:
    """A heart in the middle of rings that end in nodes, like a circuit that cares."""
    tones = (p.two, p.bold, p.one, p.three, p.bold, p.two)
    for i in range(6):
        r = 205 + i * 82
        start = (i * 77 + v * 50) % 360
        for k, sweep in enumerate((150, 130)):
            a0 = start + k * 190
            fill = tones[(i + k) % 6]
            c.band(800, 450, r - 13, r + 13, fill, a0, a0 + sweep)
            for a in (a0, a0 + sweep):
                c.disc(*polar(800, 450, r, a), 31, fill)
                c.disc(*polar(800, 450, r, a), 14, p.ground)
    c.disc(800, 450, 160, p.light)
    c.polygon(heart_points(800, 462, 110), p.one if p.one != p.light else p.two)


def circuit_lines(c: Canvas, p: Palette, v: int) -> None:
    """Lines that come in from both sides, bend, and meet in the motif."""
    c.disc(800, 450, 330, p.soft)
    tones = (p.two, p.bold, p.one, p.three)
    for i in range(8):
        side = 1 if i % 2 else -1
        lane = i // 2
        y = 120 + lane * 220
        fill = tones[(i + lane) % 4]
        bend = 800 + side * (430 - 30 * (lane in (1, 2)) * 2)
        target = 450 + (lane - 1.5) * 90
        mid = (y + target) / 2
        c.stroke(
            [(800 + side * 1500, y), (bend, y), (bend - side * 90, mid), (bend - side * 150, target)],
            30,
            fill,
        )
        c.stroke([(bend - side * 150, target), (800, target)], 30, fill)
        c.disc(bend + side * 90, y, 38, fill)
        c.disc(bend + side * 90, y, 18, p.ground)
    c.disc(800, 450, 215, p.one)
    c.disc(800, 450, 185, p.light)
    third = p.three if p.three not in (p.light, p.one) else p.bold
    c.fans(800, 450, 124, (p.one, p.two, third), p.light)
    c.disc(800, 450, 13, p.bold if p.bold != p.light else p.one)


def pulse(c: Canvas, p: Palette, v: int) -> None:
    """A heartbeat of arcs across the sheet: the measured and the human in one line."""
    tones = tuple(t for t in (p.one, p.light, p.two, p.bold, p.three) if t != p.ground)[:4]
    for i in range(-3, 4):
        cx, up = 800 + i * 300, i % 2 == 0
        for k in range(4):
            r = 222 - k * 36
            fill = tones[k] if up else tones[3 - k]
            c.band(cx, 450, r - 36, r, fill, 180 if up else 0, 361 if up else 180)
        if up:
            c.rays(cx, 450, 266, 52, 22, p.bold, 205, 335)
        else:
            c.rays(cx, 450, 266, 52, 22, p.bold, 25, 155)
    c.polygon(heart_points(800, 446, 56), p.one)
    for side in (-1, 1):
        for k in (1, 3):
            c.disc(800 + side * k * 300, 450 + 10, 30, p.three if k == 1 else p.two)
    for side in (-1, 1):
        c.disc(800 + side * 600, 440, 30, p.two)
