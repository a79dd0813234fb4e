"""Indicators, measurements and what is shown of them: what may never be violated, and who may see what."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    RegionFactory,
    RegionFigureFactory,
    TargetFactory,
)
from zorgpact.monitoring.models import Indicator, Measurement, RegionFigure, Target, in_words

pytestmark = pytest.mark.django_db


def is_refused(make, **fields) -> bool:
    """Whether the database itself refuses this row."""
    try:
        with transaction.atomic():
            make(**fields)
    except IntegrityError:
        return True
    return False


# --- What may never be violated -----------------------------------------------------------------------------------


@pytest.mark.parametrize("is_regional", [True, False])
def test_there_is_one_value_of_an_indicator_in_a_place_a_period_and_a_series(is_regional):
    region = RegionFactory() if is_regional else None
    key = {"indicator": IndicatorFactory(), "region": region, "period": "2018Q4", "series": ""}
    MeasurementFactory(**key)
    assert is_refused(MeasurementFactory, **key)
    for other in (
        {"indicator": IndicatorFactory()},
        {"region": RegionFactory()},
        {"period": "2019Q1"},
        {"series": "nieuw"},
    ):
        MeasurementFactory(**key | other)
    assert Measurement.objects.count() == 5


@pytest.mark.parametrize("is_regional", [True, False])
def test_there_is_one_baseline_of_an_indicator_in_a_place(is_regional):
    place = {"indicator": IndicatorFactory(), "region": RegionFactory() if is_regional else None}
    MeasurementFactory(period="2018Q1", is_baseline=True, **place)
    MeasurementFactory(period="2018Q2", **place)
    assert is_refused(MeasurementFactory, period="2018Q3", is_baseline=True, **place)


def test_an_indicator_is_not_divided_by_itself():
    indicator = IndicatorFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=indicator.pk).update(denominator=indicator)


@pytest.mark.parametrize("is_regional", [True, False])
def test_an_ambition_has_one_target_for_a_figure_in_a_place(is_regional):
    key = {
        "ambition": AmbitionFactory(),
        "indicator": IndicatorFactory(),
        "region": RegionFactory() if is_regional else None,
    }
    TargetFactory(**key)
    assert is_refused(TargetFactory, **key)
    TargetFactory(**key | {"region": RegionFactory()})
    assert Target.objects.count() == 2


@pytest.mark.parametrize("fields", [{"year": 2018}, {"value": Decimal(100)}])
def test_a_target_lies_later_and_elsewhere_than_its_baseline(fields):
    assert is_refused(TargetFactory, **fields)


@pytest.mark.parametrize("place", [0, 4])
def test_a_region_shows_three_figures_at_most(place):
    assert is_refused(RegionFigureFactory, place=place)


def test_a_region_shows_one_figure_in_a_place_and_each_once():
    figure = RegionFigureFactory()
    assert is_refused(RegionFigureFactory, region=figure.region, place=1)
    assert is_refused(RegionFigureFactory, region=figure.region, indicator=figure.indicator, place=2)
    assert RegionFigure.objects.count() == 1


# --- What an editor is told ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {"period": "2018"},
            {"period": ["‘2018’ kan niet: dit cijfer is er per kwartaal, zoals 2018Q4."]},
        ),
        ({"period": "ooit"}, {"period": ["‘ooit’ kan niet: dit cijfer is er per kwartaal, zoals 2018Q4."]}),
    ],
)
def test_a_measurement_is_about_a_period_of_its_indicator(fields, errors):
    with pytest.raises(ValidationError) as refused:
        MeasurementFactory.build(indicator=IndicatorFactory(), **fields).full_clean()
    assert refused.value.message_dict == errors


@pytest.mark.parametrize("factory", [MeasurementFactory, TargetFactory])
def test_a_national_indicator_has_no_figures_of_regions(factory):
    row = factory.build(
        indicator=IndicatorFactory(is_regional=False),
        region=RegionFactory(),
        **{"ambition": AmbitionFactory()} if factory is TargetFactory else {},
    )
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict == {
        "region": ["Dit cijfer is er alleen landelijk. Laat de regio leeg."]
    }


def test_how_often_is_counted_stays_once_there_are_measurements():
    indicator = MeasurementFactory(period="2018Q4").indicator
    indicator.frequency = "jaar"
    with pytest.raises(ValidationError) as refused:
        indicator.full_clean()
    assert refused.value.message_dict["frequency"] == [
        "Er zijn al metingen, zoals 4e kwartaal 2018: die gaan over een andere periode."
    ]


# --- Who may see what ---------------------------------------------------------------------------------------------


def test_figures_of_what_is_not_public_are_not_public():
    shown = [MeasurementFactory(), MeasurementFactory(region=RegionFactory())]
    MeasurementFactory(region=RegionFactory(live=False))
    MeasurementFactory(indicator=IndicatorFactory(live=False))
    assert set(Measurement.objects.published()) == set(shown)


def test_targets_of_what_is_not_public_are_not_public():
    shown = TargetFactory(region=RegionFactory())
    TargetFactory(region=RegionFactory(live=False))
    TargetFactory(indicator=IndicatorFactory(live=False))
    TargetFactory(ambition=AmbitionFactory(live=False))
    assert list(Target.objects.published()) == [shown]


# --- Numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0", 0, "0"),
        ("1234567.5", 0, "1.234.568"),
        ("-1234.65", 1, "−1.234,7"),
        ("0.04", 1, "0,0"),
        ("-0.04", 1, "0,0"),
        ("6.25", 1, "6,3"),
    ],
)
def test_numbers_are_written_as_in_dutch(value, decimals, text):
    assert in_words(Decimal(value), decimals) == text


@pytest.mark.parametrize(("unit", "text"), [("%", "6,3%"), ("vacatures", "6,3 vacatures"), ("", "6,3")])
def test_a_number_has_its_unit(unit, text):
    indicator = IndicatorFactory(unit=unit, decimals=1)
    assert MeasurementFactory(indicator=indicator, value=Decimal("6.25")).text == text
