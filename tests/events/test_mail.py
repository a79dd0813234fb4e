from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from events.access import registration_by_token
from events.mail import deliver_due, enqueue
from events.models import AccessToken, Event, Mail, Registration
from events.registration import cancel, register, tell_changes
from tests.events.conftest import details
from tests.factories import RegistrationFactory
from zorgpact.cms.models import SiteSettings

pytestmark = pytest.mark.django_db


def make_due():
    Mail.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def sent_for(event, **changes):
    register(event.pk, details(**changes))
    deliver_due()
    return django_mail.outbox[-1]


def html_of(message):
    return message.alternatives[0].content


def link_in(message):
    return next(word for word in message.body.split() if "/aanmelding/annuleren/" in word)


# --- What is owed -------------------------------------------------------------------------------------------


def test_news_that_was_overtaken_is_not_sent(event):
    registration = register(event.pk, details())
    Mail.objects.update(state="sending")  # in the hands of another worker
    cancel(registration.pk)
    make_due()
    deliver_due()

    assert [message.subject for message in django_mail.outbox] == [
        "Je aanmelding is geannuleerd: Leren in de wijk"
    ]


def test_news_that_could_not_be_sent_may_be_owed_again(event):
    registration = register(event.pk, details())
    registration.mails.update(state="failed")
    enqueue(registration, Mail.Kind.CONFIRMED)

    assert registration.mails.filter(state="queued").count() == 1


# --- The letters --------------------------------------------------------------------------------------------


def test_the_confirmation_says_what_when_where_and_how_to_withdraw(event):
    event.start_at = timezone.now().replace(year=2030, month=5, day=15, hour=11, minute=30)
    event.end_at = event.start_at + timedelta(hours=3)
    event.save()
    message = sent_for(event)

    assert message.subject == "Je bent aangemeld: Leren in de wijk"
    assert message.to == ["fatima@example.org"]
    for text in (
        "Beste Fatima Demir,",
        "woensdag 15 mei 2030, 13.30 tot 16.30 uur",
        "De Werkplaats, Utrecht",
        "http://testserver/agenda/leren-in-de-wijk/",
    ):
        assert text in message.body
        assert text in html_of(message)


def test_styles_are_inline_and_no_address_elsewhere_is_loaded(event):
    html = html_of(sent_for(event))

    assert "<style" not in html
    assert 'style="' in html
    assert "src=" not in html


def test_the_headers_let_machines_answer_well(event):
    event.organiser_email = "sessies@example.org"
    event.save()
    message = sent_for(event)

    assert message.reply_to == ["sessies@example.org"]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_without_an_organiser_answers_go_to_the_site(event):
    site = SiteSettings.load()
    site.contact_email = "info@example.org"
    site.save()

    assert sent_for(event).reply_to == ["info@example.org"]


def test_each_mail_has_a_link_of_its_own_of_which_only_a_digest_is_kept(event):
    message = sent_for(event)
    token = link_in(message).rstrip("/").rpartition("/")[2]

    assert registration_by_token(token, AccessToken.Purpose.CANCEL) == Registration.objects.get()
    assert token not in str(list(AccessToken.objects.values()))


def test_the_address_of_an_online_session_is_for_who_has_a_place(event):
    event.online_url = "https://example.org/deelnemen"
    event.capacity = 1
    event.save()
    confirmed = sent_for(event, email="eerste@example.org")
    waiting = sent_for(event, email="tweede@example.org")

    assert event.online_url in confirmed.body
    assert event.online_url not in waiting.message().as_string()
    assert event.online_url not in html_of(waiting)


def test_who_waits_reads_the_place_in_the_queue(full_event):
    sent_for(full_event, email="eerste@example.org")
    message = sent_for(full_event, email="tweede@example.org")

    assert "Je bent nu nummer 2 op de wachtlijst." in message.body
    assert message.attachments == []


def test_who_moves_up_hears_it(full_event):
    register(full_event.pk, details())
    deliver_due()
    cancel(Registration.objects.confirmed().first().pk)
    deliver_due()
    promoted = next(message for message in django_mail.outbox if message.subject.startswith("Er is een plek"))

    assert parseaddr(promoted.to[0])[1] == "fatima@example.org"
    assert "METHOD:PUBLISH" in promoted.attachments[0].content


def test_the_goodbye_takes_the_appointment_out_of_the_calendar_and_has_no_link_to_withdraw(event):
    registration = register(event.pk, details())
    deliver_due()
    cancel(registration.pk)
    deliver_due()
    message = django_mail.outbox[-1]

    assert "METHOD:CANCEL" in message.attachments[0].content
    assert "/annuleren/" not in message.body
    assert "http://testserver/agenda/leren-in-de-wijk/aanmelden/" in message.body


@pytest.fixture
def off_event(full_event):
    """With two places taken and one waiting, everybody informed; then an editor calls it off."""
    register(full_event.pk, details())
    deliver_due()
    Event.objects.update(is_cancelled=True)
    tell_changes()
    return full_event


def test_who_would_come_hears_that_it_is_off_and_loses_the_appointment(off_event):
    deliver_due()
    *coming, waiting = django_mail.outbox[-3:]

    assert {message.subject for message in coming} == {"Gaat niet door: Leren in de wijk"}
    for message in coming:
        assert "Je had een plek bij deze sessie." in message.body
        assert "Je had een plek bij deze sessie." in html_of(message)
        assert "METHOD:CANCEL" in message.attachments[0].content
        assert "/annuleren/" not in message.body
        assert "http://testserver/agenda/\n" in message.body
    assert "Je stond op de wachtlijst voor deze sessie." in waiting.body


def test_who_was_told_it_is_off_hears_that_it_is_on_after_all(off_event):
    deliver_due()
    Event.objects.update(is_cancelled=False)
    tell_changes()
    deliver_due()
    *coming, waiting = django_mail.outbox[-3:]

    for message in coming:
        assert message.subject == "Gaat toch door: Leren in de wijk"
        assert "nog steeds een plek" in message.body
        assert "METHOD:PUBLISH" in message.attachments[0].content
        assert link_in(message)
    assert "als nummer 1" in waiting.body
    assert waiting.attachments == []


def test_an_editor_who_thinks_again_at_once_sends_no_wrong_news(off_event):
    Event.objects.update(is_cancelled=False)
    sent = len(django_mail.outbox)

    assert deliver_due() == 0
    assert len(django_mail.outbox) == sent


def test_no_welcome_is_sent_for_what_was_called_off_meanwhile(event):
    register(event.pk, details())
    Event.objects.update(is_cancelled=True)

    assert deliver_due() == 0


def test_a_name_cannot_break_out_of_the_letter(event):
    message = sent_for(event, name="<b>Piet</b>")

    assert "&lt;b&gt;Piet" in html_of(message)
    assert "<b>Piet</b>" in message.body


def test_a_title_of_several_lines_stays_one_subject(event):
    event.title = "Leren\r\nBcc: iedereen@example.org"
    event.save()

    assert sent_for(event).subject == "Je bent aangemeld: Leren Bcc: iedereen@example.org"


@pytest.mark.parametrize("kind", Mail.Kind.values)
def test_every_letter_ends_with_a_greeting_and_why_it_came(event, kind):
    Event.objects.update(is_cancelled=kind == "called_off")
    status = {"waiting": "wachtlijst", "cancelled": "geannuleerd"}.get(kind, "bevestigd")
    confirm_by = timezone.now() + timedelta(hours=1) if kind == "confirm" else None
    enqueue(RegistrationFactory(event=event, status=status, confirm_by=confirm_by), Mail.Kind(kind))
    deliver_due()
    message = django_mail.outbox[-1]

    for text in (message.body, html_of(message)):
        assert "Met vriendelijke groet," in text
        assert "Je krijgt deze mail omdat dit adres is ingevuld" in text
        assert "{{" not in text


def test_attempts_that_fail_leave_no_links_behind(event, monkeypatch):
    register(event.pk, details())
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
        for _ in range(3):
            Mail.objects.update(due_at=timezone.now())
            deliver_due()
    Mail.objects.update(due_at=timezone.now())
    assert deliver_due() == 1
    assert sorted(AccessToken.objects.values_list("purpose", flat=True)) == ["cancel", "data"]
    token = link_in(django_mail.outbox[0]).rstrip("/").rpartition("/")[2]
    assert registration_by_token(token, AccessToken.Purpose.CANCEL) == Registration.objects.get()
