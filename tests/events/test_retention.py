"""Personal data goes when its time has come, by itself, and counts stay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import retention
from events.models import AccessToken, Mail, Registration, RegistrationCount
from events.retention import forget_old
from tests.factories import EventFactory, RegistrationFactory
from tests.pages import look_at, text

pytestmark = pytest.mark.django_db


def ended(days: int, **fields):
    """A session that was over so many days and an hour ago."""
    end = timezone.now() - timedelta(days=days, hours=1)
    return EventFactory(start_at=end - timedelta(hours=2), end_at=end, **fields)


def registered(event, **fields):
    said = {"remarks": "Tot dan", "wishes": "Geen noten", "wishes_allowed_at": timezone.now()}
    return RegistrationFactory(event=event, **said, **fields)


@pytest.mark.parametrize(("days", "kept"), [(6, ("Tot dan", "Geen noten")), (7, ("", ""))])
def test_remarks_and_wishes_go_a_week_after_the_session(days, kept):
    registration = registered(ended(days))
    forget_old()
    registration.refresh_from_db()
    assert (registration.remarks, registration.wishes) == kept
    assert (registration.wishes_allowed_at is None) == (kept[1] == "")


@pytest.mark.parametrize(("days", "states"), [(89, ["queued", "sent"]), (91, ["queued"])])
def test_mails_go_after_ninety_days_unless_they_still_have_to_be_sent(days, states):
    registration = RegistrationFactory()
    for state in (Mail.State.SENT, Mail.State.QUEUED):
        registration.mails.create(kind=Mail.Kind.CONFIRMED, state=state)
    Mail.objects.update(created_at=timezone.now() - timedelta(days=days))
    forget_old()
    assert sorted(Mail.objects.values_list("state", flat=True)) == states


def test_registrations_become_counts_after_a_year(admin_client):
    event = ended(365)
    for status in ("bevestigd", "bevestigd", "geannuleerd"):
        registration = registered(event, status=status)
        registration.mails.create(kind=Mail.Kind.CONFIRMED)
        AccessToken.issue(AccessToken.Purpose.CANCEL, registration=registration)
    young = registered(ended(364))
    forget_old()
    assert list(Registration.objects.all()) == [young]
    assert (Mail.objects.count(), AccessToken.objects.count()) == (0, 0)
    counts = RegistrationCount.objects.values_list("event", "status", "number")
    assert list(counts) == [(event.pk, "bevestigd", 2), (event.pk, "geannuleerd", 1)]
    page = look_at(f"/admin/aanmeldingen/{event.pk}/", admin_client)
    assert "de aantallen zijn bewaard: bevestigd 2, geannuleerd 1." in text(page, "main")


def test_the_session_is_locked_while_who_never_clicked_is_forgotten(monkeypatch):
    """Who clicks, or registers again, at that moment is not lost."""
    locked, lock = [], retention.locked_event

    def noting(event_id):
        locked.append(event_id)
        return lock(event_id)

    monkeypatch.setattr(retention, "locked_event", noting)
    late = [
        RegistrationFactory(confirm_by=timezone.now() - timedelta(days=2), status="geannuleerd") for _ in "ab"
    ]
    assert retention.forget_unproven() == 2
    assert locked == [registration.event_id for registration in late]


def test_forgetting_twice_changes_nothing():
    registered(ended(400))
    registered(ended(8))
    assert [forget_old() > 0, forget_old()] == [True, 0]
    assert RegistrationCount.objects.get().number == 1


def test_the_form_tells_how_long_it_is_kept(client, event, settings):
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "registrations": 200, "wishes": 3}
    form = text(look_at("/agenda/leren-in-de-wijk/aanmelden/"), "form.form")
    assert "3 dagen na de sessie wissen we het" in form
    assert "Na 200 dagen wissen we ze" in form
