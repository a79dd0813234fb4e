"""What happened to an action: its reports, the dates that moved, and what it comes from."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    ChangeFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    ProgressNoteFactory,
    ThreadFactory,
)
from tests.pages import facts, links, look_at, text, texts
from zorgpact.agenda.changes import log_changes
from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.agenda.progress import make_public, take_back
from zorgpact.cms.editions import current_edition

pytestmark = pytest.mark.django_db
QUERIES = 11  # the action, the site, three of its timeline, six of the sessions
PAGE = "/actieagenda/samen-roosteren/"


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def action():
    return ActionFactory(
        title="Samen roosteren",
        owner=OrganisationFactory(title="De Brug"),
        due_on=date(2026, 9, 1),
        first_published_at=at(2026, 1, 1),
    )


def move(action, day: date) -> ProgressNote:
    return make_public(
        ProgressNote(action=action, noted_on=date(2026, 3, 1), text="Het duurt langer.", due_on=day)
    )


def test_reports_and_dates_that_moved_are_one_timeline_newest_first(action):
    ProgressNoteFactory(action=action, noted_on=date(2026, 4, 1), text="Begonnen.")
    ProgressNoteFactory(action=action, noted_on=date(2026, 2, 1), text="Gepland.")
    with time_machine.travel(at(2026, 3, 2)):
        ChangeFactory(action=action, kind="datum", before="2026-03-01", after="2026-06-01")
    assert texts(look_at(PAGE), ".moment") == [
        "1 april 2026 Begonnen.",
        "2 maart 2026 Einddatum van 1 maart 2026 naar 1 juni 2026.",
        "1 februari 2026 Gepland.",
    ]


def test_a_date_that_a_report_moved_counts_once_also_when_the_clock_finds_it(action):
    log_changes()
    move(action, date(2026, 12, 1))
    log_changes()
    assert action.changes.filter(kind="datum").count() == 1
    page = look_at(PAGE)
    assert texts(page, ".moment") == [
        "1 maart 2026 Het duurt langer. Einddatum van 1 september 2026 naar 1 december 2026."
    ]
    assert facts(page)["Klaar op"] == "1 december 2026 einddatum 1 keer verzet"


def test_what_an_editor_moves_counts_as_well(action):
    log_changes()
    move(action, date(2026, 12, 1))
    log_changes()
    Action.objects.filter(pk=action.pk).update(due_on=date(2080, 1, 1))
    log_changes()
    page = look_at(PAGE)
    assert facts(page)["Klaar op"] == "1 januari 2080 einddatum 2 keer verzet"
    assert len(texts(page, ".moment")) == 2


def test_a_first_date_is_no_move(action):
    ChangeFactory(action=action, kind="datum", before="", after="2026-09-01")
    page = look_at(PAGE)
    assert ("verzet" in str(page), text(page, ".moment")[:4]) == (False, "Er i")


def test_a_date_that_was_never_public_is_not_told(action):
    ProgressNoteFactory(
        action=action, state="wacht", due_on=date(2081, 1, 1), due_on_before=date(2026, 9, 1), text="Geheim"
    )
    taken = move(action, date(2082, 1, 1))
    take_back(taken)
    page = look_at(PAGE)
    assert [word for word in ("2081", "2082", "Geheim", "verzet") if word in str(page)] == []


def test_a_date_that_the_clock_finds_begins_a_new_edition(action, django_capture_on_commit_callbacks):
    log_changes()
    Action.objects.filter(pk=action.pk).update(due_on=date(2080, 1, 1))
    before = current_edition()
    connection.run_on_commit.clear()  # what came before is committed
    with django_capture_on_commit_callbacks(execute=True):
        log_changes()
    assert current_edition() != before


# --- What else came from there ------------------------------------------------------------------------------------


def test_the_others_of_the_same_ambition_are_named_at_most_six(action):
    plan = PlanFactory(title="RAAT Twente")
    action.plan, action.ambition = plan, AmbitionFactory(plan=plan, title="Behouden")
    action.save()
    for number in range(7):
        ActionFactory(title=f"Ook {number}", plan=plan, ambition=action.ambition)
    ActionFactory(title="Geheim", plan=plan, ambition=action.ambition, live=False)
    ActionFactory(title="Anders", plan=plan)
    page = look_at(PAGE)
    assert texts(page, "#ook-hieruit h2") == ["Kwam ook voort uit ‘Behouden’"]
    assert links(page, "#ook-hieruit") == [
        *(f"/actieagenda/ook-{number}/" for number in range(6)),
        "/plannen/raat-twente/#acties",
    ]


def test_without_ambition_the_plan_counts_and_without_plan_the_pact(action):
    action.pact = PactFactory(title="Zorgpact Twente")
    action.save()
    ActionFactory(title="Van het pact", pact=action.pact)
    assert links(look_at(PAGE), "#ook-hieruit") == ["/actieagenda/van-het-pact/"]
    action.plan = PlanFactory(title="RAAT Twente")
    action.save()
    ActionFactory(title="Van het plan", plan=action.plan)
    assert links(look_at(PAGE), "#ook-hieruit") == ["/actieagenda/van-het-plan/"]


def test_a_plan_and_a_pact_in_draft_are_not_named(action):
    action.plan, action.pact = PlanFactory(title="Plan", live=False), PactFactory(title="Pact", live=False)
    action.save()
    ActionFactory(title="Ook", plan=action.plan, pact=action.pact)
    assert look_at(PAGE).select("#ook-hieruit") == []


# --- The whole way ------------------------------------------------------------------------------------------------


def test_the_page_of_the_origin_tells_the_whole_way_in_the_order_of_time(action):
    plan = PlanFactory(title="RAAT Twente", period_start=2025, period_end=2027)
    action.plan = plan
    action.ambition = AmbitionFactory(plan=plan, title="Behouden", description="Wie komt, blijft.", target="")
    action.starts_on, action.reported_on = date(2026, 1, 1), date(2026, 3, 1)
    action.save()
    ThreadFactory(text="Laat teams zelf roosteren", actions=[action], dialogue__event__title="Dialoogsessie")
    ProgressNoteFactory(action=action, noted_on=date(2026, 2, 1), text="Gepland.")
    ProgressNoteFactory(action=action, noted_on=date(2026, 3, 1), text="Begonnen.")
    with time_machine.travel(at(2026, 3, 5)):
        told = texts(look_at(f"{PAGE}herkomst/"), ".moment")
    assert "Aan tafel Dialoogsessie Samen noemden zij als rode draad: Laat teams zelf roosteren" in told[0]
    assert told[1:] == [
        "Afgesproken In het plan RAAT Twente (2025–2027), bij de ambitie: Behouden Wie komt, blijft.",
        "1 januari 2026 De actie Samen roosteren , door De Brug. Meer mensen leren op de werkvloer.",
        "1 februari 2026 Gepland.",
        "1 maart 2026 Begonnen.",
        "Nu Loopt stand van 1 maart 2026 Klaar op 1 september 2026.",
    ]


def test_the_page_of_an_action_leads_to_its_origin(action):
    assert f"{PAGE}herkomst/" in links(look_at(PAGE))


def test_the_origin_names_no_draft(action):
    plan = PlanFactory(title="Geheim plan", live=False)
    action.plan, action.ambition = plan, AmbitionFactory(plan=plan, title="Geheime ambitie")
    action.pact = PactFactory(title="Geheim pact", live=False)
    action.save()
    ThreadFactory(dialogue__event__title="Geheim", dialogue__event__live=False, actions=[action])
    page = look_at(f"{PAGE}herkomst/")
    assert "Geheim" not in str(page)
    assert len(texts(page, ".moment")) == 3


def test_a_longer_way_asks_no_more_queries(client, action, django_assert_num_queries):
    client.get(f"{PAGE}herkomst/")
    for _ in range(2):
        ThreadFactory(actions=[action, ActionFactory()])
        ProgressNoteFactory(action=action)
        with django_assert_num_queries(QUERIES):
            client.get(f"{PAGE}herkomst/")


def test_the_origin_of_a_draft_is_not_found_and_an_old_address_leads_on(client, action):
    action.slug = "zelf-roosteren"
    action.save()
    response = client.get(f"{PAGE}herkomst/")
    assert (response.status_code, response["Location"]) == (302, "/actieagenda/zelf-roosteren/herkomst/")
    action.unpublish()
    assert client.get("/actieagenda/zelf-roosteren/herkomst/").status_code == 404
    assert client.post("/actieagenda/zelf-roosteren/herkomst/").status_code == 405
