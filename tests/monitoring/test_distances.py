"""How far an ambition is from its target, on the page of its plan."""

from decimal import Decimal

import pytest

from tests.factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    PlanFactory,
    RegionFactory,
    TargetFactory,
)
from tests.pages import look_at, text, texts
from zorgpact.cms.models import SiteSettings

pytestmark = pytest.mark.django_db

PAGE = "/plannen/raat-twente/"


@pytest.fixture
def ambition():
    return AmbitionFactory(plan=PlanFactory(title="RAAT Twente"))


def target(ambition, *numbers, first=2019, status="definitief", **fields):
    """A target of 200 in 2098 from 100 in 2018, and what was measured since."""
    region = RegionFactory(title="Twente")
    fields = {"year": 2098, "region": region} | fields
    made = TargetFactory(
        ambition=ambition,
        indicator=fields.pop("indicator", None)
        or IndicatorFactory(title="Instroom", unit="mensen", frequency="jaar"),
        **fields,
    )
    for year, number in enumerate(numbers, first):
        MeasurementFactory(
            indicator=made.indicator,
            region=made.region,
            period=str(year),
            value=Decimal(number),
            status=status,
        )
    return made


def words() -> str:
    return text(look_at(PAGE), ".distance p")


@pytest.mark.parametrize(
    ("numbers", "fields", "sentence"),
    [
        ((), {}, "Er is nog geen cijfer van na 2018."),
        ((), {"year": 2020}, "Er is nog geen cijfer van na 2018. Dat jaar is voorbij."),
        ((120, 140), {}, "In 2020 was het 140 mensen. Nog 60 mensen te gaan: 40% van de weg is afgelegd."),
        ((100,), {}, "In 2019 was het 100 mensen. Nog 100 mensen te gaan: het cijfer is niet veranderd."),
        ((90,), {}, "In 2019 was het 90 mensen. Nog 110 mensen te gaan: het cijfer ging de andere kant op."),
        ((210,), {}, "In 2019 was het 210 mensen: het doel is gehaald."),
        ((50,), {"value": Decimal(60)}, "In 2019 was het 50 mensen: het doel is gehaald."),
        (
            (150,),
            {"year": 2020},
            "In 2019 was het 150 mensen. Nog 50 mensen te gaan: 50% van de weg is afgelegd. "
            "Het jaar 2020 is voorbij: het doel is niet gehaald.",
        ),
    ],
)
def test_the_distance_is_told_in_words(ambition, numbers, fields, sentence):
    target(ambition, *numbers, **fields)
    assert words().endswith(sentence)


def test_the_promise_is_told_with_its_place_and_years(ambition):
    target(ambition)
    assert words().startswith("Instroom (Twente): Van 100 mensen in 2018 naar 200 mensen in 2098.")


def test_what_is_left_of_a_percentage_is_points(ambition):
    indicator = IndicatorFactory(title="Verzuim", unit="%", decimals=1, frequency="jaar")
    target(ambition, 6, indicator=indicator, baseline=Decimal(7), value=Decimal(5))
    assert "Nog 1,0 procentpunt te gaan" in words()


def test_a_figure_of_the_year_of_the_baseline_is_not_what_came_of_it(ambition):
    target(ambition, 199, first=2018)
    assert words().endswith("Er is nog geen cijfer van na 2018.")


def test_another_way_of_counting_is_told(ambition):
    made = target(ambition, 120)
    MeasurementFactory(indicator=made.indicator, region=made.region, period="2020", series="nieuw")
    assert words().endswith("Sinds de nulmeting wordt anders geteld: vergelijk de getallen met zorg.")


def test_the_distance_is_drawn_with_baseline_and_target(ambition):
    target(ambition, 120, 140, 150)
    page = look_at(PAGE)
    assert texts(page, ".chart__key li") == ["Nulmeting 2018: 100 mensen", "Doel voor 2098: 200 mensen"]
    assert len(page.select(".chart__goal")) == 2  # in the drawing and in its key
    assert texts(page, ".table--figures tbody tr") == ["2021 150", "2020 140", "2019 120"]


@pytest.mark.parametrize("fields", [{"is_invented": True}, {"status": "fictief"}])
def test_what_is_invented_says_so(ambition, fields):
    target(ambition, 120, **fields)
    assert texts(look_at(PAGE), ".distance .invented")[0] == "fictief"


def test_only_the_figures_of_its_own_place_count(ambition):
    made = target(ambition, 120)
    MeasurementFactory(indicator=made.indicator, region=None, period="2021", value=199)
    MeasurementFactory(indicator=made.indicator, region=RegionFactory(), period="2021", value=198)
    assert "In 2019 was het 120 mensen." in words()


def test_what_is_not_public_is_not_shown(ambition):
    for fields in ({"region": RegionFactory(live=False)}, {"indicator": IndicatorFactory(live=False)}):
        TargetFactory(ambition=ambition, **fields)
    assert look_at(PAGE).select(".distance") == []


def test_the_page_of_a_region_tells_it_in_words_only(ambition):
    region = target(ambition, 120, 140, 150).region
    ambition.plan.regions.set([region])
    ambition.plan.save()
    page = look_at("/regios/twente/")
    assert "Nog 50 mensen te gaan" in text(page, ".distance")
    assert page.select(".distance .chart") == []


def test_the_queries_of_a_plan_do_not_grow(client, ambition, django_assert_num_queries):
    SiteSettings.load()  # made by whoever looks first
    for count in (1, 3):
        for one in AmbitionFactory.create_batch(count, plan=ambition.plan):
            made = TargetFactory(ambition=one, region=RegionFactory())
            MeasurementFactory(indicator=made.indicator, region=made.region)
        with django_assert_num_queries(13):
            client.get(f"{PAGE}?x={count}")
