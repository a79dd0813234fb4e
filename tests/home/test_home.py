"""The home page: what this is, where your region is, and what is new."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    ActionFactory,
    EventFactory,
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    RegionFactory,
    ThemePageFactory,
    site_tree,
)
from tests.pages import links, look_at, text, texts
from zorgpact.home.templatetags.home_tags import tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return site_tree()


def test_the_home_page_says_what_this_is(home):
    page = look_at("/")
    assert text(page, "h1") == "Samen leren, samen zorgen"
    assert page.title.get_text(strip=True) == "Samen leren, samen zorgen · Zorgpact"


def test_the_home_page_finds_your_region(home):
    form = look_at("/").select_one(".finder")
    assert (form["action"], form["method"], form.select_one("input")["name"]) == ("/regios/", "get", "plaats")


def test_every_region_stands_on_the_map_which_leads_to_the_list(home):
    RegionFactory(title="Twente")
    RegionFactory(title="Geheim", live=False)
    page = look_at("/")
    assert links(page, ".map-figure") == ["/regios/twente/", "/regios/"]


def test_the_three_newest_articles_stand_on_the_home_page(home):
    for day in range(1, 5):
        NewsPageFactory(title=f"Dag {day}", published_on=date(2018, 11, day))
    NewsPageFactory(title="Geheim", published_on=date(2018, 12, 1), live=False)
    page = look_at("/")
    assert texts(page, ".cards--lead .card__title") == ["Dag 4", "Dag 3", "Dag 2"]
    assert "Geheim" not in str(page)


def test_the_next_session_that_takes_registrations_is_shown(home):
    now = timezone.now()
    EventFactory(title="Later", start_at=now + timedelta(days=9))
    EventFactory(title="Eerst", start_at=now + timedelta(days=2))
    EventFactory(title="Geheim", start_at=now + timedelta(days=1), live=False)
    EventFactory(title="Voorbij", past=True)
    found = links(look_at("/"))
    assert "/agenda/eerst/" in found
    assert {"/agenda/later/", "/agenda/geheim/", "/agenda/voorbij/"}.isdisjoint(found)


@pytest.mark.parametrize("live", [True, False])
def test_a_theme_in_the_light_is_shown_when_it_is_published(home, live):
    home.theme = ThemePageFactory(title="Leren in de praktijk", live=live)
    home.save()
    assert ("/themas/leren-in-de-praktijk/" in links(look_at("/"))) == live


def test_a_theme_in_the_light_is_shown_in_a_preview(home, rf):
    home.theme = ThemePageFactory(title="Leren in de praktijk")
    body = home.make_preview_request().render().content.decode()
    assert "Leren in de praktijk" in body


def test_what_there_is_is_counted_without_drafts(home, django_assert_num_queries):
    action = ActionFactory(plan=None, pact=PactFactory())
    ActionFactory(plan=None, pact=action.pact)
    KoploperPageFactory(live=False)
    PactFactory(live=False)
    EventFactory(past=True)
    with django_assert_num_queries(5):
        numbers = {row["label"]: row["number"] for row in tally()}
    assert all(row["note"] for row in tally())
    assert numbers == {"pacten": 1, "sessies": 1, "acties": 2, "koplopers": 0}


def test_an_empty_home_page_leads_on(home):
    found = links(look_at("/"))
    assert {"/regios/", "/agenda/", "/actieagenda/"} <= set(found)
    assert [link for link in found if link in ("/nieuws/", "/koplopers/")] == []


def test_no_more_than_three_koplopers_stand_on_the_home_page(home):
    KoploperPageFactory.create_batch(4)
    assert len([link for link in links(look_at("/")) if link.startswith("/koplopers/koploper-")]) == 3
