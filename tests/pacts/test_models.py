"""What the database refuses, and the Dutch sentence that tells why."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from pacts.models import Municipality, PlaceName
from tests.factories import (
    ActionFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PactFactory,
    PlaceNameFactory,
    PlanFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def refuse(item, sentence: str):
    """The form tells the sentence, and who goes around the form is refused by the database."""
    with pytest.raises(ValidationError) as error:
        item.full_clean()
    assert sentence in error.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(**changed(item))


def changed(item) -> dict:
    old = type(item).objects.get(pk=item.pk)
    fields = [field.attname for field in item._meta.concrete_fields if field.attname != "updated_at"]
    return {name: getattr(item, name) for name in fields if getattr(item, name) != getattr(old, name)}


def test_a_pact_does_not_end_before_it_begins():
    pact = PactFactory(started_on=date(2016, 1, 1))
    pact.ended_on = date(2015, 12, 31)
    refuse(pact, "Een pact eindigt niet voordat het begint.")


@pytest.mark.parametrize(
    ("started_on", "ended_on"),
    [
        (date(2016, 1, 1), date(2016, 1, 1)),
        (None, date(2016, 1, 1)),
        (date(2016, 1, 1), None),
        (None, None),
    ],
)
def test_a_pact_may_end_on_its_first_day_or_have_unknown_dates(started_on, ended_on):
    pact = PactFactory(started_on=started_on, ended_on=ended_on)
    pact.full_clean()


def test_the_last_year_of_a_plan_is_not_before_its_first():
    plan = PlanFactory(period_start=2018, period_end=2018)
    plan.period_end = 2017
    refuse(plan, "Het laatste jaar ligt voor het eerste jaar.")


def test_a_plan_does_not_succeed_itself():
    plan = PlanFactory()
    plan.successor = plan
    refuse(plan, "Een plan volgt zichzelf niet op.")


def test_a_name_leads_to_a_municipality_once_per_kind():
    place = PlaceNameFactory(name="Rekken", kind="plaats")
    PlaceNameFactory(name="Rekken", kind="andere naam", municipality=place.municipality)
    PlaceNameFactory(name="Rekken", kind="plaats")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceNameFactory(name="Rekken", kind="plaats", municipality=place.municipality)


@pytest.mark.parametrize(
    "factory", [PactFactory, PlanFactory, ActionFactory, RegionFactory, OrganisationFactory]
)
def test_an_address_is_given_once(factory):
    first = factory()
    second = factory.build(slug=first.slug)
    with pytest.raises(ValidationError) as error:
        second.full_clean()
    assert "slug" in error.value.error_dict


def test_a_region_code_is_given_once():
    region = RegionFactory(code="RA0901")
    with pytest.raises(ValidationError) as error:
        RegionFactory.build(code=region.code).full_clean()
    assert "code" in error.value.error_dict


# --- What stays when something goes -------------------------------------------------------------------------------


def test_a_region_with_municipalities_cannot_be_removed():
    municipality = MunicipalityFactory()
    with pytest.raises(ProtectedError):
        municipality.region.delete()


def test_names_of_a_municipality_go_with_it():
    place = PlaceNameFactory()
    Municipality.objects.filter(pk=place.municipality_id).delete()
    assert not PlaceName.objects.exists()
