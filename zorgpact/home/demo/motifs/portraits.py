"""Faceless heads and shoulders, printed flat: hair, skin, clothing and arcs behind."""

from typing import NamedTuple

from zorgpact.home.demo.motifs.canvas import Canvas, arc_points
from zorgpact.home.demo.motifs.palettes import (
    BLUSH,
    CORAL,
    INK,
    LAGOON,
    MIST,
    PAPER,
    SALMON,
    SAND,
    SUN,
    TEAL,
)


class Sitter(NamedTuple):
    """Who sits for the picture: every trait that varies."""

    ground: str
    arcs: tuple[str, ...]
    skin: str
    shade: str
    hair: str
    style: str
    clothes: str
    trim: str
    wear: str


SITTERS = (
    Sitter(MIST, (TEAL, MIST, PAPER), "#EBBE9C", "#D9A27D", "#3B2A24", "bob", CORAL, PAPER, "collar"),
    Sitter(SUN, (CORAL, SUN, PAPER), "#7A4B32", "#643B27", "#1C1614", "short", INK, PAPER, "jacket"),
    Sitter(BLUSH, (SALMON, BLUSH, PAPER), "#F2CDB0", "#E0B08C", "#B9B4AA", "bun", TEAL, SUN, "round"),
    Sitter(TEAL, (INK, TEAL, SUN), "#C98F66", "#B17850", "#241C1A", "scarf", SUN, CORAL, "round"),
    Sitter(INK, (TEAL, INK, CORAL), "#F0C7A6", "#DDA983", "#A8552B", "beard", MIST, INK, "jacket"),
    Sitter(CORAL, (SUN, CORAL, BLUSH), "#5A3828", "#472A1D", "#17110F", "curls", PAPER, TEAL, "scrubs"),
    Sitter(SAND, (LAGOON, SAND, PAPER), "#E3B088", "#CD966C", "#D9A441", "long", INK, CORAL, "scrubs"),
    Sitter(LAGOON, (PAPER, LAGOON, INK), "#A96F4A", "#925A38", "#5A5552", "bald", TEAL, PAPER, "collar"),
)


def hair_behind(c: Canvas, s: Sitter) -> None:
    """The part of the hair that falls behind the head and neck."""
    if s.style == "bob":
        c.disc(400, 338, 156, s.hair)
        c.rounded(244, 300, 556, 532, 76, s.hair)
        c.rect(244, 338, 556, 420, s.hair)
    elif s.style == "long":
        c.polygon([*arc_points(400, 320, 152, 180, 360), (570, 640), (230, 640)], s.hair)
    elif s.style == "curls":
        for x, y, r in ((400, 220, 108), (300, 262, 92), (500, 262, 92), (262, 350, 84), (538, 350, 84),
                        (280, 430, 66), (520, 430, 66)):  # fmt: skip
            c.disc(x, y, r, s.hair)
    elif s.style == "bun":
        c.disc(400, 148, 66, s.hair)
        c.band(400, 148, 40, 47, "#9A958B", 190, 420)
        c.band(400, 148, 18, 25, "#9A958B", 10, 260)
    elif s.style == "scarf":
        c.polygon([*arc_points(400, 330, 164, 160, 380), (600, 660), (200, 660)], s.trim)


def head(c: Canvas, s: Sitter) -> None:
    """Neck, ears and a face without features, shaded on one side."""
    c.rounded(346, 430, 454, 612, 52, s.shade)
    if s.style not in ("scarf", "bob", "long"):
        c.disc(270, 370, 28, s.skin)
        c.disc(530, 370, 28, s.shade)
    c.ellipse(400, 350, 130, 162, s.skin)
    with c.clip([(x, y) for x, y in ellipse_points(400, 350, 130, 162)]):
        c.ellipse(506, 372, 98, 200, s.shade)
        c.ellipse(462, 348, 78, 190, s.skin)


def ellipse_points(cx: float, cy: float, rx: float, ry: float) -> list[tuple[float, float]]:
    """The outline of an upright ellipse."""
    return [(cx + x * rx, cy + y * ry) for x, y in arc_points(0, 0, 1, 0, 360)]


def fringe(c: Canvas, s: Sitter) -> None:
    crown = arc_points(400, 330, 146, 180, 360)
    c.polygon([*crown, (546, 380), (500, 300), (430, 236), (330, 300), (254, 390)], s.hair)


def short_hair(c: Canvas, s: Sitter) -> None:
    crown = arc_points(400, 320, 140, 176, 364)
    sides = [(538, 352), (524, 352), (512, 268), (420, 244), (288, 268), (276, 352), (262, 352)]
    c.polygon([*crown, *sides], s.hair)


def bun(c: Canvas, s: Sitter) -> None:
    crown = arc_points(400, 330, 142, 180, 360)
    c.polygon([*crown, (530, 352), (486, 262), (400, 240), (314, 262), (270, 352)], s.hair)


def curls(c: Canvas, s: Sitter) -> None:
    for x, y, r in ((330, 226, 52), (400, 206, 58), (470, 226, 52)):
        c.disc(x, y, r, s.hair)


def scarf(c: Canvas, s: Sitter) -> None:
    c.polygon([*arc_points(400, 340, 164, 172, 368), *arc_points(400, 600, 176, 10, 170)], s.trim)
    c.ellipse(400, 366, 108, 138, s.skin)
    with c.clip(ellipse_points(400, 366, 108, 138)):
        c.ellipse(496, 388, 84, 180, s.shade)
        c.ellipse(446, 366, 72, 170, s.skin)
    for k in range(3):
        c.band(400, 470, 84 + k * 62, 92 + k * 62, s.shade, 42 - k * 4, 138 + k * 4)


def beard(c: Canvas, s: Sitter) -> None:
    crown = arc_points(400, 322, 142, 178, 362)
    c.polygon([*crown, (528, 330), (500, 250), (350, 250), (276, 330)], s.hair)
    chin = arc_points(400, 400, 128, 0, 180)
    c.polygon([(270, 370), (316, 430), (400, 414), (484, 430), (530, 370), *chin], s.hair)


def bald(c: Canvas, s: Sitter) -> None:
    c.ellipse(274, 316, 16, 40, s.hair, 6)
    c.ellipse(526, 316, 16, 40, s.hair, -6)
    chin = arc_points(400, 402, 120, 4, 176)
    c.polygon([(296, 414), (330, 440), (470, 440), (504, 414), *chin], s.hair)
    c.ellipse(400, 446, 58, 20, s.skin)


HAIR_BEFORE = {
    "bob": fringe,
    "long": fringe,
    "short": short_hair,
    "bun": bun,
    "curls": curls,
    "scarf": scarf,
    "beard": beard,
    "bald": bald,
}


def hair_before(c: Canvas, s: Sitter) -> None:
    """Fringe, parting, beard or headscarf in front of the face."""
    if draw := HAIR_BEFORE.get(s.style):
        draw(c, s)


def shoulders(c: Canvas, s: Sitter) -> None:
    """The body, with the cut of the clothing."""
    body = [
        (60, 820),
        *arc_points(240, 770, 180, 180, 262),
        (342, 556),
        (458, 556),
        *arc_points(560, 770, 180, 278, 360),
        (740, 820),
    ]
    c.polygon(body, s.clothes)
    if s.wear == "jacket":
        c.polygon([(330, 568), (470, 568), (400, 760)], s.trim)
        c.polygon([(330, 560), (290, 600), (330, 690), (400, 780), (352, 620)], s.clothes)
        c.stroke([(330, 572), (296, 640), (330, 664), (400, 800)], 7, s.trim)
        c.stroke([(470, 572), (504, 640), (470, 664), (400, 800)], 7, s.trim)
    elif s.wear == "collar":
        c.polygon([(340, 560), (400, 640), (300, 680), (296, 590)], s.trim)
        c.polygon([(460, 560), (400, 640), (500, 680), (504, 590)], s.trim)
    elif s.wear == "scrubs":
        c.polygon([(312, 570), (488, 570), (400, 706)], s.trim)
        c.polygon([(344, 560), (456, 560), (400, 668)], s.shade)
    else:
        c.band(400, 560, 62, 92, s.trim, 0, 180)
    for k in range(5):
        for side in (-1, 1):
            c.tick(400 + side * (236 + k * 18), 690 + k * 24, 70, 8, 90 - side * 18, s.trim)


def portrait(c: Canvas, s: Sitter) -> None:
    """The whole sheet, from the arcs behind to the fringe in front."""
    for i, fill in enumerate(s.arcs):
        c.disc(400, 400, 360 - i * 44, fill)
    c.rays(400, 400, 386, 34, 60, s.arcs[-1], 150, 390)
    hair_behind(c, s)
    shoulders(c, s)
    head(c, s)
    hair_before(c, s)
