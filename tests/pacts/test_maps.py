"""Where names go on a map, and what its shades mean."""

import pytest

from pacts.maps import COUNTRY, Box, box_of, middle_of_small, shades, widest_spot

pytestmark = pytest.mark.once

SQUARE = "M100,100L200,100L200,200L100,200Z"
BOTTLE = "M40,0L60,0L60,50L100,50L100,100L0,100L0,50L40,50Z"
ISLANDS = "M0,0L10,0L10,10L0,10ZM20,0L90,0L90,10L20,10Z"


@pytest.mark.parametrize(
    ("outline", "spot"),
    [
        (SQUARE, (150, 104, 100)),
        (BOTTLE, (50, 56, 100)),  # not in its neck
        (ISLANDS, (55, 4, 70)),  # on the largest island, not in the sea
        ("M0,0L5,0L5,5L0,5Z", None),  # lower than a letter
        ("", None),
    ],
)
def test_a_name_goes_where_a_shape_is_widest(outline, spot):
    assert widest_spot(outline, 8) == spot


def test_a_name_goes_where_a_shape_is_in_view():
    assert widest_spot(SQUARE, 8, Box(150, 150, 180, 600)) == (165, 154, 30)


@pytest.mark.parametrize(("side", "middle"), [(47, ("123.5", "123.5")), (48, None)])
def test_a_small_shape_has_a_middle_where_fingers_find_it(side, middle):
    end = 100 + side
    assert middle_of_small(f"M100,100L{end},100L{end},{end}L100,{end}Z") == middle


def test_the_box_of_shapes_holds_them_all():
    assert box_of([SQUARE, ISLANDS]) == (0, 0, 200, 200)
    assert box_of([""]) == COUNTRY


@pytest.mark.parametrize(
    ("counts", "steps"),
    [
        ([], [(0, "geen")]),
        ([0, 1], [(0, "geen"), (4, "1")]),
        ([2, 1], [(0, "geen"), (2, "1"), (4, "2")]),
        ([4], [(0, "geen"), (1, "1"), (2, "2"), (3, "3"), (4, "4")]),
        ([5], [(0, "geen"), (1, "1 tot 2"), (2, "3 tot 4"), (4, "5")]),
        ([23], [(0, "geen"), (1, "1 tot 6"), (2, "7 tot 12"), (3, "13 tot 18"), (4, "19 tot 23")]),
    ],
)
def test_the_darkest_shade_is_the_most(counts, steps):
    assert [(step.level, step.text) for step in shades(counts)] == steps
