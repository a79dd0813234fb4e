"""Pacts and plans as visitors see them."""

from datetime import date

import pytest

from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    DocumentFactory,
    EventFactory,
    KoploperPageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PactPartnerFactory,
    PlanFactory,
    PlanSignatoryFactory,
    RegionFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import card_titles, facts, jumps, links, look_at, text, texts
from zorgpact.agenda.templatetags.agenda_tags import plan_story

pytestmark = pytest.mark.django_db


# --- The list -----------------------------------------------------------------------------------------------------


def test_active_pacts_stand_first_then_by_title():
    for title, status in [("B", "afgerond"), ("C", "actief"), ("A", "actief"), ("D", "voortgezet")]:
        PactFactory(title=title, status=status)
    assert card_titles(look_at("/pacten/")) == ["A", "C", "B", "D"]


def test_a_draft_is_not_in_the_list():
    PactFactory(title="Zichtbaar")
    PactFactory(title="Geheim", live=False)
    page = look_at("/pacten/")
    assert card_titles(page) == ["Zichtbaar"]
    assert "Geheim" not in str(page)


def test_a_card_tells_the_state_the_place_and_the_topics():
    PactFactory(
        title="Zorgpact Zeeland",
        place="Zeeland",
        introduction="Veertien bestuurders.",
        topics=[TopicFactory(name="Leren")],
    )
    assert texts(look_at("/pacten/"), ".card") == [
        "Actief · Zeeland Zorgpact Zeeland Veertien bestuurders. Leren"
    ]


def test_a_list_in_which_nothing_is_left_says_what_to_do():
    PactFactory(status="actief")
    page = look_at("/pacten/?status=afgerond")
    assert texts(page, ".empty h2") == ["Geen pact gevonden"]
    assert links(page, ".empty") == ["/pacten/"]


def test_the_second_page_goes_on_where_the_first_ended():
    for number in range(13):
        PactFactory(title=f"Pact {number:02}")
    assert card_titles(look_at("/pacten/?p=2")) == ["Pact 12"]


# --- The page of a pact -------------------------------------------------------------------------------------------


@pytest.fixture
def pact():
    site_tree()
    pact = PactFactory(
        title="Zorgpact Rijnmond",
        slug="rijnmond",
        place="Rotterdam",
        status="voortgezet",
        started_on=date(2015, 3, 1),
        ended_on=date(2018, 12, 31),
        continued_as="deRotterdamseZorg",
        continued_url="https://derotterdamsezorg.example",
        regions=[RegionFactory(title="Rijnmond")],
        topics=[TopicFactory(name="Leren")],
        body=[("rich_text", "<p>Het begon met een gesprek.</p>")],
        people=[("person", {"name": "Fatima", "role": "trekker", "function": "Albeda", "quote": "Samen."})],
        results=[("result", {"title": "500 leerplekken", "text": "<p>In de wijk.</p>"})],
        next_steps=[("step", {"title": "Verder bouwen", "text": ""})],
        consultations_introduction="Op drie niveaus.",
        consultations=[("consultation", {"level": "strategisch", "title": "Bestuurders", "text": ""})],
    )
    albeda = OrganisationFactory(title="Albeda", kind="onderwijs")
    PactPartnerFactory(pact=pact, organisation=albeda, role="penvoerder")
    PactPartnerFactory(pact=pact, organisation=OrganisationFactory(live=False))
    return pact


def test_a_pact_page_tells_all_that_editors_wrote(pact):
    page = look_at("/pacten/rijnmond/")
    assert facts(page) == {
        "Stand van zaken": "Voortgezet",
        "Sinds": "2015",
        "Geëindigd": "2018",
        "Gaat verder in": "deRotterdamseZorg",
    }
    assert texts(page, "main h2.block-title") == [
        "Wat ervan kwam",
        "Wat nu volgt",
        "Wie met wie overlegt",
        "Partners",
        "Mensen",
        "Onderwerpen",
        "Regio’s",
    ]
    assert texts(page, ".level") == ["500 leerplekken In de wijk.", "Strategisch Bestuurders"]
    assert text(page, ".partners") == "Albeda Onderwijs, penvoerder"
    assert text(page, ".person") == "F Trekker Fatima Albeda"
    assert "Het begon met een gesprek." in text(page, ".prose")


def test_a_pact_page_leads_to_what_belongs_to_it(pact):
    ActionFactory(title="Samen roosteren", plan=None, pact=pact)
    EventFactory(title="Aan tafel", pact=pact)
    KoploperPageFactory(title="Leren in de wijk", pact=pact)
    assert {
        "/actieagenda/samen-roosteren/",
        "/agenda/aan-tafel/",
        "/koplopers/leren-in-de-wijk/",
        "/regios/rijnmond/",
        "/zoeken/?onderwerp=leren",
        "https://derotterdamsezorg.example",
        "/organisaties/albeda/",
    } <= set(links(look_at("/pacten/rijnmond/")))


def test_a_pact_page_counts_what_it_holds(pact):
    ActionFactory.create_batch(2, plan=None, pact=pact)
    EventFactory(pact=pact)
    KoploperPageFactory(pact=pact)
    assert jumps(look_at("/pacten/rijnmond/")) == [
        "1 resultaat",
        "2 acties",
        "1 vervolgstap",
        "1 partner",
        "1 sessie",
        "1 mens",
        "1 koploper",
    ]


def test_partners_that_are_not_on_the_site_have_no_heading():
    PactPartnerFactory(pact=PactFactory(slug="stil"), organisation=OrganisationFactory(live=False))
    assert "Partners" not in texts(look_at("/pacten/stil/"), "h2")


def test_a_pact_page_shows_no_drafts_of_what_belongs_to_it(pact):
    topic, region = pact.topics.get(), pact.regions.get()
    ActionFactory(title="Geheim a", plan=None, pact=pact, live=False)
    EventFactory(title="Geheim b", pact=pact, topics=[topic], live=False)
    KoploperPageFactory(title="Geheim c", pact=pact, topics=[topic], live=False)
    NewsPageFactory(title="Geheim d", topics=[topic], live=False)
    PactFactory(title="Geheim e", regions=[region], live=False)
    pact.regions.add(RegionFactory(title="Geheim f", live=False))
    pact.save()
    assert "Geheim" not in str(look_at("/pacten/rijnmond/"))


def test_a_bare_pact_page_has_no_empty_parts():
    site_tree()
    page = look_at(PactFactory(started_on=None).get_absolute_url())
    assert texts(page, "main h2") == []
    assert facts(page) == {"Stand van zaken": "Actief"}


# --- The page of a plan -------------------------------------------------------------------------------------------


@pytest.fixture
def plan():
    plan = PlanFactory(
        title="RAAT Twente",
        slug="raat-twente",
        regions=[RegionFactory(title="Twente")],
        document=DocumentFactory(title="Het hele plan"),
        successor=PlanFactory(title="RAAT 2023", period_start=2023, period_end=2026),
    )
    signer = OrganisationFactory(title="Zorgschool", kind="onderwijs")
    PlanSignatoryFactory(plan=plan, organisation=signer, role="mbo")
    return plan


def test_a_plan_page_tells_its_facts(plan):
    page = look_at("/plannen/raat-twente/")
    assert facts(page) == {
        "Looptijd": "2018–2022",
        "Regio’s": "Twente",
        "Document": "Het hele plan (PDF, 8 bytes)",
        "Opgevolgd door": "RAAT 2023",
    }
    assert "Er zijn te weinig leerplekken." in text(page, ".prose")
    assert text(page, ".partners") == "Zorgschool Onderwijs, mbo"


def test_a_plan_page_names_no_draft_that_succeeds_it_and_no_region_in_draft(plan):
    plan.successor.unpublish()
    plan.regions.get().unpublish()
    page = look_at("/plannen/raat-twente/")
    assert ("RAAT 2023" in str(page), "Twente</a>" in str(page)) == (False, False)


def test_a_plan_is_told_as_ambitions_with_their_actions(plan):
    second = AmbitionFactory(plan=plan, title="Behouden", order=2)
    first = AmbitionFactory(
        plan=plan, title="Instroom", order=1, description="Meer mensen.", target="200 erbij"
    )
    ActionFactory(title="Coachen", plan=plan, ambition=second)
    ActionFactory(title="Gluren bij de buren", plan=plan, ambition=first, status="klaar")
    ActionFactory(title="Werven", plan=plan, ambition=first, status="loopt")
    ActionFactory(title="Los", plan=plan)
    page = look_at("/plannen/raat-twente/")
    assert texts(page, ".ambition h3, .ambition .action__title") == [
        "Instroom",
        "Werven",
        "Gluren bij de buren",
        "Behouden",
        "Coachen",
        "Ook afgesproken",
        "Los",
    ]
    assert texts(page, ".ambition__text")[0] == "Instroom Meer mensen. Doel: 200 erbij"


def test_an_action_with_an_ambition_of_another_plan_is_not_lost(plan):
    action = ActionFactory(plan=plan, ambition=AmbitionFactory())
    assert [(one["ambition"], one["actions"]) for one in plan_story(plan)] == [(None, [action])]


def test_a_plan_tells_no_actions_in_draft_and_none_of_another_plan(plan):
    ActionFactory(plan=plan, live=False)
    ActionFactory()
    assert plan_story(plan) == []


def test_a_plan_page_counts_what_it_holds(plan):
    ActionFactory.create_batch(2, plan=plan)
    assert jumps(look_at("/plannen/raat-twente/")) == ["2 acties", "1 ondertekenaar"]


def test_an_ambition_without_actions_says_so(plan):
    AmbitionFactory(plan=plan)
    assert texts(look_at("/plannen/raat-twente/"), ".ambition__more > .meta") == [
        "Hier horen nog geen acties bij."
    ]


def test_a_plan_without_ambitions_says_so(plan):
    assert "De ambities en acties van dit plan staan hier nog niet." in text(look_at("/plannen/raat-twente/"))


def test_a_plan_is_told_in_four_queries_however_long_it_is(plan, django_assert_num_queries):
    for ambition in AmbitionFactory.create_batch(3, plan=plan):
        ActionFactory.create_batch(3, plan=plan, ambition=ambition)
    with django_assert_num_queries(4):
        chapters = plan_story(plan)
        assert [action.owner.title for chapter in chapters for action in chapter["actions"]]


@pytest.mark.parametrize("address", ["/pacten/{}/", "/plannen/{}/"])
@pytest.mark.parametrize("slug", ["bestaat-niet", "geheim"])
def test_another_pact_or_plan_is_not_found(client, address, slug):
    PactFactory(title="Geheim", live=False)
    PlanFactory(title="Geheim", live=False)
    response = client.get(address.format(slug))
    assert response.status_code == 404
    assert "Deze bladzijde is er niet (meer)" in response.content.decode()
