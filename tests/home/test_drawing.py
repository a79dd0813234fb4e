"""The demo pictures: the same each time, all different, never too heavy."""

import hashlib
import io
import time

import pytest
from PIL import Image

from zorgpact.home.demo.drawing import (
    COVER_NAMES,
    MAX_BYTES,
    PORTRAIT_NAMES,
    THEMES,
    VARIANTS,
    draw_cover,
    draw_portrait,
    draw_social,
)

SMALL = (320, 180)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def digest(data: bytes) -> str:
    return hashlib.sha256(opened(data).convert("RGB").tobytes()).hexdigest()


def test_every_promised_name_is_known() -> None:
    assert len(THEMES) == 7
    assert all(VARIANTS[theme] == 6 for theme in THEMES)
    assert (VARIANTS["pact"], VARIANTS["sessie"], VARIANTS["nieuws"]) == (6, 4, 6)
    assert len(PORTRAIT_NAMES) == 8


@pytest.mark.parametrize("name", COVER_NAMES)
def test_cover_has_its_size_and_stays_below_the_ceiling(name: str) -> None:
    data = draw_cover(name)
    assert opened(data).size == (1600, 900)
    assert opened(data).format in ("PNG", "JPEG")
    assert len(data) < MAX_BYTES


@pytest.mark.parametrize("name", PORTRAIT_NAMES)
def test_portrait_has_its_size_and_stays_below_the_ceiling(name: str) -> None:
    data = draw_portrait(name)
    assert opened(data).size == (800, 800)
    assert len(data) < MAX_BYTES


def test_social_picture_has_the_size_networks_ask_for() -> None:
    data = draw_social()
    assert opened(data).size == (1200, 630)
    assert len(data) < MAX_BYTES
    assert data == draw_social()


@pytest.mark.parametrize(
    "name", ["gezond-werken", "permanent-leren/3", "sessie/1", "nieuws/1", "iets-onbekends"]
)
def test_same_name_gives_same_bytes(name: str) -> None:
    assert draw_cover(name) == draw_cover(name)
    assert draw_portrait(name) == draw_portrait(name)


def test_distinct_names_give_distinct_pictures() -> None:
    covers = {digest(draw_cover(name, SMALL)) for name in COVER_NAMES}
    assert len(covers) == len(COVER_NAMES)
    portraits = {digest(draw_portrait(name, (160, 160))) for name in PORTRAIT_NAMES}
    assert len(portraits) == len(PORTRAIT_NAMES)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "onbekend",
        "onbekend/4",
        "gezond-werken/99",
        "pact/0",
        "pact/x",
        "pact/²",
        "a/b/c",
        "nieuws/",
        "é",
        "\ud800",
        "pact/" + "9" * 5000,
    ],
)
def test_unknown_name_still_gives_a_picture(name: str) -> None:
    assert opened(draw_cover(name, SMALL)).size == SMALL
    assert opened(draw_portrait(name, (100, 100))).size == (100, 100)


@pytest.mark.parametrize("size", [(800, 600), (600, 600), (400, 700), (1, 1)])
def test_other_sizes_are_filled(size: tuple[int, int]) -> None:
    assert opened(draw_cover("pact/1", size)).size == size
    assert opened(draw_portrait("portret/1", size)).size == size


def test_cover_costs_less_than_half_a_second() -> None:
    spent = []
    for _ in range(3):
        started = time.process_time()
        draw_cover("sessie/1")
        spent.append(time.process_time() - started)
    assert min(spent) < 0.5
