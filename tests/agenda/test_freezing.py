"""A round has all that visitors see of the agenda on a day, and neither a person nor a program changes it afterwards."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from pacts.models import Plan
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    ContactPersonFactory,
    OrganisationFactory,
    PlanFactory,
    ProgressNoteFactory,
    RegionFactory,
    RoundFactory,
    TopicFactory,
    frozen_round,
)
from zorgpact.agenda.freezing import RoundTooEarly, freeze
from zorgpact.agenda.models import Action, Round, RoundAction, RoundPlace, RoundPlan
from zorgpact.cms.editions import begin_edition

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = date(2019, 4, 1), date(2019, 10, 1)


def places(row):
    return list(row.places.values_list("code", "title"))


# --- What is in it ------------------------------------------------------------------------------------------------


def test_a_round_has_every_action_as_it_stands():
    line = TopicFactory(name="Beter leren", slug="beter-leren", kind="actielijn")
    ActionFactory(
        title="Meer leerplekken",
        owner=OrganisationFactory(title="De Brug"),
        action_line=line,
        status="klaar",
        due_on=date(2019, 6, 1),
        reported_on=date(2019, 3, 2),
        is_example=True,
    )
    row = frozen_round(SPRING).actions.get()
    assert (row.title, row.slug, row.owner, row.line, row.line_slug, row.status) == (
        *("Meer leerplekken", "meer-leerplekken", "De Brug", "Beter leren", "beter-leren", "klaar"),
    )
    assert (row.due_on, row.reported_on, row.state_on) == (
        *(date(2019, 6, 1), date(2019, 3, 2), date(2019, 3, 2)),
    )
    assert (row.is_national, row.is_example) == (True, True)


def test_of_what_nobody_reported_the_state_is_of_the_day_it_was_published():
    published = timezone.now() - timedelta(days=400)
    ActionFactory(first_published_at=published)
    row = frozen_round(SPRING).actions.get()
    assert (row.reported_on, row.state_on) == (None, timezone.localdate(published))


def test_an_action_is_where_its_regions_are_or_else_everywhere_or_nowhere():
    twente, drenthe = (
        RegionFactory(title="Twente", code="RA0205"),
        RegionFactory(title="Drenthe", code="RA0102"),
    )
    ActionFactory(title="Beide", regions=[twente, drenthe])
    ActionFactory(title="Land")
    ActionFactory(title="Niets", is_national=False)
    ActionFactory(title="Gesloten", regions=[RegionFactory(live=False)], is_national=False)
    found = {row.title: places(row) for row in frozen_round(SPRING).actions.all()}
    assert found == {
        "Beide": [("RA0102", "Drenthe"), ("RA0205", "Twente")],
        "Land": [("NL", "Landelijk")],
        "Niets": [("", "Zonder regio")],
        "Gesloten": [("", "Zonder regio")],
    }


def test_a_plan_is_kept_with_its_whole_text():
    plan = PlanFactory(
        title="RAAT Twente",
        introduction="Kort.",
        analysis="<p>Veel &amp; meer.</p><ul><li>Eén</li></ul>",
        regions=[RegionFactory(title="Twente")],
    )
    AmbitionFactory(plan=plan, title="Meer", description="Waarom.", target="Twaalf.")
    AmbitionFactory(plan=plan, title="Geheim", live=False)
    row = frozen_round(SPRING).plans.get()
    assert (row.title, row.regions) == ("RAAT Twente", "Twente")
    assert row.text == "Kort.\n\nVeel & meer.\n\nEén\n\nMeer\n\nWaarom.\n\nTwaalf."


def test_what_is_not_public_is_in_no_round():
    ActionFactory(title="Geheim", live=False)
    PlanFactory(title="Geheim", live=False)
    this = frozen_round(SPRING)
    assert (this.actions.count(), this.plans.count()) == (0, 0)


def test_nobody_is_named_in_a_round():
    """Nothing has to be erased from it: not whom we ask, and not who wrote."""
    action = ActionFactory()
    ContactPersonFactory(name="Fatima", email="fatima@example.org", organisation=action.owner)
    ProgressNoteFactory(action=action, text="Fatima belt nog.")
    frozen_round(SPRING)
    rows = [row for model in (Round, RoundAction, RoundPlace, RoundPlan) for row in model.objects.values()]
    assert "fatima" not in str(rows).lower()


def test_an_action_knows_how_it_stood_in_the_round_before():
    action = ActionFactory(status="loopt", due_on=date(2019, 6, 1))
    first = frozen_round(SPRING)
    Action.objects.filter(pk=action.pk).update(status="klaar", due_on=date(2019, 9, 1), slug="anders")
    ActionFactory(title="Later")
    second = frozen_round(AUTUMN)
    row = second.actions.get(slug="anders")
    assert (second.before, row.status_before, row.due_on_before) == (first, "loopt", date(2019, 6, 1))
    assert [one.title for one in second.actions.new()] == ["Later"]


def test_a_new_action_at_an_old_address_is_another_one():
    ActionFactory(title="Leren", status="klaar")
    frozen_round(SPRING)
    Action.objects.all().delete()
    ActionFactory(title="Leren")
    row = frozen_round(AUTUMN).actions.get()
    assert (row.key, row.slug, row.status_before) == ("leren-2", "leren", "")


# --- When it is frozen --------------------------------------------------------------------------------------------


def test_freezing_again_adds_nothing():
    ActionFactory()
    this = frozen_round(SPRING)
    ActionFactory()
    again = freeze(this.pk)
    assert (again.frozen_at, again.actions.count()) == (this.frozen_at, 1)


def test_freezing_begins_an_edition(django_capture_on_commit_callbacks):
    this = RoundFactory()
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        freeze(this.pk)
    assert begin_edition in callbacks


def test_a_round_before_one_that_is_frozen_is_refused():
    frozen_round(AUTUMN, title="Najaar")
    for day in (SPRING, AUTUMN):
        with pytest.raises(RoundTooEarly, match="‘Najaar’ van 1 oktober 2019 ligt al vast"):
            frozen_round(day)
    assert Round.objects.frozen().count() == 1


def test_freezing_takes_no_more_queries_for_more_actions(django_assert_num_queries):
    for count, day in ((1, SPRING), (40, AUTUMN)):
        ActionFactory.create_batch(count, regions=[RegionFactory()])
        PlanFactory.create_batch(count, regions=[RegionFactory()])
        this = RoundFactory(held_on=day)
        expected = 15 if day == SPRING else 16  # a second one is compared with the first
        with django_assert_num_queries(expected):
            freeze(this.pk)


# --- For ever -----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept():
    """A frozen round with a row of each kind."""
    region = RegionFactory(code="RA0205")
    ActionFactory(title="Leren", regions=[region])
    PlanFactory(title="RAAT", regions=[region])
    return frozen_round(SPRING)


def refused(change):
    with (
        pytest.raises(IntegrityError, match="Deze ronde ligt vast en verandert niet meer"),
        transaction.atomic(),
    ):
        change()


MODELS = pytest.mark.parametrize("model", [Round, RoundAction, RoundPlace, RoundPlan])


@MODELS
def test_a_row_of_a_frozen_round_is_not_saved_again(kept, model):
    row = model.objects.get()
    row.title = "Mooier"
    refused(row.save)


@MODELS
def test_rows_of_a_frozen_round_are_not_updated(kept, model):
    refused(lambda: model.objects.update(title="Mooier"))


@MODELS
def test_rows_of_a_frozen_round_are_not_removed(kept, model):
    refused(model.objects.get().delete)
    refused(model.objects.all().delete)


@MODELS
@pytest.mark.parametrize("sql", ["UPDATE {} SET title = 'Mooier'", "DELETE FROM {}"])
def test_sql_does_not_change_a_frozen_round(kept, model, sql):
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(sql.format(model._meta.db_table)))


def test_nothing_is_added_to_a_frozen_round(kept):
    row, plan = kept.actions.get(), kept.plans.get()
    row.pk, row.key = None, "nog-een"
    plan.pk, plan.slug = None, "nog-een"
    refused(lambda: RoundAction.objects.bulk_create([row]))
    refused(lambda: RoundPlan.objects.bulk_create([plan]))
    refused(
        lambda: RoundPlace.objects.create(frozen_action=kept.actions.get(), code="RA0102", title="Drenthe")
    )


def test_no_row_moves_into_a_frozen_round(kept):
    other = RoundFactory()
    row = kept.plans.get()
    row.pk, row.round = None, other
    row.save(force_insert=True)
    refused(lambda: RoundPlan.objects.filter(round=other).update(round=kept))


def test_a_frozen_round_is_not_thawed(kept):
    refused(lambda: Round.objects.update(frozen_at=None))


def test_a_round_that_is_not_frozen_changes_and_goes():
    this = RoundFactory()
    Round.objects.filter(pk=this.pk).update(title="Anders")
    this.delete()
    assert not Round.objects.exists()


def test_what_was_frozen_outlives_what_it_was_made_of(kept):
    Action.objects.all().delete()
    Plan.objects.all().delete()
    connection.check_constraints()
    row = RoundAction.objects.select_related("action").get()
    assert (row.title, row.action, places(row)) == ("Leren", None, [("RA0205", row.places.get().title)])
    assert RoundPlan.objects.select_related("plan").get().plan is None
