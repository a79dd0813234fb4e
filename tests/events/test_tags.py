"""The tags by which other apps' pages show sessions. Every one is tried with a draft that could leak."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from events.models import Event
from tests.factories import (
    EventFactory,
    PactFactory,
    RegionFactory,
    TopicFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def show(tag, **context):
    return Template(f"{{% load event_tags %}}{{% {tag} %}}").render(Context(context))


def shown(tag, **context):
    """The titles of the sessions, in the order of the page."""
    html = show(tag, **context)
    found = [(html.find(f">{event.title}<"), event.title) for event in Event.objects.all()]
    return [title for place, title in sorted(found) if place >= 0]


@pytest.fixture
def region():
    return RegionFactory(slug="twente")


@pytest.fixture
def topic():
    return TopicFactory(slug="mbo")


def test_a_region_shows_what_is_coming_and_then_what_was(region):
    now = timezone.now()
    EventFactory(title="Lang geleden", start_at=now - timedelta(days=90), regions=[region])
    EventFactory(title="Onlangs", start_at=now - timedelta(days=9), regions=[region])
    EventFactory(title="Later", start_at=now + timedelta(days=90), regions=[region])
    EventFactory(title="Straks", start_at=now + timedelta(days=9), regions=[region])
    EventFactory(title="Concept", regions=[region], live=False)
    EventFactory(title="Elders", regions=[RegionFactory()])

    assert shown("sessions_in region", region=region) == ["Straks", "Later", "Onlangs", "Lang geleden"]


def test_a_region_shows_four_at_most_and_leads_to_the_rest(region):
    EventFactory.create_batch(5, regions=[region])

    assert len(shown("sessions_in region", region=region)) == 4
    assert 'href="/agenda/?regio=twente"' in show("sessions_in region", region=region)


def test_a_region_without_sessions_says_where_to_look(region):
    assert '<a href="/agenda/">de agenda</a>' in show("sessions_in region", region=region)


def test_a_pact_shows_its_sessions():
    pact = PactFactory()
    EventFactory(title="Van dit pact", pact=pact)
    EventFactory(title="Concept", pact=pact, live=False)
    EventFactory(title="Van een ander", pact=PactFactory())

    assert shown("pact_sessions pact", pact=pact) == ["Van dit pact"]


def test_the_next_session_is_the_nearest_that_takes_registrations():
    now = timezone.now()
    for days, title, changes in (
        (1, "Concept", {"live": False}),
        (2, "Gaat niet door", {"is_cancelled": True}),
        (3, "Gesloten", {"registration_closes_at": now}),
        (4, "Nog niet", {"registration_opens_at": now + timedelta(days=1)}),
        (5, "Deze", {}),
        (6, "Later", {}),
    ):
        EventFactory(title=title, start_at=now + timedelta(days=days), **changes)

    assert shown("next_session") == ["Deze"]


def test_without_a_next_session_the_home_page_leads_to_the_agenda():
    EventFactory(past=True)

    assert 'href="/agenda/"' in show("next_session")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"past": True},
        {"is_cancelled": True},
        {"registration_opens_at": timezone.now() + timedelta(days=1)},
        {"registration_closes_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_the_database_and_the_row_agree_on_what_is_open(changes):
    event = EventFactory(**changes)

    assert Event.objects.open_for_registration().exists() == (event.registration_state == "open")


@pytest.mark.parametrize(
    ("tag", "ceiling"),
    [
        ("sessions_in region", 2),
        ("pact_sessions pact", 2),
        ("next_session", 2),
    ],
)
def test_a_tag_costs_one_or_two_queries(tag, ceiling, region, topic, django_assert_num_queries):
    pact = PactFactory(regions=[region])
    EventFactory.create_batch(3, regions=[region], topics=[topic], pact=pact)
    context = {"region": region, "topic": topic, "pact": pact}

    with django_assert_num_queries(ceiling):
        show(tag, **context)
