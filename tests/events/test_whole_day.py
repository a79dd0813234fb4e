"""Of a session long ago often only the day is known: nobody makes up a time for it."""

from datetime import datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.ical import appointment
from events.structured_data import event_data
from tests.factories import EventFactory
from tests.pages import facts, look_at, texts

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def moment(day, clock):
    return timezone.make_aware(datetime.fromisoformat(f"2018-11-{day}T{clock}"))


@pytest.fixture
def session():
    return EventFactory(slug="ser", start_at=moment(21, "00:00"), end_at=moment(21, "23:59"))


def test_a_session_of_a_whole_day_is_told_by_its_day(session):
    assert session.when == "woensdag 21 november 2018"


def test_a_session_of_whole_days_is_told_by_its_first_and_last(session):
    session.end_at = moment(22, "23:59")
    assert session.when == "woensdag 21 november 2018 tot en met donderdag 22 november 2018"


def test_its_page_shows_no_time(session):
    assert facts(look_at("/agenda/ser/")) == {"Plaats": "De Werkplaats, Utrecht"}


def test_the_list_of_what_was_shows_no_time(session):
    assert texts(look_at("/agenda/verleden/"), ".calendar-row .meta") == ["Utrecht"]


def test_search_engines_read_a_day(session):
    data = event_data(session)
    assert (data["startDate"], data["endDate"]) == ("2018-11-21", "2018-11-21")


def test_a_calendar_gets_a_whole_day(session):
    [entry] = Calendar.from_ical(appointment(session)).walk("VEVENT")
    assert (str(entry.start), str(entry.end)) == ("2018-11-21", "2018-11-22")


def test_a_part_of_the_programme_needs_no_time(session):
    session.programme = [("item", {"time": "", "title": "Gesprek aan tafels"})]
    session.save()
    [part] = texts(look_at("/agenda/ser/"), ".moment")
    assert part == "Gesprek aan tafels"
