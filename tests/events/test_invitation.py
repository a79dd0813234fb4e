"""A session on invitation is found nowhere; who has its address sees it."""

import pytest

from events.models import Event
from tests.factories import (
    ActionFactory,
    DialogueFactory,
    EventFactory,
    PactFactory,
    RegionFactory,
    ThemePageFactory,
    ThreadFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import look_at
from tests.search.index import fill_index

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET = "Vertrouwelijk"
PLACES = [
    "/",
    "/agenda/",
    "/agenda/?regio=twente&onderwerp=leren",
    "/agenda/verleden/",
    "/agenda/feed/",
    "/agenda/agenda.ics",
    "/regios/",
    "/regios/twente/",
    "/pacten/zorgpact-twente/",
    "/actieagenda/leerafdeling/",
    "/themas/leren/",
    "/zoeken/?q=vertrouwelijk",
    "/zoeken/?q=vertrouwelijk&soort=sessies",
    "/sitemap-sessies.xml",
]


@pytest.fixture
def invited(db):
    """One to come and one that was, tied to everything that shows sessions; and others that anybody finds."""
    site_tree()
    topic = TopicFactory(name="Leren", slug="leren")
    ThemePageFactory(title="Leren", topic=topic)
    region = RegionFactory(title="Twente", slug="twente")
    ties = {"regions": [region], "topics": [topic], "pact": PactFactory(title="Zorgpact Twente")}
    action = ActionFactory(title="Leerafdeling", regions=[region], topics=[topic])
    to_come = EventFactory(title=SECRET, is_by_invitation=True, **ties)
    was = EventFactory(title=f"{SECRET} was", past=True, is_by_invitation=True, **ties)
    EventFactory(title="Openbaar", **ties)
    public = EventFactory(title="Openbaar was", past=True, **ties)
    for event in (was, public):
        ThreadFactory(dialogue=DialogueFactory(event=event), actions=[action])
    fill_index()
    return to_come, was


def test_it_is_named_nowhere(invited, client):
    told = []
    for path in PLACES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        told += [path for event in invited if f"agenda/{event.slug}" in answer.text]
        told += [path for event in invited if f">{event.title}" in answer.text]
    assert told == []


def test_the_others_are_found_there(invited, client):
    found = [
        path for path in PLACES if "openbaar" in client.get(path.replace("vertrouwelijk", "openbaar")).text
    ]
    assert len(found) >= 10, found


def test_it_is_counted_nowhere(invited):
    assert (Event.objects.listed().count(), Event.objects.published().count()) == (2, 4)


def test_its_page_is_there_for_who_has_the_address_and_for_no_search_engine(invited):
    page = look_at(f"/agenda/{invited[0].slug}/")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.select("script[type='application/ld+json']")
    assert look_at("/agenda/openbaar/").select("script[type='application/ld+json']")
    assert not look_at("/agenda/openbaar/").select("meta[name=robots]")


def test_who_was_invited_can_register_and_keep_the_date(invited, client):
    for more in ("aanmelden/", "agenda.ics"):
        assert client.get(f"/agenda/{invited[0].slug}/{more}").status_code == 200


def test_an_address_that_it_had_leads_on(invited, client):
    invited[0].slug = "anders"
    invited[0].save()
    assert client.get("/agenda/vertrouwelijk/")["Location"] == "/agenda/anders/"
