"""Editors keep the figures; what cannot be is told beside the field."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    RegionFactory,
    RegionFigureFactory,
    TargetFactory,
)
from zorgpact.monitoring.models import Indicator, Measurement, RegionFigure, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


def measurement_form(**changes):
    return {
        "indicator": IndicatorFactory().pk,
        "region": "",
        "period": "2018Q4",
        "series": "",
        "value": "12,5",
        "status": "definitief",
        "source": "CBS",
        "source_date": "",
        **changes,
    }


def target_form(**changes):
    return {
        "ambition": AmbitionFactory().pk,
        "indicator": IndicatorFactory().pk,
        "region": RegionFactory().pk,
        "baseline": "100",
        "baseline_year": "2018",
        "value": "200",
        "year": "2022",
        **changes,
    }


def errors(answer):
    return dict(answer.context["form"].errors)


def test_an_editor_publishes_an_indicator(editor):
    form = {
        "title": "Vacatures",
        "slug": "vacatures",
        "introduction": "Hoeveel erbij kwamen.",
        "cover": "",
        "social_image": "",
        "unit": "vacatures",
        "scale": "1",
        "decimals": "0",
        "frequency": "kwartaal",
        "is_regional": "on",
        "denominator": "",
        "denominator_unit": "",
        "source_table": "",
        "source_url": "",
        "action-publish": "action-publish",
    }
    editor.post(reverse("wagtailsnippets_monitoring_indicator:add"), form)
    assert Indicator.objects.published().get().unit == "vacatures"


def test_an_editor_writes_down_a_measurement(editor):
    editor.post(reverse("metingen:add"), measurement_form())
    assert str(Measurement.objects.get().value) == "12.5000"


def test_a_number_is_shown_as_it_is_typed(editor):
    one = MeasurementFactory(value=Decimal("1200.50"))
    form = editor.get(reverse("metingen:edit", args=[one.pk])).context["form"]
    assert form["value"].value() == "1200,5"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"period": "2018"},
            {"period": ["‘2018’ kan niet: dit cijfer is er per kwartaal, zoals 2018Q4."]},
        ),
        ({"indicator": ""}, {"indicator": ["Dit is een verplicht veld."]}),
        ({"value": "1.234"}, {"value": ["‘1.234’ kan twee dingen zijn. Schrijf 1234 of 1,234."]}),
        (
            {"value": "veel"},
            {"value": ["‘veel’ is geen getal van ten hoogste 10 cijfers en 4 achter de komma."]},
        ),
    ],
)
def test_what_cannot_be_measured_is_told_beside_the_field(editor, changes, expected):
    answer = editor.post(reverse("metingen:add"), measurement_form(**changes))
    assert errors(answer) == expected
    assert not Measurement.objects.exists()


def test_a_second_value_is_told_so(editor):
    one = MeasurementFactory(period="2018Q4")
    answer = editor.post(reverse("metingen:add"), measurement_form(indicator=one.indicator_id))
    assert errors(answer) == {"__all__": ["Dit landelijke cijfer over deze periode is er al."]}


def test_an_editor_gives_an_ambition_a_target(editor):
    editor.post(reverse("doelen:add"), target_form())
    assert Target.objects.get().year == 2022


def test_a_target_before_its_baseline_is_told_so(editor):
    answer = editor.post(reverse("doelen:add"), target_form(year="2017"))
    assert errors(answer) == {"__all__": ["Het doel ligt na de nulmeting: kies een later jaar."]}


def test_an_editor_picks_the_figures_of_a_region(editor):
    form = {"region": RegionFactory().pk, "indicator": IndicatorFactory().pk, "place": "1"}
    editor.post(reverse("regiocijfers:add"), form)
    assert RegionFigure.objects.get().place == 1


def test_a_place_that_is_taken_is_told_so(editor):
    figure = RegionFigureFactory()
    form = {"region": figure.region_id, "indicator": IndicatorFactory().pk, "place": "1"}
    answer = editor.post(reverse("regiocijfers:add"), form)
    assert errors(answer) == {"__all__": ["Op deze plaats staat al een cijfer."]}


def test_the_lists_show_every_row(editor):
    indicator = IndicatorFactory(title="Vacatures")
    for factory in (MeasurementFactory, TargetFactory, RegionFigureFactory):
        factory(indicator=indicator, region=RegionFactory())
    for name in ("metingen:index", "doelen:index", "regiocijfers:index"):
        assert "Vacatures" in editor.get(reverse(name)).text


LISTS = ["metingen", "doelen", "regiocijfers", "wagtailsnippets_monitoring_indicator"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("view", ["index", "add"])
def test_the_figures_are_for_editors(client, signed_in, bram, name, view):
    url = reverse(f"{name}:{'list' if view == 'index' and 'snippets' in name else view}")
    assert client.get(url).status_code == 302
    assert signed_in(bram).get(url).status_code == 403


@pytest.mark.parametrize("name", ["metingen", "doelen", "regiocijfers"])
def test_the_queries_of_the_lists_do_not_grow(editor, django_assert_max_num_queries, name):
    made = {"metingen": MeasurementFactory, "doelen": TargetFactory, "regiocijfers": RegionFigureFactory}[
        name
    ]
    made.create_batch(3)
    with django_assert_max_num_queries(25):
        editor.get(reverse(f"{name}:index"))
