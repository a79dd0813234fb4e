from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.ical import agenda, appointment
from events.structured_data import event_data
from tests.factories import EventFactory
from zorgpact.cms.models import SiteSettings

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def session():
    return EventFactory(
        slug="leren-in-de-wijk",
        title="Leren; in de wijk, samen",
        introduction="Eerste zin.\r\nTweede zin.",
        start_at=datetime(2030, 5, 15, 11, 30, tzinfo=UTC),
        address="Museumpark 3",
        organiser_email="sessies@example.org",
        online_url="https://example.org/deelnemen",
    )


def parsed(content):
    calendar = Calendar.from_ical(content)
    return calendar, calendar.events[0]


def test_the_file_can_be_read_back(session):
    calendar, entry = parsed(appointment(session))

    assert calendar["METHOD"] == "PUBLISH"
    assert entry["SUMMARY"] == "Leren; in de wijk, samen"
    assert entry.start == datetime(2030, 5, 15, 11, 30, tzinfo=UTC)
    assert entry.end == datetime(2030, 5, 15, 14, 30, tzinfo=UTC)
    assert entry["LOCATION"] == "De Werkplaats, Museumpark 3, Utrecht"
    assert entry["URL"] == "http://testserver/agenda/leren-in-de-wijk/"
    assert entry["ORGANIZER"] == "mailto:sessies@example.org"
    assert entry["STATUS"] == "CONFIRMED"


def test_lines_end_as_the_standard_says_and_are_at_most_75_octets(session):
    lines = appointment(session).split(b"\r\n")

    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize("method", ["PUBLISH", "CANCEL"])
@pytest.mark.parametrize("contact", ["contact@example.org", ""])
def test_without_an_organiser_it_is_the_contact_of_the_site(session, method, contact):
    session.organiser_email = ""
    site = SiteSettings.load()
    site.contact_email = contact
    site.save()

    entry = parsed(appointment(session, method=method))[1]
    assert entry["ORGANIZER"] == f"mailto:{contact or 'info@example.org'}"


def test_an_agenda_without_sessions_is_still_a_calendar():
    calendar = Calendar.from_ical(agenda([]))

    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


def test_a_hybrid_session_is_in_a_building_and_online(session):
    session.is_online = True

    assert parsed(appointment(session))[1]["LOCATION"] == "De Werkplaats, Museumpark 3, Utrecht, en online"
    data = event_data(session)
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]


def test_an_online_session_says_so(session):
    session.venue = session.address = session.place = ""
    session.is_online = True

    assert parsed(appointment(session))[1]["LOCATION"] == "Online"


def test_the_address_to_take_part_is_only_for_who_has_access(session):
    assert session.online_url not in parsed(appointment(session))[1]["DESCRIPTION"]
    assert session.online_url in parsed(appointment(session, with_access=True))[1]["DESCRIPTION"]


def test_a_later_file_replaces_an_earlier_one(session):
    now = timezone.now()
    files = [
        appointment(session, told_at=now),
        appointment(session, method="CANCEL", told_at=now + timedelta(minutes=1)),
        appointment(session, told_at=now + timedelta(minutes=2)),
    ]
    entries = [parsed(file)[1] for file in files]

    assert len({entry["UID"] for entry in entries}) == 1
    assert entries[0]["SEQUENCE"] < entries[1]["SEQUENCE"] < entries[2]["SEQUENCE"] < 2**31
    assert [entry["STATUS"] for entry in entries] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]


def test_a_session_that_is_off_is_cancelled_in_the_calendar(session):
    session.is_cancelled = True

    entry = parsed(appointment(session))[1]
    assert (entry["STATUS"], entry["SUMMARY"]) == ("CANCELLED", "Gaat niet door: Leren; in de wijk, samen")


def test_the_agenda_holds_every_session_with_an_identity_of_its_own(session):
    calendar = Calendar.from_ical(agenda([session, EventFactory()]))

    assert len({entry["UID"] for entry in calendar.events}) == 2
