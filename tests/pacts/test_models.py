"""What the database refuses, and the Dutch sentence that tells why."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from pacts.models import Action, Ambition, Municipality, PlaceName
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PactFactory,
    PlaceNameFactory,
    PlanFactory,
    ProgressNoteFactory,
    RegionFactory,
    TopicFactory,
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


def test_an_action_belongs_to_a_plan_or_a_pact():
    action = ActionFactory()
    action.plan = None
    refuse(action, "Kies een plan of een pact waar deze actie bij hoort.")


def test_an_action_is_not_done_before_it_begins():
    action = ActionFactory(starts_on=date(2019, 5, 1))
    action.due_on = date(2019, 4, 30)
    refuse(action, "Een actie is niet klaar voordat zij begint.")


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


def test_an_organisation_with_actions_cannot_be_removed():
    with pytest.raises(ProtectedError):
        ActionFactory().owner.delete()


def test_a_plan_with_actions_cannot_be_removed():
    with pytest.raises(ProtectedError):
        ActionFactory().plan.delete()


def test_an_action_line_in_use_cannot_be_removed():
    line = TopicFactory(kind="actielijn")
    ActionFactory(action_line=line)
    with pytest.raises(ProtectedError):
        line.delete()


def test_an_action_stays_when_its_ambition_goes():
    ambition = AmbitionFactory()
    action = ActionFactory(plan=ambition.plan, ambition=ambition)
    Ambition.objects.filter(pk=ambition.pk).delete()
    assert Action.objects.get(pk=action.pk).ambition is None


def test_names_of_a_municipality_go_with_it():
    place = PlaceNameFactory()
    Municipality.objects.filter(pk=place.municipality_id).delete()
    assert not PlaceName.objects.exists()


# --- Order --------------------------------------------------------------------------------------------------------


def test_progress_is_told_newest_first():
    action = ActionFactory()
    days = [date(2019, 3, 1), date(2019, 6, 1), date(2018, 9, 1), date(2019, 6, 1)]
    oldest, newest, earliest, same_day = [ProgressNoteFactory(action=action, noted_on=day) for day in days]
    assert list(action.notes.all()) == [same_day, newest, oldest, earliest]


def test_actions_stand_in_the_order_of_what_needs_attention():
    plan = PlanFactory()
    states = [
        ("gestopt", date(2018, 1, 1)),
        ("klaar", date(2018, 1, 1)),
        ("voorgenomen", date(2018, 1, 1)),
        ("loopt", None),
        ("loopt", date(2020, 1, 1)),
        ("loopt", date(2019, 1, 1)),
    ]
    made = [ActionFactory(plan=plan, status=status, due_on=due_on) for status, due_on in states]
    assert list(Action.objects.in_order()) == made[::-1]


# --- Regions of actions -------------------------------------------------------------------------------------------


def test_an_action_belongs_to_the_regions_of_its_plan_and_its_pact():
    twente, zeeland, elsewhere = RegionFactory.create_batch(3)
    plan = PlanFactory(regions=[twente, zeeland])
    pact = PactFactory(regions=[twente])
    of_plan = ActionFactory(plan=plan)
    of_pact = ActionFactory(plan=None, pact=pact)
    of_both = ActionFactory(plan=plan, pact=pact)
    ActionFactory()
    assert set(Action.objects.in_region(twente)) == {of_plan, of_pact, of_both}
    assert set(Action.objects.in_region(zeeland)) == {of_plan, of_both}
    assert list(Action.objects.in_region(elsewhere)) == []


def test_an_action_is_counted_once_however_many_regions_it_has():
    twente = RegionFactory()
    plan = PlanFactory(regions=[twente])
    ActionFactory(plan=plan, pact=PactFactory(regions=[twente]))
    assert Action.objects.in_region(twente).count() == 1


def test_a_plan_or_pact_in_draft_puts_no_action_in_a_region():
    twente = RegionFactory()
    ActionFactory(plan=PlanFactory(regions=[twente], live=False))
    ActionFactory(plan=None, pact=PactFactory(regions=[twente], live=False))
    assert list(Action.objects.in_region(twente)) == []
