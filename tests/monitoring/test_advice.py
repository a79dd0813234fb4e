"""What was advised or agreed: with the answers and what came of it, what is open first."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import AdviceFactory, AdvicePointFactory, DocumentFactory, RegionFactory
from tests.pacts.test_models import refuse
from tests.pages import links, look_at, text, texts
from zorgpact.cms.models import SiteSettings
from zorgpact.monitoring.models import AdvicePoint

pytestmark = pytest.mark.django_db

LIST = "/monitor/adviezen/"


@pytest.fixture
def twente():
    return RegionFactory(title="Twente")


def test_what_is_open_comes_first_and_then_the_newest_letter():
    old = AdviceFactory(title="Oud", letter_on=date(2018, 1, 1))
    AdvicePointFactory(advice=old)
    AdvicePointFactory(advice=old, is_closed=True)
    for title, year in (("Klaar", 2019), ("Later klaar", 2020)):
        AdvicePointFactory(advice=AdviceFactory(title=title, letter_on=date(year, 1, 1)), is_closed=True)
    page = look_at(LIST)
    assert texts(page, ".advice h2") == ["Oud", "Later klaar", "Klaar"]
    assert [texts(one, ".meta strong") for one in page.select(".advice")] == [
        ["1 van 2 punten open"],
        ["afgerond"],
        ["afgerond"],
    ]


def test_a_point_has_its_answer_and_what_came_of_it(twente):
    advice = AdviceFactory(title="Brief", region=twente, letter_on=date(2019, 3, 1), is_example=True)
    AdvicePointFactory(advice=advice, text="Begin klein.", sort_order=1)
    AdvicePointFactory(
        advice=advice,
        text="Meer leerplekken.",
        sort_order=0,
        state="deels",
        answered_on=date(2019, 4, 1),
        answer="Op twee plaatsen.",
        follow_up="Eén is er open.",
        followed_up_on=date(2019, 6, 1),
    )
    page = look_at(LIST)
    assert text(page, ".advice .kicker") == "Advies · voorbeeld"
    assert texts(page, ".advice__points > li") == [
        "Meer leerplekken. Antwoord Deels overgenomen , 1 april 2019 Op twee plaatsen."
        " Staat nog open Eén is er open. (stand van 1 juni 2019)",
        "Begin klein. Antwoord Nog geen antwoord Staat nog open Wat ermee gedaan is, is nog niet bekend.",
    ]
    assert links(page, ".advice") == ["/regios/twente/"]


def test_a_letter_without_a_region_is_national_and_may_be_an_agreement():
    document = DocumentFactory(title="De brief")
    AdvicePointFactory(advice=AdviceFactory(kind="afspraak", document=document))
    page = look_at(LIST)
    assert text(page, ".advice .kicker") == "Afspraak"
    assert "landelijk" in text(page, ".advice .meta")
    assert links(page, ".advice") == [document.url]


def test_what_is_not_public_is_not_shown(twente):
    AdviceFactory(title="Concept", is_public=False, region=twente)
    AdviceFactory(title="Verborgen regio", region=RegionFactory(live=False))
    assert links(look_at(LIST), ".empty") == ["/monitor/"]
    assert look_at("/regios/twente/").select("#adviezen") == []


def test_a_region_shows_its_own_letters(twente):
    AdvicePointFactory(advice=AdviceFactory(title="Aan Twente", region=twente))
    AdvicePointFactory(advice=AdviceFactory(title="Aan Drenthe", region=RegionFactory(title="Drenthe")))
    AdvicePointFactory(advice=AdviceFactory(title="Aan allen"))
    page = look_at("/regios/twente/")
    assert texts(page, "#adviezen h3") == ["Aan Twente"]
    assert links(page, "#adviezen .section-header") == [f"{LIST}?regio=twente"]


def test_letters_are_narrowed_down_by_region(twente):
    AdvicePointFactory(advice=AdviceFactory(title="Aan Twente", region=twente))
    AdvicePointFactory(advice=AdviceFactory(title="Aan Drenthe", region=RegionFactory(title="Drenthe")))
    AdvicePointFactory(advice=AdviceFactory(title="Aan allen"))
    for chosen, expected in (("twente", ["Aan Twente"]), ("landelijk", ["Aan allen"])):
        assert texts(look_at(f"{LIST}?regio={chosen}"), ".advice h2") == expected
    page = look_at(f"{LIST}?regio=atlantis")
    assert len(texts(page, ".advice h2")) == 3
    assert texts(page, ".field__error") == ["Let op: Dit staat niet in de lijst, dus we laten alles zien."]


def test_a_region_without_letters_leads_to_all_of_them(twente):
    AdvicePointFactory(advice=AdviceFactory(title="Aan allen"))
    assert links(look_at(f"{LIST}?regio=twente"), ".empty") == [LIST]


def test_the_list_is_only_read(client):
    assert client.post(LIST).status_code == 405


def test_the_queries_of_the_list_do_not_grow(client, django_assert_num_queries):
    SiteSettings.load()  # made by whoever looks first
    for count in (1, 3):
        for advice in AdviceFactory.create_batch(
            count, region=RegionFactory(), document=DocumentFactory(file_size=8)
        ):
            AdvicePointFactory.create_batch(count, advice=advice)
        with django_assert_num_queries(6):
            client.get(reverse("advice_list", query={"x": count}))


# --- What cannot be -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "overgenomen"}, "Op welke dag kwam dit antwoord?"),
        (
            {"answered_on": date(2019, 1, 1)},
            "Kies wat het antwoord was, of laat de datum en de toelichting leeg.",
        ),
        ({"follow_up": "Gedaan."}, "Van welke dag is dit?"),
    ],
)
def test_an_answer_and_its_day_go_together(fields, message):
    point = AdvicePoint(advice=AdviceFactory(), text="Meer.", **fields)
    with pytest.raises(ValidationError) as error:
        point.full_clean()
    assert error.value.messages == [message]


def test_the_database_keeps_no_answer_without_a_day():
    point = AdvicePointFactory()
    point.state = "niet"
    refuse(point, "Op welke dag kwam dit antwoord?")
