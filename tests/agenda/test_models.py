"""What the database refuses of an action, what stays when something goes, and in which order and where actions stand."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from pacts.models import Ambition
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    PactFactory,
    PlanFactory,
    ProgressNoteFactory,
    RegionFactory,
    TopicFactory,
)
from tests.pacts.test_models import refuse
from zorgpact.agenda.models import Action

pytestmark = pytest.mark.django_db


def test_an_action_is_not_done_before_it_begins():
    action = ActionFactory(starts_on=date(2019, 5, 1))
    action.due_on = date(2019, 4, 30)
    refuse(action, "Een actie is niet klaar voordat zij begint.")


def test_an_organisation_with_actions_cannot_be_removed():
    with pytest.raises(ProtectedError):
        ActionFactory().owner.delete()


def test_a_plan_with_actions_cannot_be_removed():
    with pytest.raises(ProtectedError):
        ActionFactory(plan=PlanFactory()).plan.delete()


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


# --- Where an action is -------------------------------------------------------------------------------------------


def test_an_action_is_where_it_says_whatever_its_plan_and_pact_say():
    twente, zeeland, elsewhere = RegionFactory.create_batch(3)
    plan, pact = PlanFactory(regions=[twente, zeeland]), PactFactory(regions=[elsewhere])
    in_twente = ActionFactory(plan=plan, pact=pact, regions=[twente])
    in_both = ActionFactory(plan=plan, regions=[twente, zeeland])
    ActionFactory(plan=plan)
    assert set(Action.objects.in_region(twente)) == {in_twente, in_both}
    assert list(Action.objects.in_region(zeeland)) == [in_both]
    assert list(Action.objects.in_region(elsewhere)) == []


def test_an_action_needs_no_plan_and_no_pact():
    ActionFactory(plan=None, pact=None).full_clean()
