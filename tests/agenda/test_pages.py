"""The action agenda: who does what, until when, and how it goes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    ProgressNoteFactory,
    RegionFactory,
    ThreadFactory,
    TopicFactory,
)
from tests.pages import facts, links, look_at, text, texts

pytestmark = pytest.mark.django_db


def titles(address: str = "/actieagenda/") -> list[str]:
    return texts(look_at(address), ".action__title")


# --- The list -----------------------------------------------------------------------------------------------------


def test_what_runs_stands_first_and_what_is_done_last():
    for title, status in [("Klaar", "klaar"), ("Straks", "voorgenomen"), ("Nu", "loopt"), ("Af", "gestopt")]:
        ActionFactory(title=title, status=status)
    assert titles() == ["Nu", "Straks", "Klaar", "Af"]


def test_a_line_tells_owner_date_state_and_origin():
    action = ActionFactory(
        title="Samen roosteren",
        owner=OrganisationFactory(title="De Brug"),
        due_on=date(2080, 6, 1),
        reported_on=date(2080, 3, 1),
        is_example=True,
    )
    ThreadFactory(actions=[action])
    assert texts(look_at("/actieagenda/"), ".action") == [
        "Samen roosteren Loopt De Brug · heel Nederland · klaar op 1 juni 2080 · stand van 1 maart 2080 "
        "· uit een dialoogsessie · voorbeeld"
    ]


def test_what_is_old_does_not_look_alive():
    quiet = timezone.localdate() - timedelta(days=7 * 31)
    ActionFactory(title="Stil", reported_on=quiet)
    ActionFactory(title="Stil en af", reported_on=quiet, status="klaar")
    ActionFactory(title="Heel stil", reported_on=timezone.localdate() - timedelta(days=3 * 366))
    ActionFactory(title="Vers", reported_on=timezone.localdate())
    found = dict(zip(titles(), texts(look_at("/actieagenda/"), ".heard strong"), strict=False))
    assert found == {"Heel stil": "al 3 jaar niets gehoord", "Stil": "al 7 maanden niets gehoord"}
    assert "al 7 maanden niets gehoord" in facts(look_at("/actieagenda/stil/"))["Stand van zaken"]


def test_without_a_report_the_state_is_that_of_the_publication():
    action = ActionFactory(title="Stil", first_published_at=timezone.now() - timedelta(days=300))
    assert text(look_at("/actieagenda/"), ".heard") == (
        f"stand van {date_format(timezone.localtime(action.first_published_at), 'j F Y')}, al 9 maanden niets gehoord"
    )


def test_a_session_in_draft_is_no_origin():
    ThreadFactory(dialogue__event__live=False, actions=[ActionFactory(title="Leren")])
    assert "dialoogsessie" not in text(look_at("/actieagenda/"), ".action")


def test_the_list_tells_how_the_actions_stand():
    for status in ("loopt", "loopt", "voorgenomen", "klaar"):
        ActionFactory(status=status, due_on=date(2020, 1, 1))
    ActionFactory(status="loopt", due_on=timezone.localdate())
    ActionFactory(status="klaar", live=False)
    assert texts(look_at("/actieagenda/"), ".bar__key li") == [
        "Voorgenomen 1",
        "Loopt 3",
        "Klaar 1",
        "3 te laat (had al klaar moeten zijn)",
    ]
    assert texts(look_at("/actieagenda/?status=klaar"), ".bar__key li") == ["Klaar 1"]


def test_the_bar_leads_to_the_actions_within_what_was_chosen():
    region = RegionFactory(title="Twente")
    ActionFactory(plan=None, regions=[region], status="loopt")
    page = look_at("/actieagenda/?regio=twente&p=1")
    assert links(page, ".bar") == ["/actieagenda/?regio=twente&status=loopt"]


def test_an_action_in_draft_is_not_in_the_list():
    ActionFactory(title="Geheim", live=False)
    page = look_at("/actieagenda/")
    assert (texts(page, ".empty h2"), "Geheim" in str(page)) == (["Geen acties gevonden"], False)


@pytest.fixture
def agenda():
    twente, zeeland = RegionFactory(title="Twente"), RegionFactory(title="Zeeland")
    leren = TopicFactory(name="Beter leren", kind="actielijn")
    anders = TopicFactory(name="Anders werken", kind="actielijn")
    ActionFactory(title="A", regions=[twente], action_line=leren, status="loopt")
    ActionFactory(title="B", regions=[twente], action_line=anders, status="klaar")
    ActionFactory(title="C", regions=[zeeland], action_line=leren, status="klaar")
    ActionFactory(title="D", regions=[twente, zeeland], status="voorgenomen")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"A", "B", "C", "D"}),
        ("regio=twente", {"A", "B", "D"}),
        ("regio=zeeland", {"C", "D"}),
        ("actielijn=beter-leren", {"A", "C"}),
        ("status=klaar", {"B", "C"}),
        ("regio=twente&actielijn=anders-werken&status=klaar", {"B"}),
        ("regio=zeeland&status=loopt", set()),
        ("regio=weg&status=klaar", {"B", "C"}),
    ],
)
def test_the_agenda_is_narrowed_down_by_region_action_line_and_state(agenda, query, expected):
    page = look_at(f"/actieagenda/?{query}")
    assert set(texts(page, ".action__title")) == expected
    (told,) = texts(page, ".filter-result__count")
    assert int(told.split()[0]) == len(expected)


def test_only_action_lines_are_offered():
    TopicFactory(name="Leren", kind="thema")
    TopicFactory(name="Beter leren", kind="actielijn")
    assert texts(look_at("/actieagenda/"), "#id_actielijn option") == [
        "Alle actielijnen",
        "Beter leren",
        "Zonder actielijn",
    ]


def test_a_list_in_which_nothing_is_left_says_what_to_do(agenda):
    assert links(look_at("/actieagenda/?status=gestopt"), ".empty") == ["/actieagenda/"]


def test_twenty_actions_stand_on_a_page():
    plan = PlanFactory()
    for number in range(21):
        ActionFactory(title=f"Actie {number:02}", slug=f"a{number}", plan=plan)
    assert (len(titles()), titles("/actieagenda/?p=2")) == (20, ["Actie 20"])


# --- The page of an action ----------------------------------------------------------------------------------------


@pytest.fixture
def action():
    plan = PlanFactory(title="RAAT Twente")
    return ActionFactory(
        title="Samen roosteren",
        description="Wie er werkt, maakt samen het rooster.",
        owner=OrganisationFactory(title="De Brug"),
        regions=[RegionFactory(title="Twente")],
        plan=plan,
        pact=PactFactory(title="Zorgpact Twente"),
        ambition=AmbitionFactory(plan=plan, title="Behouden"),
        action_line=TopicFactory(name="Anders werken", kind="actielijn"),
        starts_on=date(2019, 1, 1),
        due_on=date(2080, 6, 1),
        reported_on=date(2080, 3, 1),
    )


def test_an_action_page_tells_where_it_comes_from_and_whose_it_is(action):
    assert facts(look_at("/actieagenda/samen-roosteren/")) == {
        "Stand van zaken": "Loopt stand van 1 maart 2080",
        "Eigenaar": "De Brug",
        "Waar": "Twente",
        "Begint op": "1 januari 2019",
        "Klaar op": "1 juni 2080",
        "Actielijn": "Anders werken",
        "Plan": "RAAT Twente",
        "Pact": "Zorgpact Twente",
        "Ambitie": "Behouden",
        "Blijf op de hoogte": "Volg deze actie per mail",
    }


def test_an_action_page_names_no_plan_ambition_or_pact_in_draft(action):
    action.plan.unpublish()
    action.pact.unpublish()
    page = look_at("/actieagenda/samen-roosteren/")
    assert set(facts(page)) == {
        "Stand van zaken",
        "Eigenaar",
        "Waar",
        "Begint op",
        "Klaar op",
        "Actielijn",
        "Blijf op de hoogte",
    }
    assert [name for name in ("RAAT Twente", "Zorgpact Twente", "Behouden") if name in str(page)] == []


def test_progress_is_told_newest_first(action):
    for year in (2019, 2021, 2020):
        ProgressNoteFactory(action=action, noted_on=date(year, 3, 1), text=f"Stand {year}")
    assert texts(look_at("/actieagenda/samen-roosteren/"), ".moment") == [
        "1 maart 2021 Stand 2021",
        "1 maart 2020 Stand 2020",
        "1 maart 2019 Stand 2019",
    ]


def test_an_action_without_progress_says_who_will_report(action):
    assert texts(look_at("/actieagenda/samen-roosteren/"), ".moment") == [
        "Er is nog geen voortgang gemeld. De eigenaar meldt hier hoe het gaat."
    ]


def test_a_national_action_is_everywhere():
    ActionFactory(title="Leren")
    assert facts(look_at("/actieagenda/leren/"))["Waar"] == "Heel Nederland"


def test_the_owner_is_a_link_when_it_has_a_page(action):
    assert "/organisaties/de-brug/" in links(look_at("/actieagenda/samen-roosteren/"))
    action.owner.unpublish()
    assert "/organisaties/de-brug/" not in links(look_at("/actieagenda/samen-roosteren/"))


def test_the_session_where_an_action_was_agreed_on_is_named(action):
    ThreadFactory(dialogue__event__title="Dialoogsessie Almelo", actions=[action])
    ThreadFactory(dialogue__event__title="Geheim", dialogue__event__live=False, actions=[action])
    page = look_at("/actieagenda/samen-roosteren/")
    assert "/agenda/dialoogsessie-almelo/" in links(page)
    assert "Geheim" not in str(page)


def test_what_is_written_is_never_markup(action):
    ProgressNoteFactory(action=action, text="<img src=x onerror=alert(1)>")
    page = look_at("/actieagenda/samen-roosteren/")
    assert page.select("main img") == []
    assert "<img src=x onerror=alert(1)>" in text(page)


@pytest.mark.parametrize("slug", ["bestaat-niet", "geheim"])
def test_another_action_is_not_found(client, slug):
    ActionFactory(title="Geheim", live=False)
    response = client.get(f"/actieagenda/{slug}/")
    assert response.status_code == 404
    assert "Deze bladzijde is er niet (meer)" in response.content.decode()
