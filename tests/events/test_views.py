"""The agenda, a session's page and its files. Registering has a module of its own."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.models import Event
from tests.factories import (
    ActionFactory,
    DialogueFactory,
    EventFactory,
    ImageFactory,
    RegionFactory,
    RegistrationFactory,
    ThreadFactory,
    TopicFactory,
    site_tree,
)

pytestmark = pytest.mark.django_db
READING_PAGES = [
    "/agenda/",
    "/agenda/verleden/",
    "/agenda/feed/",
    "/agenda/agenda.ics",
    "/agenda/leren-in-de-wijk/",
    "/agenda/leren-in-de-wijk/agenda.ics",
    "/agenda/leren-in-de-wijk/aangemeld/",
]


def titles(response):
    return re.findall(r'<h3 class="card__title">\s*<a[^>]*>(.*?)</a>', response.text)


@pytest.mark.parametrize("path", READING_PAGES)
def test_reading_sets_no_cookie(client, event, path):
    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("path", READING_PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_refuse_other_methods(client, event, path, method):
    assert getattr(client, method)(path).status_code == 405


# --- The agenda ---------------------------------------------------------------------------------------------


def test_the_agenda_shows_what_is_coming_nearest_first(client):
    now = timezone.now()
    EventFactory(title="Later", start_at=now + timedelta(days=9))
    EventFactory(title="Eerst", start_at=now + timedelta(days=2))
    EventFactory(title="Bezig", start_at=now - timedelta(hours=1))
    EventFactory(title="Geweest", past=True)
    EventFactory(title="Concept", live=False)

    assert titles(client.get("/agenda/")) == ["Bezig", "Eerst", "Later"]


def test_the_past_has_a_page_of_its_own_latest_first(client):
    now = timezone.now()
    EventFactory(title="Lang geleden", start_at=now - timedelta(days=90))
    EventFactory(title="Onlangs", start_at=now - timedelta(days=9))
    EventFactory(title="Concept", past=True, live=False)
    EventFactory(title="Komt nog")

    assert titles(client.get("/agenda/verleden/")) == ["Onlangs", "Lang geleden"]


def test_filters_are_in_the_address(client):
    region = RegionFactory(slug="rijnmond")
    EventFactory(title="Hier", regions=[region])
    EventFactory(title="Elders")

    assert titles(client.get("/agenda/?regio=rijnmond")) == ["Hier"]


@pytest.mark.parametrize(
    "query",
    ["regio=%00", "p=0", "p=-1", "p=x", f"p={'9' * 400}", "soort=%FF", "onderwerp=a&onderwerp=b", "p=%00"],
)
@pytest.mark.parametrize("path", ["/agenda/", "/agenda/verleden/"])
def test_odd_addresses_still_give_the_page(client, event, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_an_empty_agenda_says_what_to_do_instead(client):
    response = client.get("/agenda/")

    assert "Er staat nu niets gepland" in response.text
    assert 'href="/agenda/verleden/"' in response.text


def test_the_filters_stay_when_going_to_the_next_page(client):
    region = RegionFactory(slug="rijnmond")
    for _ in range(21):
        EventFactory(regions=[region])

    assert "?regio=rijnmond&amp;p=2" in client.get("/agenda/?regio=rijnmond").text
    assert len(titles(client.get("/agenda/?regio=rijnmond&p=2"))) == 1


# --- A session ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "agenda.ics", "aanmelden/", "aangemeld/"])
def test_a_draft_is_not_found(client, path):
    EventFactory(slug="concept", live=False)

    assert client.get(f"/agenda/concept/{path}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "label", "can_register"),
    [
        ({}, "Je kunt je aanmelden", True),
        ({"capacity": 0}, "Vol, je kunt wel op de wachtlijst", True),
        ({"capacity": 0, "has_waiting_list": False}, "Vol", False),
        ({"capacity": None}, "Je kunt je aanmelden", True),
        (
            {"registration_opens_at": timezone.now() + timedelta(days=1)},
            "Je kunt je nog niet aanmelden",
            False,
        ),
        ({"registration_closes_at": timezone.now()}, "Je kunt je niet meer aanmelden", False),
        ({"is_cancelled": True}, "Gaat niet door", False),
        ({"past": True}, "Geweest", False),
    ],
)
def test_a_session_says_whether_you_can_register(client, changes, label, can_register):
    EventFactory(slug="sessie", **changes)
    page = client.get("/agenda/sessie/").text

    assert re.search(rf"</svg>\s*{label}</span>", page)
    assert ('href="/agenda/sessie/aanmelden/"' in page) == can_register
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_session_counts_the_places_that_are_left(client, event):
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, status="geannuleerd")

    assert "Nog 1 plek vrij" in client.get("/agenda/leren-in-de-wijk/").text


def test_nobody_who_registered_is_named_on_a_page(client, event):
    RegistrationFactory(event=event, name="Fatima Demir", email="fatima@example.org")

    for path in READING_PAGES:
        assert "atima" not in client.get(path).text


def test_the_address_to_take_part_is_on_no_page(client, event):
    Event.objects.update(online_url="https://example.org/deelnemen", is_online=True)

    for path in READING_PAGES:
        assert "example.org/deelnemen" not in client.get(path).text


def test_search_engines_read_the_session_as_data_that_cannot_leave_its_element(client):
    EventFactory(slug="sessie", title="</script><script>alert(1)</script>")
    page = client.get("/agenda/sessie/").text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1]

    assert json.loads(data)["name"] == "</script><script>alert(1)</script>"
    assert json.loads(data)["@type"] == "Event"
    assert "<script>alert" not in page


def test_the_calendar_file_is_for_anyone(client, event):
    response = client.get("/agenda/leren-in-de-wijk/agenda.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="leren-in-de-wijk.ics"'
    assert Calendar.from_ical(response.content).events[0]["SUMMARY"] == "Leren in de wijk"


def test_the_feed_of_the_agenda_holds_what_is_coming_and_the_calendar_ninety_days_of_what_was(client, event):
    for days, title in ((89, "Pas geweest"), (91, "Lang geweest")):
        start_at = timezone.now() - timedelta(days=days)
        EventFactory(title=title, start_at=start_at, end_at=start_at + timedelta(hours=3))
    EventFactory(title="Concept", live=False)
    calendar = Calendar.from_ical(client.get("/agenda/agenda.ics").content)

    assert [entry["SUMMARY"] for entry in calendar.events] == ["Pas geweest", "Leren in de wijk"]
    assert re.findall(r"<item><title>[^:]*: (.*?)</title>", client.get("/agenda/feed/").text) == [
        "Leren in de wijk"
    ]


# --- Queries ------------------------------------------------------------------------------------------------


def queries(client, path, django_assert_max_num_queries, ceiling):
    client.get(path)  # what is made once, such as renditions and content types
    with django_assert_max_num_queries(ceiling) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


@pytest.mark.parametrize(("path", "past"), [("/agenda/", False), ("/agenda/verleden/", True)])
def test_a_list_costs_the_same_for_three_sessions_as_for_one(
    client, path, past, django_assert_max_num_queries
):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EventFactory(past=past, regions=[RegionFactory()], topics=[TopicFactory()], cover=ImageFactory())
        counts.append(queries(client, path, django_assert_max_num_queries, 10))

    assert counts[0] == counts[1]


def rich_session(slug, count):
    people = [("person", {"name": f"Spreker {n}", "portrait": ImageFactory()}) for n in range(count)]
    regions, topics = RegionFactory.create_batch(count), TopicFactory.create_batch(count)
    for _ in range(count):
        EventFactory(regions=regions, topics=topics)
    event = EventFactory(slug=slug, cover=ImageFactory(), speakers=people, regions=regions, topics=topics)
    dialogue = DialogueFactory(event=event)
    for action in ActionFactory.create_batch(count):
        ThreadFactory(dialogue=dialogue, actions=[action])
    return event


def test_a_session_costs_the_same_whatever_is_on_its_page(client, django_assert_max_num_queries):
    rich_session("een", 1)
    rich_session("drie", 3)
    counts = [
        queries(client, f"/agenda/{slug}/", django_assert_max_num_queries, 14) for slug in ("een", "drie")
    ]

    assert counts[0] == counts[1]


# --- More than one day, past midnight, hybrid -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "end", "day"),
    [
        (timedelta(hours=3), "9.00 tot 12.00 uur", "9.00"),
        (timedelta(hours=16), "woensdag 16 mei 2029, 1.00 uur", "16 mei"),
        (timedelta(days=2, hours=3), "donderdag 17 mei 2029, 12.00 uur", "17 mei"),
    ],
    ids=["on one day", "past midnight", "three days"],
)
def test_every_page_says_when_a_session_ends(client, length, end, day):
    site_tree()
    start_at = datetime(2029, 5, 15, 7, tzinfo=UTC)  # 9.00 in the Netherlands
    EventFactory(slug="sessie", start_at=start_at, end_at=start_at + length)
    for path in ("/agenda/sessie/", "/agenda/sessie/aanmelden/"):
        assert end in " ".join(client.get(path).text.split()), path
    for path in ("/agenda/", "/"):
        assert day in client.get(path).text, path


def test_a_session_in_a_building_and_online_says_both(client):
    EventFactory(slug="sessie", place="Zwolle", venue="De Zaal", is_online=True)
    for path, text in (("/agenda/sessie/", "De Zaal, Zwolle, en online"), ("/agenda/", "Zwolle, en online")):
        assert text in client.get(path).text


def test_the_way_to_register_is_at_the_top_of_a_session(client):
    EventFactory(slug="sessie")
    opening = client.get("/agenda/sessie/").text.partition('<header class="hero')[2].partition("</header>")[0]
    assert 'href="/agenda/sessie/aanmelden/"' in opening


def test_what_was_called_off_says_so_in_the_feed_and_the_calendar(client):
    EventFactory(title="Leren", is_cancelled=True)
    assert "gaat niet door: Leren" in client.get("/agenda/feed/").text
    assert "SUMMARY:Gaat niet door: Leren" in client.get("/agenda/agenda.ics").text


def test_the_agenda_can_be_subscribed_to(client):
    assert 'href="webcal://testserver/agenda/agenda.ics"' in client.get("/agenda/").text
