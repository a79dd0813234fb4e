"""Draws the pictures of the demo content: the same name always gives the same bytes."""

import hashlib
import io
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image

from zorgpact.home.demo.motifs import country, growth, meeting, portraits, work
from zorgpact.home.demo.motifs.canvas import SUPERSAMPLE, Canvas, View
from zorgpact.home.demo.motifs.palettes import (
    ON_BLUSH,
    ON_CORAL,
    ON_INK,
    ON_MIST,
    ON_PAPER,
    ON_SUN,
    ON_TEAL,
    Palette,
)

Scene = Callable[[Canvas, Palette, int], None]

COVER_DESIGN = (1600, 900)
PORTRAIT_DESIGN = (800, 800)
MAX_BYTES = 250_000


class Plate(NamedTuple):
    """One printing of a scene: its palette and its framing."""

    scene: Scene
    palette: Palette
    view: View = View()


def flipped(scale: float = 1.0, dx: float = 0.0, dy: float = 0.0) -> View:
    """A mirrored framing."""
    return View(scale, dx, dy, mirror=True)


# The first plate of a theme is the one without a number; the others are variants 1 to 6.
PLATES: dict[str, tuple[Plate, ...]] = {
    "leven-lang-ontwikkelen": (
        Plate(growth.tree_rings, ON_PAPER),
        Plate(growth.rising_arches, ON_TEAL),
        Plate(growth.reaching_arcs, ON_SUN, flipped(1.1, -30, 20)),
        Plate(growth.rising_arches, ON_PAPER, flipped(1.1)),
        Plate(growth.winding_path, ON_BLUSH),
        Plate(growth.tree_rings, ON_INK, flipped(1.2, 40, 90)),
        Plate(growth.winding_path, ON_CORAL, flipped(1.1)),
    ),
    "gezond-werken": (
        Plate(work.sun_and_waves, ON_MIST),
        Plate(work.scallops, ON_PAPER),
        Plate(work.breathing, ON_TEAL),
        Plate(work.sun_and_waves, ON_BLUSH, View(1.25, 120, 60)),
        Plate(work.scallops, ON_SUN, flipped(1.2, 0, 20)),
        Plate(work.breathing, ON_PAPER, View(1.15)),
        Plate(work.sun_and_waves, ON_INK, View(0.9)),
    ),
    "leren-in-de-praktijk": (
        Plate(work.book_house, ON_SUN),
        Plate(work.reaching_hands, ON_PAPER, View(1.08)),
        Plate(work.venn, ON_MIST),
        Plate(work.street_of_learning, ON_TEAL),
        Plate(work.book_house, ON_BLUSH, flipped(1.2, 0, 20)),
        Plate(work.reaching_hands, ON_INK, flipped()),
        Plate(work.street_of_learning, ON_PAPER, flipped(1.2, 0, -20)),
    ),
    "permanent-leren": (
        Plate(growth.endless_loop, ON_PAPER),
        Plate(growth.quarter_turns, ON_MIST),
        Plate(growth.endless_loop, ON_SUN, flipped(1.15)),
        Plate(growth.quarter_turns, ON_INK),
        Plate(growth.endless_loop, ON_TEAL, View(1.05)),
        Plate(growth.quarter_turns, ON_PAPER),
        Plate(growth.endless_loop, ON_BLUSH, View(1.3, 200, 0)),
    ),
    "zorg-en-technologie": (
        Plate(work.circuit_rings, ON_INK),
        Plate(work.circuit_lines, ON_PAPER),
        Plate(work.pulse, ON_MIST),
        Plate(work.circuit_rings, ON_SUN, View(1.2)),
        Plate(work.circuit_lines, ON_TEAL, flipped(1.1)),
        Plate(work.pulse, ON_INK, View(1.2)),
        Plate(work.circuit_rings, ON_PAPER, flipped(0.9)),
    ),
    "toenemende-opleidingseisen": (
        Plate(growth.tall_stairs, ON_MIST, View(1.0, -80)),
        Plate(growth.book_stack, ON_PAPER),
        Plate(growth.tall_stairs, ON_SUN, flipped(1.0, 80)),
        Plate(growth.book_stack, ON_INK, View(1.15, 0, 40)),
        Plate(growth.tall_stairs, ON_BLUSH, View(1.15, -170, 40)),
        Plate(growth.book_stack, ON_SUN, flipped()),
        Plate(growth.tall_stairs, ON_TEAL, flipped(1.08, 130, 30)),
    ),
    "vmbo-zorg-en-welzijn": (
        Plate(growth.three_sprouts, ON_PAPER),
        Plate(growth.folk_plant, ON_SUN),
        Plate(growth.seed_rows, ON_MIST),
        Plate(growth.three_sprouts, ON_MIST, flipped(1.15, 40, 0)),
        Plate(growth.folk_plant, ON_INK, View(1.1)),
        Plate(growth.seed_rows, ON_PAPER, View(1.3)),
        Plate(growth.folk_plant, ON_BLUSH, View(1.0, 0, 30)),
    ),
    "pact": (
        Plate(meeting.three_arcs, ON_PAPER),
        Plate(meeting.round_table, ON_TEAL),
        Plate(meeting.bridge, ON_SUN),
        Plate(meeting.arcs_touching, ON_MIST),
        Plate(meeting.round_table, ON_PAPER, View(1.25)),
        Plate(meeting.bridge, ON_BLUSH, View(1.15, 200)),
        Plate(meeting.three_arcs, ON_INK, View(1.0)),
    ),
    "sessie": (
        Plate(meeting.dialogue, ON_MIST),
        Plate(meeting.dining_tables, ON_PAPER),
        Plate(meeting.dialogue, ON_SUN, flipped(0.96)),
        Plate(meeting.amphitheatre, ON_MIST),
        Plate(meeting.long_table, ON_CORAL),
    ),
    "nieuws": (
        Plate(country.folded_sheet, ON_TEAL, View(1.1)),
        Plate(country.canal_houses, ON_BLUSH, View(1.15, 0, -20)),
        Plate(country.dunes, ON_MIST),
        Plate(country.folded_sheet, ON_CORAL, flipped(1.05)),
        Plate(country.polder, ON_PAPER, View(1.08)),
        Plate(country.paper_birds, ON_MIST),
        Plate(country.market_town, ON_SUN),
    ),
}

THEMES = tuple(family for family in PLATES if family not in ("pact", "sessie", "nieuws"))
VARIANTS = {family: len(plates) - 1 for family, plates in PLATES.items()}
COVER_NAMES = (*THEMES, *(f"{family}/{n}" for family, count in VARIANTS.items() for n in range(1, count + 1)))
PORTRAIT_NAMES = tuple(f"portret/{n}" for n in range(1, len(portraits.SITTERS) + 1))


def seed_of(name: str) -> int:
    """A number that belongs to the name, the same on every machine."""
    return int.from_bytes(hashlib.sha256(name.encode(errors="replace")).digest()[:8], "big")


def plate_of(name: str) -> tuple[Plate, int]:
    """The plate and variant a name asks for; an unknown name gets a shifted printing of a known one."""
    family, _, number = name.partition("/")
    if name in PLATES:
        return PLATES[name][0], 0
    if name in COVER_NAMES:
        return PLATES[family][int(number)], int(number)
    seed = seed_of(name)
    plates = PLATES.get(family) or PLATES[THEMES[seed % len(THEMES)]]
    variant = seed // 7 % len(plates)
    plate = plates[variant]
    view = plate.view._replace(dx=plate.view.dx + (seed // 49 % 9 - 4) * 12, scale=plate.view.scale * 1.06)
    return plate._replace(view=view), variant


def add_specks(canvas: Canvas, ground: str) -> None:
    """Scatter the little bare spots of a hand-pulled print."""
    width, height = canvas.design
    canvas.view = View()
    for _ in range(width * height // 9000):
        x, y = canvas.dice.uniform(0, width), canvas.dice.uniform(0, height)
        canvas.disc(x, y, canvas.dice.uniform(0.7, 1.9), ground)


def indexed(image: Image.Image) -> Image.Image:
    """The picture in its 256 most used colours: the inks stay exact, only soft edges are rounded."""
    counted = image.getcolors(image.width * image.height) or []
    used = sorted(counted, reverse=True)[:256]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for _, colour in used if isinstance(colour, tuple) for channel in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def encode(image: Image.Image) -> bytes:
    """The smallest of a palette PNG and a JPEG, below the ceiling."""
    flat = io.BytesIO()
    indexed(image).save(flat, "PNG", compress_level=9)
    for quality in (88, 80, 70, 60, 45):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, subsampling=0, optimize=True)
        if buffer.tell() < MAX_BYTES:
            break
    return min(flat.getvalue(), buffer.getvalue(), key=len)


def finish(canvas: Canvas, ground: str) -> bytes:
    """Add the marks of the press, bring the sheet to its size and encode it."""
    add_specks(canvas, ground)
    return encode(canvas.image.reduce(SUPERSAMPLE))


def draw_plate(plate: Plate, variant: int, size: tuple[int, int], name: str) -> bytes:
    """Print one plate."""
    canvas = Canvas(size, COVER_DESIGN, plate.palette.ground, seed_of(name))
    canvas.view = plate.view
    plate.scene(canvas, plate.palette, variant)
    return finish(canvas, plate.palette.ground)


def draw_cover(name: str, size: tuple[int, int] = (1600, 900)) -> bytes:
    """The cover with this name, for instance "gezond-werken/3", as an encoded picture."""
    plate, variant = plate_of(name)
    return draw_plate(plate, variant, size, name)


def draw_portrait(name: str, size: tuple[int, int] = (800, 800)) -> bytes:
    """The portrait with this name, for instance "portret/2", as an encoded picture."""
    seed = seed_of(name)
    known = PORTRAIT_NAMES.index(name) if name in PORTRAIT_NAMES else seed % len(portraits.SITTERS)
    sitter = portraits.SITTERS[known]
    canvas = Canvas(size, PORTRAIT_DESIGN, sitter.ground, seed)
    portraits.portrait(canvas, sitter)
    return encode(canvas.image.reduce(SUPERSAMPLE))


def draw_social(size: tuple[int, int] = (1200, 630)) -> bytes:
    """The picture shown where a page without its own is shared: the motif, no text."""
    return draw_plate(Plate(meeting.sharing, ON_PAPER, View(0.84)), 0, size, "social")
