"""Compositions about people who meet: the three arcs, bridges, tables and dialogue."""

from zorgpact.home.demo.motifs.canvas import Canvas, polar
from zorgpact.home.demo.motifs.palettes import Palette


def three_arcs(c: Canvas, p: Palette, v: int) -> None:
    """The motif itself: care, education and government, three fans of arcs that meet."""
    fills = (p.one, p.two, p.three if p.three != p.light else p.bold)
    c.disc(800, 450, 432, p.soft)
    c.fans(800, 450, 318, fills, p.light)
    c.disc(800, 450, 31, p.bold)
    c.rays(800, 450, 462, 60, 60, p.bold)


def arcs_touching(c: Canvas, p: Palette, v: int) -> None:
    """Three sets of rings that just touch, as large as the sheet allows."""
    spots = ((800, 205, p.three if p.three != p.light else p.bold), (553, 632, p.one), (1047, 632, p.two))
    for cx, cy, fill in spots:
        for k in range(6):
            c.disc(cx, cy, 246 - k * 41, fill if k % 2 == 0 else p.light)
    for i, (cx, cy, _) in enumerate(spots):
        away = 270 - i * 120
        c.rays(cx, cy, 290, 58, 26, p.bold, away - 105, away + 105)
    c.disc(800, 490, 26, p.bold)


def sharing(c: Canvas, p: Palette, v: int) -> None:
    """The motif between two corners of rings, for wherever a page is shared."""
    for x, fill in ((-150, p.two), (1750, p.one)):
        for k in range(6):
            c.disc(x, 980, 500 - k * 62, fill if k % 2 == 0 else p.light)
        c.rays(x, 980, 545, 64, 60, p.bold)
    three_arcs(c, p, v)


def bridge(c: Canvas, p: Palette, v: int) -> None:
    """Three spans that carry one road over the water, and their reflection."""
    c.disc(800, 300, 180, p.one)
    c.rays(800, 300, 230, 56, 28, p.bold, 150, 390)
    c.rect(-600, 640, 2200, 1400, p.two)
    fills = (p.three if p.three != p.light else p.one, p.light, p.three if p.three != p.light else p.one)
    c.rect(-600, 420, 2200, 470, p.bold)
    c.rect(-600, 470, 2200, 640, p.bold)
    for i in range(-2, 5):
        cx = 400 + i * 400
        c.pie(cx, 642, 172, 180, 360, p.ground)
        c.band(cx, 642, 172, 196, p.light if p.bold != p.light else p.one, 180, 360)
        c.arches(cx, 660, 172, (fills[i % 3], p.two, fills[i % 3], p.two), 0, 180)
    for k in range(24):
        c.arch(-380 + k * 92, 362, -340 + k * 92, 424, p.bold)
    for k in range(14):
        c.tick(-300 + k * 170, 860, 96, 9, 0, p.light)


def chairs(
    c: Canvas, cx: float, cy: float, r: float, count: int, fills: tuple[str, ...], turn: float = 0
) -> None:
    """A ring of chairs seen from above: a seat and the arc of its back."""
    for i in range(count):
        angle = turn + 360 * i / count
        seat = polar(cx, cy, r, angle)
        size = min(r * 6.2832 / count * 0.27, r * 0.19)
        fill = fills[i % len(fills)]
        c.disc(*seat, size, fill)
        c.band(*seat, size * 1.22, size * 1.58, fill, angle - 72, angle + 72)


def round_table(c: Canvas, p: Palette, v: int) -> None:
    """A table seen from above, three arcs inlaid, with a chair for everyone."""
    tones = (p.one, p.two, p.three if p.three != p.ground else p.bold, p.bold)
    c.disc(800, 450, 440, p.soft)
    chairs(c, 800, 450, 345, 12, tones, 15)
    c.disc(800, 450, 268, p.bold)
    c.disc(800, 450, 250, p.light)
    inlay = (p.one, p.two, p.three if p.three != p.light else p.ground)
    c.fans(800, 450, 186, inlay, p.light, 270 + v * 60)
    c.disc(800, 450, 19, p.bold if p.bold != p.light else p.one)


def dining_tables(c: Canvas, p: Palette, v: int) -> None:
    """A hall from above: round tables with their guests, no two alike."""
    tones = (p.one, p.two, p.bold, p.three)
    spots = ((800, 450, 1.0), (330, 250, 0.8), (1270, 240, 0.78), (350, 730, 0.82), (1260, 700, 0.84))
    extra = ((-70, 480, 0.8), (1670, 470, 0.8), (800, -40, 0.6), (800, 950, 0.6))
    for i, (x, y, size) in enumerate(spots + extra):
        others = tuple(t for t in tones if t not in (p.ground, tones[i % 4]))
        chairs(c, x, y, 194 * size, 7 + i % 3, others, i * 17)
        top = tones[i % 4] if tones[i % 4] != p.ground else p.bold
        c.disc(x, y, 144 * size, top)
        c.disc(x, y, 118 * size, p.light if top != p.light else p.two)
        c.disc(x, y, 64 * size, top)
        c.rays(x, y, 91 * size, 36 * size, 12, top)


def bubble(c: Canvas, cx: float, cy: float, r: float, side: int, fills: tuple[str, ...]) -> None:
    """A speech bubble of rings, its tail pointing down to one side."""
    c.polygon([polar(cx, cy, r * 0.98, 90 - side * 8), polar(cx, cy, r * 0.98, 90 - side * 50),
               (cx + side * r * 0.86, cy + r * 1.28)], fills[0])  # fmt: skip
    for k, fill in enumerate(fills):
        c.disc(cx, cy, r * (1 - k / (len(fills) + 0.4)), fill)


def dialogue(c: Canvas, p: Palette, v: int) -> None:
    """Two voices in rings that overlap: a conversation."""
    other = p.three if p.three != p.light else p.bold
    bubble(c, 985, 375, 300, 1, (p.two, p.light, p.two, p.light, p.two))
    c.disc(615, 465, 322, p.ground)
    bubble(c, 615, 465, 300, -1, (p.one, p.light, p.one, p.light, other))
    c.rays(985, 375, 350, 58, 16, p.bold, -110, 30)
    c.rays(615, 465, 350, 58, 16, p.bold, 150, 275)


def amphitheatre(c: Canvas, p: Palette, v: int) -> None:
    """Half rings of listeners around one speaker, everyone with a place."""
    c.arches(800, 860, 830, (p.soft, p.ground, p.soft, p.ground, p.soft, p.ground))
    tones = tuple(t for t in (p.one, p.two, p.bold, p.three) if t not in (p.ground, p.soft))
    skins = ("#EBBE9C", "#7A4B32", "#F2CDB0", "#C98F66", "#5A3828", "#E3B088")
    for row in range(4):
        r, count = 285 + row * 152, 6 + row * 3
        for i in range(count):
            angle = 180 + 180 * (i + 0.5) / count
            x, y = polar(800, 860, r, angle)
            c.pie(x, y, 58, angle - 90, angle + 90, tones[(i + row * 2 + v) % len(tones)])
            c.disc(x, y, 30, skins[(i * 2 + row * 3 + i // 3) % 6])
    for k, fill in enumerate((p.one, p.light, p.one, p.light, p.one)):
        c.pie(800, 860, 170 - k * 34, 180, 360, fill)
    c.rect(-600, 860, 2200, 1400, p.bold)


def long_table(c: Canvas, p: Palette, v: int) -> None:
    """One long table from above, plates of arcs, seats on both sides."""
    tones = tuple(t for t in (p.one, p.two, p.bold, p.three) if t != p.ground)
    for i in range(-1, 9):
        x = 100 + i * 200
        for side in (-1, 1):
            fill = tones[(i + (side > 0)) % len(tones)]
            y = 450 + side * 290
            c.disc(x, y, 62, fill)
            turn = 90 if side > 0 else 270
            c.band(x, y, 82, 108, fill, turn - 72, turn + 72)
    c.rect(-600, 238, 2200, 662, p.bold)
    c.rect(-600, 256, 2200, 644, p.light)
    for i in range(-1, 9):
        x = 100 + i * 200
        for side in (-1, 1):
            fill = (p.one, p.two, p.three if p.three != p.light else p.bold)[(i + side) % 3]
            base = 0 if side > 0 else 180
            c.arches(x, 450 + side * 190, 84, (fill, p.light, fill), base + 180, base + 360)
        c.disc(x + 100, 450, 40, (p.one, p.two)[i % 2])
        c.disc(x + 100, 450, 18, p.light)
