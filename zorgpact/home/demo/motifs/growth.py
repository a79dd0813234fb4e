"""Compositions about learning and growing: rings, steps, loops, books and sprouts."""

import itertools

from zorgpact.home.demo.motifs.canvas import Canvas, leaf_points, polar
from zorgpact.home.demo.motifs.palettes import Palette


def reaching_arcs(c: Canvas, p: Palette, v: int) -> None:
    """Arcs that start on one line, each reaching a little further than the one before."""
    c.disc(1170, 250, 110, p.three if p.three != p.ground else p.one)
    c.rays(1170, 250, 155, 54, 22, p.bold)
    wood = p.three if p.three != p.ground else p.one
    fills = (p.one, p.bold, wood, p.two, p.soft, p.one, p.two, p.bold)
    r = 90.0
    c.pie(640, 885, r, 180, 360, fills[0])
    for i, fill in enumerate(fills[1:]):
        outer = r + 62 + 12 * (i % 3)
        c.band(640, 885, r + 14, outer, fill, 180, 224 + i * 17)
        end = polar(640, 885, (r + 14 + outer) / 2, 224 + i * 17)
        c.disc(*end, (outer - r - 14) / 2, fill)
        if i % 2:
            c.rays(640, 885, (r + 14 + outer) / 2, 30, 8 + i * 3, p.ground, 184, 214 + i * 18)
        r = outer
    c.rect(-600, 885, 2200, 1400, p.bold)


def tree_rings(c: Canvas, p: Palette, v: int) -> None:
    """The rings of a trunk, one for every year, and a shoot that still sprouts on top."""
    wood = p.three if p.three not in (p.ground, p.light) else p.one
    fills = (p.bold, p.light, p.one, wood, p.light, p.two, p.bold, wood, p.light, p.one, p.bold)
    widths = (34, 46, 74, 40, 34, 92, 34, 66, 38, 60, 90)
    r, cx, cy = 640.0, 800.0, 880.0
    c.rays(cx, cy, r + 60, 66, 22, p.bold, 180, 258)
    c.rays(cx, cy, r + 60, 66, 22, p.bold, 282, 360)
    for i, (fill, width) in enumerate(zip(fills, widths, strict=True)):
        c.disc(cx, cy, r, fill)
        if i in (2, 5, 7):
            tone = p.light if fill != p.light else p.bold
            c.rays(cx, cy, r - width / 2, width * 0.5, 62 - i * 5, tone, 180, 360)
        r, cx = r - width, cx + (7 if i % 3 else -5)
    c.disc(800, 240, 44, p.ground)
    c.stroke([(800, 250), (800, 120)], 18, p.bold)
    veined_leaf(c, 800, 190, 200, -34, p.two, p.light)
    veined_leaf(c, 800, 150, 170, -142, p.one, p.light)
    c.rect(-600, 855, 2200, 1400, p.bold)


def rising_arches(c: Canvas, p: Palette, v: int) -> None:
    """Doorways that grow from left to right, a sun above the highest."""
    c.disc(470, 270, 150, p.one if v % 2 else p.three)
    c.rays(470, 270, 205, 56, 24, p.bold)
    tones = (p.two, p.one, p.bold, p.three, p.two, p.bold, p.one)
    for i in range(9):
        x0, top = -170 + i * 215, 760 - i * 92
        fills = (tones[i % 7], p.light, tones[(i + 2) % 7], p.soft, tones[(i + 1) % 7])
        for j, fill in enumerate(fills):
            c.arch(x0 + j * 20, top + j * 22, x0 + 205 - j * 20, 1300, fill)


def winding_path(c: Canvas, p: Palette, v: int) -> None:
    """A lane that winds upwards, ever smaller, to the sun behind the hills."""
    c.disc(800, 262, 190, p.one)
    c.rays(800, 262, 235, 56, 26, p.bold, 170, 370)
    hills = ((430, 1010, 740, p.two), (1240, 1080, 790, p.three), (700, 1330, 820, p.two))
    for cx, cy, r, fill in hills:
        c.disc(cx, cy, r, fill)
        for k in range(3):
            c.band(cx, cy, r - 58 - k * 58, r - 52 - k * 58, p.soft if k else p.light)
    levels = (1010.0, 770.0, 590.0, 455.0, 354.0)
    trail: list[tuple[float, float]] = []
    for i, (low, high) in enumerate(itertools.pairwise(levels)):
        side, reach, bow = (-1 if i % 2 else 1), (low - 100) * 0.36, (low - high) / 2
        trail += [(800 + side * reach * (k / 10 - 1), low) for k in range(20)]
        turn = [polar(800 + side * reach, low - bow, bow, 90 - side * k * 6) for k in range(31)]
        trail += turn if high != levels[-1] else turn[:16]
    for share, fill in ((1.0, p.bold), (0.82, p.light), (0.34, p.one)):
        for x, y in thicken(trail):
            c.disc(x, y, max(6.0, (y - 150) * 0.1) * share, fill)


def thicken(trail: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same line with points close together."""
    near = []
    for (x0, y0), (x1, y1) in itertools.pairwise(trail):
        count = max(1, int((abs(x1 - x0) + abs(y1 - y0)) / 4))
        near += [(x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count) for k in range(count)]
    return near


def endless_loop(c: Canvas, p: Palette, v: int) -> None:
    """Two rings of bands, woven through each other so neither begins or ends."""
    warm = (p.one, p.light, p.three if p.three != p.light else p.bold, p.one)
    cool = (p.two, p.light, p.bold if p.bold != p.light else p.three, p.two)

    def ring(cx: float, fills: tuple[str, ...]) -> None:
        c.band(cx, 450, 186, 344, p.ground)
        for i, fill in enumerate(fills):
            c.band(cx, 450, 336 - i * 36 - 32, 336 - i * 36, fill)

    ring(615, warm)
    ring(985, cool)
    with c.clip([(640, 60), (960, 60), (960, 450), (640, 450)]):
        ring(615, warm)
    c.disc(545, 450, 86, p.three if p.three != p.ground else p.one)
    c.disc(1055, 450, 86, p.one)
    c.disc(800, 450, 20, p.bold)
    c.rays(545, 450, 50, 40, 12, p.ground)
    c.rays(1055, 450, 50, 40, 12, p.light)
    c.rays(615, 450, 390, 54, 28, p.bold, 66, 294)
    c.rays(985, 450, 390, 54, 28, p.bold, -114, 114)


def quarter_turns(c: Canvas, p: Palette, v: int) -> None:
    """Tiles of quarter circles that together make one path without an end."""
    side = 300 if v % 2 else 225
    tones = (p.one, p.two, p.three, p.bold)
    for row in range(-1, 5):
        for col in range(-2, 9):
            x, y = col * side - 100, row * side
            turn = c.dice.randrange(4)
            c.rect(x, y, x + side + 1, y + side + 1, p.soft if (row + col) % 2 else p.ground)
            cx, cy = x + side * (turn in (1, 2)), y + side * (turn in (2, 3))
            fills = [c.dice.choice(tones) for _ in range(2)]
            start = turn * 90
            c.pie(cx, cy, side, start, start + 90, fills[0])
            c.pie(cx, cy, side * 0.72, start, start + 90, p.light)
            c.pie(cx, cy, side * 0.44, start, start + 90, fills[1])
            if (row * 3 + col) % 4 == 0:
                c.rays(
                    cx,
                    cy,
                    side * 0.58,
                    side * 0.16,
                    6,
                    p.bold if p.bold != p.light else p.one,
                    start,
                    start + 90,
                )


def book_stack(c: Canvas, p: Palette, v: int) -> None:
    """A leaning tower of books with arcs on their spines, and something growing on top."""
    c.disc(800, 400, 372, p.soft)
    c.rays(800, 400, 412, 50, 44, p.bold, 170, 370)
    tones = tuple(t for t in (p.bold, p.one, p.two, p.three, p.light) if t != p.ground)
    y = 830.0
    for i in range(6):
        height = (112, 88, 116, 80, 100, 76)[(i + v) % 6]
        half, mid = 390 - i * 34 + c.dice.randint(-24, 24), 800 + c.dice.randint(-34, 34)
        fill = tones[(i + v) % len(tones)]
        mark = p.light if fill != p.light else p.one
        c.rounded(mid - half, y - height, mid + half, y, 14, fill)
        for k in (0, 1):
            c.rect(mid - half + 44 + k * 28, y - height, mid - half + 56 + k * 28, y, mark)
            c.rect(mid + half - 56 - k * 28, y - height, mid + half - 44 - k * 28, y, mark)
        spine_marks(c, mid, y - height / 2, height, i % 3, mark)
        y -= height + 6
    c.stroke([(800, y + 6), (800, y - 84)], 14, p.bold)
    veined_leaf(c, 800, y - 30, 165, -28, p.two, p.light)
    veined_leaf(c, 800, y - 60, 165, -152, p.one, p.light)
    c.rect(-600, 830, 2200, 1400, p.bold)


def spine_marks(c: Canvas, x: float, y: float, height: float, kind: int, fill: str) -> None:
    """What stands on the spine of a book: arcs, cuts or a label."""
    r = height * 0.3
    for k in (-1, 0, 1):
        if kind == 0:
            c.band(x + k * r * 2.1, y + r * 0.5, r * 0.62, r, fill, 180, 360)
            c.pie(x + k * r * 2.1, y + r * 0.5, r * 0.34, 180, 360, fill)
        elif kind == 1:
            c.tick(x + k * 92, y, 78, 16, 0, fill)
        else:
            c.band(x, y, r * 0.62, r, fill)
            c.tick(x + k * 86, y, 62 * abs(k), 12, 0, fill)


def tall_stairs(c: Canvas, p: Palette, v: int) -> None:
    """Steps that each hold a quarter of growing arcs, with the sun resting on the top one."""
    c.disc(1095, 208, 152, p.one)
    c.rays(1095, 208, 196, 54, 30, p.bold, 150, 390)
    tones = (p.bold, p.two, p.one, p.bold, p.two, p.one)
    for i in range(6):
        x, top = -200 + i * 230, 835 - i * 95
        right = x + 230 if i < 5 else 2200
        base = tones[i]
        mark = p.three if p.three not in (p.ground, base) else p.light
        c.rect(x, top, right, 1400, base)
        for k, fill in enumerate((p.light, base, mark, base, p.light)):
            c.pie(x + 230, top + 230, 212 - k * 44, 180, 270 if i < 5 else 360, fill)
        c.rect(x, top + 230, right, 1400, base)
        for k in range(9 if i < 5 else 24):
            c.tick(
                x + 36 + (k % 3 if i < 5 else k % 8) * 79,
                top + 280 + k // (3 if i < 5 else 8) * 78,
                42,
                10,
                -45,
                p.light if k % 2 else mark,
            )


def veined_leaf(c: Canvas, x: float, y: float, length: float, angle: float, fill: str, vein: str) -> None:
    """A leaf with a cut midrib and side veins."""
    c.leaf(x, y, length, length * 0.5, angle, fill)
    c.tick(*polar(x, y, length * 0.5, angle), length * 0.84, 9, angle, vein)
    for k in (0.3, 0.45, 0.6, 0.75):
        root = polar(x, y, length * k, angle)
        reach = length * 0.17 * (1.25 - k)
        for turn in (-42, 42):
            c.tick(*polar(*root, reach, angle + turn), reach * 1.5, 9, angle + turn, vein)


def three_sprouts(c: Canvas, p: Palette, v: int) -> None:
    """Three young plants at different heights in a field of arcs."""
    c.disc(800, 400, 310, p.three if p.three != p.ground else p.light)
    c.rays(800, 400, 360, 60, 40, p.bold, 180, 360)
    for x, height, leaves in ((455, 350, 1), (800, 600, 3), (1145, 450, 2)):
        c.stroke([(x, 840), (x, 850 - height)], 18, p.bold)
        for i in range(leaves):
            y, size = 840 - height + 70 + i * 150, 215 + i * 20
            for angle in (-30, -150):
                veined_leaf(c, x, y + 60, size, angle, (p.two, p.one)[(i + (x == 800)) % 2], p.light)
        c.leaf(x, 840 - height + 50, 190, 92, -90, p.one if leaves % 2 else p.two)
        c.leaf(x, 840 - height + 30, 120, 44, -90, p.light)
    for i in range(9):
        c.arches(-80 + i * 220, 900, 125, (p.bold, p.light, p.two if i % 2 else p.one, p.bold))
    c.rect(-600, 898, 2200, 1400, p.bold)


def folk_plant(c: Canvas, p: Palette, v: int) -> None:
    """One sturdy plant, symmetric, with a flower of arcs."""
    c.arches(800, 900, 560, (p.soft, p.light, p.soft))
    c.stroke([(800, 900), (800, 330)], 22, p.bold)
    fills = (p.two, p.one, p.two, p.three if p.three != p.light else p.bold)
    for i in range(4):
        y, size = 880 - i * 130, 400 - i * 62
        for side in (-1, 1):
            angle = -90 + side * (62 - i * 3)
            veined_leaf(c, 800, y, size, angle, fills[i], p.light)
    c.pie(800, 330, 190, 180, 360, p.one)
    for i, fill in enumerate((p.three, p.bold, p.light)):
        c.pie(800, 330, 140 - i * 45, 180, 360, fill)
    c.rays(800, 330, 225, 50, 15, p.bold, 180, 360)


def seed_rows(c: Canvas, p: Palette, v: int) -> None:
    """A printed field: rows of seeds that open further the nearer they come."""
    tones = (p.one, p.two, p.three, p.bold)
    for row in range(4):
        y = 120 + row * 235
        for col in range(-2, 9):
            x = 130 + col * 235 + (row % 2) * 117 - 20
            fill = tones[(row * 2 + col) % 4]
            opened = 12 + row * 16
            c.band(x, y, 78, 94, fill, 20, 160)
            c.stroke([(x, y + 90), (x, y - 10)], 10, p.bold)
            for side in (-1, 1):
                outline = leaf_points(x, y + 40, 150, 66, -90 + side * opened)
                c.polygon(outline, fill if side > 0 else tones[(row * 2 + col + 1) % 4])
