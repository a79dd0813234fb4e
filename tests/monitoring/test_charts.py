"""Figures as a drawing: everything lies where its number says, and what is not known is not drawn."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from zorgpact.monitoring.charts import Curve, Mark, Value, axis_number, draw
from zorgpact.monitoring.models import Frequency, Period

pytestmark = pytest.mark.once


def values(*numbers, first=2018, **fields):
    """A value for every year; nothing for a year that is not known."""
    years = enumerate(numbers, first)
    return [
        Value(Period(Frequency.YEAR, year), Decimal(number), **{"status": "definitief", **fields})
        for year, number in years
        if number is not None
    ]


def chart(*numbers, **fields):
    return draw([Curve("Nederland", values(*numbers, **fields))], 0, "vacatures")


def grid(drawn):
    return [tick.text for tick in drawn.grid]


# --- Lines ------------------------------------------------------------------------------------------------


def test_nothing_is_drawn_of_nothing():
    assert draw([Curve("Nederland", [])], 0) is None


@pytest.mark.parametrize(("numbers", "stretches"), [((1,), 0), ((1, 2), 0), ((1, 2, 3), 2)])
def test_a_line_is_drawn_through_three_values_or_more(numbers, stretches):
    (line,) = chart(*numbers).lines
    assert (len(line.dots), len(line.stretches)) == (len(numbers), stretches)


def test_a_year_that_is_not_known_is_a_gap_in_the_line():
    (line,) = chart(1, 2, 3, None, 4, 5).lines
    assert (len(line.dots), len(line.stretches)) == (5, 2)


def test_zero_is_a_value_like_any_other():
    (line,) = chart(4, 0, 4).lines
    assert [dot.y for dot in line.dots] == ["0.00", "100.00", "0.00"]
    assert len(line.stretches) == 2


def test_only_zeros_lie_on_the_line_of_zero():
    drawn = chart(0, 0, 0)
    zero = next(tick for tick in drawn.grid if tick.is_zero)
    assert (zero.text, {dot.y for dot in drawn.lines[0].dots}) == ("0", {zero.at})


def test_a_new_series_is_a_break_and_no_line_crosses_it():
    old, new = values(1, 2, 3, series="oud"), values(9, 8, 7, first=2021, series="nieuw")
    drawn = draw([Curve("Nederland", old + new)], 0)
    assert (len(drawn.lines[0].stretches), drawn.breaks) == (4, ["50.00"])


def test_what_is_provisional_looks_so_from_the_last_final_value_on():
    known = values(1, 2, 3) + values(4, first=2021, status="voorlopig")
    drawn = draw([Curve("Nederland", known)], 0)
    (line,) = drawn.lines
    assert [part.is_provisional for part in line.stretches] == [False, False, True]
    assert [dot.is_provisional for dot in line.dots] == [False, False, False, True]
    assert (drawn.has_provisional, drawn.is_invented) == (True, False)


def test_a_long_line_has_dots_at_its_ends_only():
    (line,) = chart(*range(1, 41)).lines
    assert (len(line.dots), len(line.stretches)) == (2, 39)


# --- Axes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((10, 40, 20), ["0", "10", "20", "30", "40"]),
        ((-20, 0, 20), ["−20", "−10", "0", "10", "20"]),
        ((-30, -10, -20), ["−30", "−20", "−10", "0"]),
        ((1200, 1250, 1300), ["1.150", "1.200", "1.250", "1.300"]),
        ((0.1, 0.4, 0.2), ["0", "0,1", "0,2", "0,3", "0,4"]),
        ((0, 0, 0), ["0", "1"]),
        ((7, 7, 7), ["0", "2", "4", "6", "8"]),
        ((1000000, 3000000, 4000000), ["0", "1 mln", "2 mln", "3 mln", "4 mln"]),
    ],
)
def test_the_grid_has_round_dutch_numbers(numbers, expected):
    assert grid(chart(*map(str, numbers))) == expected


def test_an_axis_that_does_not_begin_at_zero_says_so():
    assert (chart(1200, 1250, 1300).begins_at, chart(10, 40, 20).begins_at) == ("1.150", "")


def test_a_number_of_the_axis_is_as_short_as_the_steps_allow():
    assert (axis_number(2.5, 2.5), axis_number(5.0, 2.5), axis_number(1500, 500)) == ("2,5", "5,0", "1.500")


def test_the_outer_two_periods_are_named_and_what_fits_between():
    ticks = chart(*range(1, 10)).periods
    assert [(tick.text, tick.anchor) for tick in ticks] == [
        ("2018", "start"),
        ("2021", "middle"),
        ("2026", "end"),
    ]


def test_baseline_and_target_have_a_place_a_number_and_a_moment():
    drawn = draw(
        [Curve("Twente", values(100, 120, 130))],
        0,
        "mensen",
        Mark(2018.5, "2018", Decimal(100)),
        Mark(2022.5, "2022", Decimal(200)),
    )
    assert (drawn.baseline.y, drawn.target.y) == ("50.00", "0.00")
    assert (drawn.target.x, drawn.target.text) == ("100.00", "2022: 200 mensen")
    assert drawn.periods[-1].text == "2022"


# --- Words ------------------------------------------------------------------------------------------------


def test_a_chart_says_what_it_shows():
    assert chart(30, 50, 20, 40).sentence == (
        "Nederland: van 2018: 30 vacatures tot 2021: 40 vacatures. "
        "Het laagst in 2020: 20 vacatures. Het hoogst in 2019: 50 vacatures."
    )


def test_a_chart_of_one_value_says_that_value_and_how_certain_it_is():
    assert chart(30, status="fictief").sentence == "Nederland: 2018: 30 vacatures (fictief)."


def test_the_drawing_has_that_sentence_and_the_marks_in_words():
    drawn = draw([Curve("Nederland", values(1, 2, 3, status="fictief"))], 0)
    html = render_to_string("monitoring/_line_chart.html", {"chart": drawn, "unit": "vacatures"})
    assert f'role="img" aria-label="{drawn.sentence}"' in " ".join(html.split())
    assert ">fictief<" in html
    assert " style=" not in html


# --- Whatever the numbers ---------------------------------------------------------------------------------

numbers = st.decimals(-(10**10), 10**10, places=4)


@given(st.lists(st.none() | numbers, min_size=1, max_size=30).filter(any), numbers, numbers)
def test_everything_lies_in_the_box_and_in_order(series, baseline, target):
    known = values(*series)
    marks = Mark(2017.5, "2017", baseline), Mark(2060.5, "2060", target)
    drawn = draw([Curve("Nederland", known)], 2, "", *marks)
    html = render_to_string("monitoring/_line_chart.html", {"chart": drawn})
    shares = [float(share) for share in re.findall(r'"(-?[\d.]+|nan|inf)%"', html)]
    (line,) = drawn.lines
    shares += [float(share) for share in re.findall(r"-?[\d.]+|nan|inf", line.path)]
    assert len(shares) > 4
    assert all(0 <= share <= 100 for share in shares)
    dots = {(float(dot.x), float(dot.y)) for dot in line.dots}
    assert sorted(dots) == sorted(dots, key=lambda dot: dot[0])
    ticks = [float(tick.at) for tick in drawn.grid]
    assert ticks == sorted(ticks, reverse=True)
    assert len({tick.text for tick in drawn.grid}) == len(drawn.grid)


@given(st.lists(numbers, min_size=3, max_size=12))
def test_a_larger_number_never_lies_lower(series):
    (line,) = chart(*series).lines
    pairs = sorted(zip(series, (float(dot.y) for dot in line.dots), strict=True))
    assert all(one[1] >= two[1] - 0.01 for one, two in pairwise(pairs))
