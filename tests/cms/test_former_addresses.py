"""An address that was public once leads on, whatever an editor changes."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from events.models import Event
from events.registration import register
from tests.events.conftest import details
from tests.factories import EventFactory, NewsPageFactory, PactFactory, site_tree
from tests.test_kinds import FACTORIES
from zorgpact.cms.models import FormerSlug
from zorgpact.cms.registry import all_kinds

pytestmark = pytest.mark.django_db
ROWS = [pytest.param(kind, id=kind.key) for kind in all_kinds() if kind.view]


@pytest.mark.parametrize("kind", ROWS)
def test_the_old_address_of_a_row_leads_to_the_new_one(kind, client):
    row = FACTORIES[kind.model](title="Eerst", slug="eerst")
    row.slug = "daarna"
    row.save()
    answer = client.get(f"{kind.address('eerst')}?p=2")
    assert (answer.status_code, answer["Location"]) == (302, f"{kind.address('daarna')}?p=2")


@pytest.mark.parametrize("kind", ROWS)
def test_a_draft_with_another_address_changes_nothing_until_it_is_published(kind, client):
    row = FACTORIES[kind.model](title="Eerst", slug="eerst")
    row.slug = "daarna"
    revision = row.save_revision()
    assert client.get(kind.address("eerst")).status_code == 200
    revision.publish()
    assert client.get(kind.address("eerst"))["Location"] == kind.address("daarna")


@pytest.mark.parametrize("page", ["aanmelden/", "aangemeld/", "agenda.ics"])
def test_what_belongs_to_a_session_leads_on_with_it(client, page):
    event = EventFactory(slug="eerst")
    event.slug = "daarna"
    event.save()
    assert client.get(f"/agenda/eerst/{page}")["Location"] == f"/agenda/daarna/{page}"


def test_a_form_that_was_open_loses_nothing(client):
    event = EventFactory(slug="eerst")
    event.slug = "daarna"
    event.save()
    answer = client.post("/agenda/eerst/aanmelden/", details(region=""), follow=True)
    assert answer.redirect_chain[0] == ("/agenda/daarna/aanmelden/", 307)
    assert event.registrations.get().name == "Fatima Demir"


def test_an_address_that_went_back_and_forth_leads_to_where_it_is():
    row = PactFactory(slug="eerst")
    for slug in ("daarna", "eerst", "toen"):
        row.slug = slug
        row.save()
    assert FormerSlug.objects.count() == 2


def test_a_row_that_has_the_address_now_goes_before_one_that_had_it(client):
    old = PactFactory(title="Oud", slug="eerst")
    old.slug = "daarna"
    old.save()
    PactFactory(title="Nieuw", slug="eerst")
    assert "Nieuw" in client.get("/pacten/eerst/").text


@pytest.mark.parametrize("change", ["hidden", "gone"])
def test_an_old_address_of_what_is_not_public_is_not_found(client, change):
    row = PactFactory(slug="eerst")
    row.slug = "daarna"
    row.save()
    row.delete() if change == "gone" else row.unpublish()
    assert client.get("/pacten/eerst/").status_code == 404


def test_the_address_of_a_draft_was_never_public():
    row = PactFactory(slug="eerst", live=False)
    row.slug = "daarna"
    row.save()
    assert not FormerSlug.objects.exists()


def test_another_kind_with_the_same_address_is_left_alone(client):
    row = PactFactory(slug="eerst")
    row.slug = "daarna"
    row.save()
    assert client.get("/plannen/eerst/").status_code == 404


def test_the_old_address_of_a_page_leads_to_the_new_one(client, django_capture_on_commit_callbacks):
    site_tree()
    page = NewsPageFactory(slug="eerst")
    page.slug = "daarna"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert Redirect.objects.get().old_path == "/nieuws/eerst"
    answer = client.get("/nieuws/eerst/", follow=True)
    assert answer.redirect_chain[-1][0].endswith("/nieuws/daarna/")


# --- What is pasted -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("char", ["\x0b", "\x1f", "\x85", "\u2028"])
def test_what_nobody_can_see_is_cleaned_on_the_way_in(char):
    event = EventFactory.build(
        title=f"Leren{char}in", introduction=f"Een{char}twee\nDrie", venue=f"{char}Zaal"
    )
    event.clean()
    page = NewsPageFactory(title=f"Leren{char}in", byline=f"Anna{char}Bos")
    assert (event.title, event.introduction, event.venue) == ("Leren in", "Eentwee\nDrie", "Zaal")
    assert (page.title, page.byline) == ("Leren in", "Anna Bos")


def test_feeds_and_calendar_stay_whole_with_what_is_there_already(client):
    event = EventFactory(slug="sessie")
    register(event.pk, details())
    NewsPageFactory()
    Event.objects.update(title="Leren\x0bin", introduction="Een\x1ftwee", venue="Zaal\x0c1")
    type(NewsPageFactory()).objects.update(title="Leren\x0bin", introduction="\x01", byline="\x02")
    for path in (
        "/agenda/feed/",
        "/nieuws/feed/",
        "/agenda/agenda.ics",
        "/agenda/sessie/agenda.ics",
        "/sitemap.xml",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not set(answer.content) & {0x0B, 0x1F, 0x0C, 0x01, 0x02}, path
