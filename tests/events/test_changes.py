"""Who comes is told what an editor changes; and one address is one person's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone
from icalendar import Calendar

from events.mail import deliver_due
from events.models import Event, Mail, Registration
from events.registration import register, tell_changes
from tests.events.conftest import details

pytestmark = pytest.mark.django_db


@pytest.fixture
def informed(full_event):
    """Two have a place and one waits; all have read their mail."""
    register(full_event.pk, details())
    earlier = timezone.now() - timedelta(minutes=1)
    Event.objects.update(updated_at=earlier)
    Mail.objects.update(created_at=earlier)
    deliver_due()
    return full_event


def owed():
    return sorted(Mail.objects.queued().values_list("kind", flat=True))


def html_of(message):
    return message.alternatives[0].content


def mails_of(registration):
    return [mail.kind for mail in registration.mails.order_by("id")]


# --- What is news -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"start_at": timezone.now() + timedelta(days=70), "end_at": timezone.now() + timedelta(days=71)},
        {"venue": "Ander gebouw"},
        {"place": "Zwolle"},
        {"is_online": True},
    ],
)
def test_another_time_or_place_is_told_once_to_who_comes_and_who_waits(informed, changes):
    Event.objects.update(**changes)

    assert [tell_changes(), tell_changes()] == [3, 0]
    assert owed() == ["moved"] * 3


def test_another_link_is_told_only_to_who_comes(informed):
    Event.objects.update(online_url="https://example.org/nieuw")

    assert [tell_changes(), tell_changes()] == [2, 0]


@pytest.mark.parametrize("changes", [{"title": "Andere titel"}, {"capacity": 3}, {"introduction": "Anders."}])
def test_what_does_not_matter_for_coming_is_not_told(informed, changes):
    Event.objects.update(**changes)

    assert tell_changes() == 0


def test_what_is_put_back_before_the_mail_went_is_no_news(informed):
    Event.objects.update(venue="Ander gebouw")
    tell_changes()
    Event.objects.update(venue=informed.venue)

    assert tell_changes() == 0
    assert owed() == []


def test_two_changes_before_the_mail_went_are_one_mail_from_the_first_to_the_last(informed):
    for venue in ("Tussendoor", "Ander gebouw"):
        Event.objects.update(venue=venue)
        tell_changes()
    mail = Mail.objects.queued().first()

    assert owed() == ["moved"] * 3
    assert (mail.earlier["venue"], mail.registration.told["venue"]) == ("De Werkplaats", "Ander gebouw")


def test_two_changes_with_a_mail_between_are_two_mails(informed):
    for venue in ("Tussendoor", "Ander gebouw"):
        Event.objects.update(venue=venue)
        tell_changes()
        deliver_due()

    assert len([one for one in django_mail.outbox if one.subject.startswith("Er verandert iets")]) == 6


def test_a_welcome_that_still_waits_tells_it_itself(event):
    register(event.pk, details())
    Event.objects.update(venue="Ander gebouw")

    assert tell_changes() == 0
    assert owed() == ["confirmed"]


def test_what_moves_while_it_is_off_is_told_when_it_is_on_again(informed):
    Event.objects.update(is_cancelled=True)
    tell_changes()
    deliver_due()
    Event.objects.update(venue="Ander gebouw")
    assert tell_changes() == 0
    Event.objects.update(is_cancelled=False)

    assert tell_changes() == 3
    assert owed() == ["resumed"] * 3


def test_who_registered_before_this_was_kept_gets_no_mail_about_what_did_not_change(informed):
    Registration.objects.update(told={})

    assert [tell_changes(), tell_changes()] == [0, 0]
    assert Registration.objects.filter(told={}).count() == 0


# --- What the mail says ---------------------------------------------------------------------------------------


@pytest.fixture
def moved(informed):
    """The calendar of the welcome, and the three mails about the move: two who come, one who waits."""
    calendar = django_mail.outbox[0].attachments[0].content
    Event.objects.update(venue="Ander gebouw", online_url="https://example.org/nieuw")
    tell_changes()
    deliver_due()
    return calendar, *django_mail.outbox[-3:]


def test_who_comes_reads_what_it_was_and_what_it_becomes(moved):
    _, message, *_ = moved
    assert message.subject == "Er verandert iets: Leren in de wijk"
    for text in (message.body, html_of(message)):
        for part in ("De Werkplaats, Utrecht", "Ander gebouw, Utrecht", "https://example.org/nieuw"):
            assert part in text
    assert "was:   De Werkplaats, Utrecht\n  wordt: Ander gebouw, Utrecht" in message.body
    assert "/aanmelding/annuleren/" in message.body


def test_the_calendar_is_brought_up_to_date_with_the_mail(moved):
    first, message, *_ = moved
    old, new = (Calendar.from_ical(content).events[0] for content in (first, message.attachments[0].content))
    assert (old["UID"], new["LOCATION"]) == (new["UID"], "Ander gebouw, Utrecht")
    assert old["SEQUENCE"] < new["SEQUENCE"]


def test_who_waits_reads_it_without_the_link_and_without_a_calendar(moved):
    *_, message = moved
    assert "Je staat op de wachtlijst" in message.body
    assert "https://example.org/nieuw" not in message.body
    assert message.attachments == []


def test_a_mail_about_what_is_no_longer_on_the_site_leads_nowhere(informed):
    Event.objects.update(live=False)
    tell_changes()
    deliver_due()
    message = django_mail.outbox[-1]
    assert message.subject == "Gaat niet door: Leren in de wijk"
    assert informed.get_absolute_url() not in message.body + html_of(message)


def test_the_last_day_of_a_session_is_in_the_mail(event):
    start_at = datetime(2029, 5, 15, 7, tzinfo=UTC)  # 9.00 in the Netherlands
    Event.objects.update(start_at=start_at, end_at=start_at + timedelta(days=2, hours=3))
    register(event.pk, details())
    deliver_due()
    when = "Wanneer: dinsdag 15 mei 2029, 9.00 tot donderdag 17 mei 2029, 12.00 uur"
    assert when in django_mail.outbox[-1].body


def test_the_character_set_of_the_calendar_is_said_once(event):
    register(event.pk, details())
    deliver_due()
    parts = django_mail.outbox[-1].message().walk()
    (calendar,) = (part for part in parts if part.get_filename() == "sessie.ics")
    assert calendar["Content-Type"].count("charset") == 1


# --- One address, one person ----------------------------------------------------------------------------------


def test_a_second_person_on_an_address_is_not_added_and_the_address_is_told(event):
    first = register(event.pk, details())
    register(event.pk, details(name="Piet Jansen"))

    assert [(one.name, one.status) for one in Registration.objects.all()] == [("Fatima Demir", "bevestigd")]
    assert mails_of(first) == ["confirmed", "not_added"]
    assert first.mails.get(kind="not_added").refused_name == "Piet Jansen"


def test_the_same_second_person_is_told_once_in_ten_minutes(event):
    first = register(event.pk, details())
    for _ in range(3):
        register(event.pk, details(name="Piet Jansen"))

    assert mails_of(first) == ["confirmed", "not_added"]


def test_whoever_reads_the_address_hears_who_was_not_added(event):
    register(event.pk, details())
    register(event.pk, details(name="Piet Jansen"))
    deliver_due()
    welcome, message = django_mail.outbox
    assert "op naam van Fatima Demir" in welcome.body
    assert message.subject == "Niet aangemeld: Leren in de wijk"
    for text in (message.body, html_of(message)):
        assert "Beste Fatima Demir" in text
        assert "Piet Jansen" in text
        assert "/aanmelding/annuleren/" not in text
    assert message.attachments == []


def test_who_registers_again_corrects_what_they_filled_in(event):
    register(event.pk, details())
    register(event.pk, details(name="fatima DEMIR", organisation="Albeda", remarks="Vega graag"))

    registration = Registration.objects.get()
    assert (registration.organisation, registration.remarks) == ("Albeda", "Vega graag")
