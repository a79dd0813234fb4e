"""The list of plans, the regions without one, and how the ambitions of a plan stand."""

from datetime import date

import pytest

from pacts.templatetags.pact_tags import regions_without_plan
from tests.factories import ActionFactory, AmbitionFactory, OrganisationFactory, PlanFactory, RegionFactory
from tests.pages import links, look_at, texts
from zorgpact.agenda.templatetags.agenda_tags import plan_bars, plan_regions

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def twente():
    return RegionFactory(title="Twente")


@pytest.fixture
def zeeland():
    return RegionFactory(title="Zeeland")


def test_plans_are_listed_newest_first_with_their_regions_and_how_they_stand(twente, zeeland):
    hidden = RegionFactory(title="Geheim", live=False)
    old = PlanFactory(title="Plan oud", regions=[zeeland, twente, hidden], period_start=2015, period_end=2017)
    PlanFactory(title="Plan nieuw", regions=[twente], is_example=True)
    PlanFactory(title="Plan geheim", regions=[twente], live=False)
    ActionFactory(plan=old, due_on=date(2020, 1, 1))
    ActionFactory(plan=old, status="klaar")
    ActionFactory(plan=old, live=False)
    assert texts(look_at("/plannen/"), ".parts > li") == [
        "Plan nieuw 2018–2022 · Twente · voorbeeld Wat deze regio tot 2022 doet.",
        "Plan oud 2015–2017 · Twente · Zeeland Wat deze regio tot 2022 doet. Loopt 1 Klaar 1 1 te laat",
    ]


def test_plans_are_narrowed_down_by_region(twente, zeeland):
    PlanFactory(title="Plan A", regions=[zeeland])
    PlanFactory(title="Plan B", regions=[twente])
    assert texts(look_at("/plannen/?regio=twente"), ".parts h2") == ["Plan B"]


def test_a_region_without_a_plan_says_whom_to_ask(twente, zeeland):
    PlanFactory(regions=[zeeland])
    PlanFactory(regions=[twente], live=False)
    twente.organisation = OrganisationFactory(title="Werkgevers Twente", contact_email="twente@example.org")
    twente.save()
    RegionFactory(title="Drenthe")
    page = look_at("/plannen/")
    assert texts(page, "#zonder-plan li") == [
        "Drenthe Vraag het aan Zorgpact .",
        "Twente Vraag het aan Werkgevers Twente : twente@example.org",
    ]
    assert links(page, "#zonder-plan li:last-child") == [
        "/regios/twente/",
        "/organisaties/werkgevers-twente/",
        "mailto:twente@example.org",
    ]


def test_an_empty_list_says_what_to_do(twente):
    page = look_at("/plannen/?regio=twente")
    assert links(page, ".empty") == ["/plannen/"]


def test_the_page_of_a_plan_is_below_the_list_and_regions_lead_to_it(twente):
    PlanFactory(title="RAAT Twente", regions=[twente])
    assert links(look_at("/plannen/raat-twente/"), ".breadcrumbs") == ["/", "/plannen/"]
    assert "/plannen/" in links(look_at("/regios/"), "main")


def test_every_ambition_tells_how_its_actions_stand(twente):
    plan = PlanFactory(title="RAAT Twente", regions=[twente])
    first, _ = AmbitionFactory(plan=plan, title="Instroom"), AmbitionFactory(plan=plan, title="Behoud")
    ActionFactory(plan=plan, ambition=first, due_on=date(2020, 1, 1))
    ActionFactory(plan=plan, ambition=first, status="klaar")
    ActionFactory(plan=plan, ambition=first, live=False)
    page = look_at("/plannen/raat-twente/")
    assert [texts(item, ".bar__key li") for item in page.select(".ambition")] == [
        ["Loopt 1", "Klaar 1", "1 te laat"],
        [],
    ]


def test_a_plan_of_several_regions_shows_the_part_of_each(twente, zeeland):
    plan = PlanFactory(title="RAAT", regions=[twente, zeeland, RegionFactory(title="Geheim", live=False)])
    ActionFactory(plan=plan, regions=[twente])
    ActionFactory(plan=plan, regions=[twente, zeeland], status="klaar")
    ActionFactory(regions=[zeeland])
    assert texts(look_at("/plannen/raat/"), "#per-regio li h4, #per-regio .bar__key li") == [
        "Twente",
        "Loopt 1",
        "Klaar 1",
        "Zeeland",
        "Klaar 1",
    ]


def test_a_plan_of_one_region_has_no_parts(twente):
    plan = PlanFactory(title="RAAT", regions=[twente])
    ActionFactory(plan=plan, regions=[twente])
    assert look_at("/plannen/raat/").select("#per-regio") == []


def test_more_plans_and_actions_ask_no_more_queries(twente, zeeland, django_assert_num_queries):
    plan = PlanFactory(regions=[twente, zeeland])
    for _ in range(2):
        with django_assert_num_queries(4):
            plan_bars([plan])
            plan_regions(plan)
            regions_without_plan()
        ActionFactory.create_batch(3, plan=plan, regions=[twente, zeeland])
        RegionFactory(organisation=OrganisationFactory(contact_email="x@example.org"))
