"""The figures that an editor picked for the page of a region."""

from decimal import Decimal

import pytest

from tests.factories import IndicatorFactory, MeasurementFactory, RegionFactory, RegionFigureFactory
from tests.pages import links, look_at, text, texts
from zorgpact.monitoring.regions import figures_of

pytestmark = pytest.mark.django_db

PAGE = "/regios/twente/"


@pytest.fixture
def twente():
    return RegionFactory(title="Twente")


def pick(region, place=1, title="Vacatures", **fields):
    indicator = IndicatorFactory(title=title, **fields)
    return RegionFigureFactory(region=region, place=place, indicator=indicator).indicator


def measure(indicator, region, period, value, **fields):
    return MeasurementFactory(
        indicator=indicator,
        region=region,
        period=period,
        value=Decimal(value),
        **{"status": "definitief", **fields},
    )


def test_a_figure_has_its_number_period_source_and_that_of_the_country(twente):
    indicator = pick(twente)
    measure(indicator, twente, "2018Q1", 10)
    measure(indicator, twente, "2018Q2", 1200, source_date="2018-09-01")
    measure(indicator, None, "2018Q2", 34000)
    measure(indicator, None, "2018Q3", 99)
    page = look_at(PAGE)
    assert text(page, "#cijfers .figure") == (
        "Vacatures 1.200 vacatures, 2e kwartaal 2018 Heel Nederland: 34.000 vacatures. Bron: CBS, 1 september 2018"
    )
    assert links(page, "#cijfers .figure") == ["/monitor/cijfers/vacatures/?regio=twente"]


def test_a_line_stands_beside_three_numbers_or_more(twente):
    indicator = pick(twente)
    for period in ("2018Q1", "2018Q2"):
        measure(indicator, twente, period, 1)
    assert look_at(PAGE).select(".chart__small") == []
    measure(indicator, twente, "2018Q3", 1)
    assert len(look_at(f"{PAGE}?x=1").select(".chart__small")) == 1


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("fictief", "Vacatures fictief 5 vacatures, 1e kwartaal 2018 Bron: CBS"),
        ("voorlopig", "Vacatures 5 vacatures, 1e kwartaal 2018 (voorlopig) Bron: CBS"),
    ],
)
def test_a_figure_says_how_certain_it_is(twente, status, shown):
    measure(pick(twente), twente, "2018Q1", 5, status=status)
    assert text(look_at(PAGE), "#cijfers .figure") == shown


def test_figures_stand_in_the_order_in_which_they_were_picked(twente):
    for place, title in ((2, "Tweede"), (1, "Eerste")):
        measure(pick(twente, place, title), twente, "2018Q1", 5)
    assert texts(look_at(PAGE), "#cijfers .figure__label") == ["Eerste", "Tweede"]


def test_nothing_is_shown_of_what_is_not_known_or_not_public(twente):
    pick(twente, 1, "Onbekend")
    measure(pick(twente, 2, "Geheim", live=False), twente, "2018Q1", 5)
    measure(pick(RegionFactory(), 1, "Elders"), twente, "2018Q1", 5)
    assert look_at(PAGE).select("#cijfers") == []


def test_three_figures_take_as_many_queries_as_one(twente, django_assert_num_queries):
    for place in (1, 2, 3):
        measure(pick(twente, place, f"Nummer {place}"), twente, "2018Q1", 5)
        with django_assert_num_queries(2):
            assert len([figure.chart for figure in figures_of(twente)]) == place
