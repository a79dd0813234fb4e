import threading
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, connections
from django.utils import timezone

from events.access import registration_by_token
from events.mail import BACKOFF, MAX_ATTEMPTS, deliver_due, owe
from events.models import AccessToken, Event, Mail, Registration
from events.registration import cancel, register, tell_what_is_on
from tests.events.conftest import details
from tests.factories import EventFactory, RegistrationFactory
from zorgpact.cms.models import SiteSettings

pytestmark = pytest.mark.django_db


class FailingBackend(BaseEmailBackend):
    """A mail server that refuses."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("fatima@example.org: no")


class WitnessBackend(BaseEmailBackend):
    """Notes whether a transaction was open while it sent."""

    in_transaction: list[bool] = []

    def send_messages(self, messages):
        self.in_transaction.append(connection.in_atomic_block)
        return len(messages)


@pytest.fixture
def refusing_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.FailingBackend"


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


# --- The outbox ---------------------------------------------------------------------------------------------


def test_what_is_due_is_sent_once(event):
    register(event.pk, details())

    assert [deliver_due(), deliver_due()] == [1, 0]
    assert len(django_mail.outbox) == 1
    mail = Mail.objects.get()
    assert (mail.state, mail.sent_at is None) == ("sent", False)


def test_what_is_not_due_yet_waits(event):
    register(event.pk, details())
    Mail.objects.update(due_at=timezone.now() + timedelta(minutes=1))

    assert deliver_due() == 0


def test_no_more_than_the_limit_is_sent(event):
    for number in range(2):
        register(event.pk, details(email=f"{number}@example.org"))

    assert [deliver_due(limit=1), deliver_due(limit=1)] == [1, 1]


def test_a_refusal_is_tried_again_later_and_later_and_given_up_at_last(event, refusing_server):
    register(event.pk, details())
    for attempt, pause in enumerate(BACKOFF, start=1):
        started_at = timezone.now()
        assert deliver_due() == 0
        mail = Mail.objects.get()
        assert (mail.state, mail.attempts) == ("queued", attempt)
        assert timedelta(0) <= mail.due_at - started_at - pause < timedelta(seconds=30)
        make_due()
    deliver_due()

    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("failed", MAX_ATTEMPTS)
    make_due()
    assert deliver_due() == 0


def test_the_error_that_is_kept_names_nobody(event, refusing_server):
    register(event.pk, details())
    deliver_due()

    assert Mail.objects.get().last_error == "ConnectionRefusedError"


def test_one_that_fails_does_not_stop_the_next(event, monkeypatch):
    good, bad = (register(event.pk, details(email=f"{name}@example.org")) for name in ("goed", "fout"))
    Mail.objects.filter(registration=bad).update(due_at=timezone.now() - timedelta(hours=1))
    monkeypatch.setattr("events.mail.compose", _refuse_for(bad.email))

    assert deliver_due() == 1
    assert list(Mail.objects.filter(state="sent").values_list("registration", flat=True)) == [good.pk]


def _refuse_for(email):
    class Message:
        def send(self):
            return 1

    def compose(mail):
        if mail.registration.email == email:
            raise ValueError
        return Message()

    return compose


@pytest.mark.parametrize(("minutes", "sent"), [(9, 0), (11, 1)])
def test_a_mail_of_a_worker_that_died_is_taken_again_after_ten_minutes(event, minutes, sent, monkeypatch):
    register(event.pk, details())
    monkeypatch.setattr("events.mail._deliver", lambda pk: False)  # claims, and dies
    deliver_due()
    monkeypatch.undo()
    Mail.objects.update(due_at=Mail.objects.get().due_at - timedelta(minutes=minutes))

    assert deliver_due() == sent


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_send_it_once(monkeypatch):
    event = EventFactory(capacity=None)
    for number in range(5):
        register(event.pk, details(email=f"{number}@example.org"))
    both = threading.Barrier(2)
    counts = []

    def work():
        both.wait()
        try:
            counts.append(deliver_due())
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 5
    assert sorted(message.to[0] for message in django_mail.outbox) == [f"{n}@example.org" for n in range(5)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_sent_inside_a_transaction(settings):
    settings.EMAIL_BACKEND = f"{__name__}.WitnessBackend"
    WitnessBackend.in_transaction.clear()
    register(EventFactory().pk, details())
    deliver_due()

    assert WitnessBackend.in_transaction == [False]


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
    owe(registration, Mail.Kind.CONFIRMED)

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


def test_a_second_attempt_bears_the_same_message_id(event):
    first = sent_for(event)
    Mail.objects.update(state="queued", due_at=timezone.now())
    deliver_due()
    second = django_mail.outbox[-1]

    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"].endswith("@example.org>")


def test_each_mail_has_a_link_of_its_own_of_which_only_a_digest_is_kept(event):
    message = sent_for(event)
    token = link_in(message).rstrip("/").rpartition("/")[2]

    assert registration_by_token(token, AccessToken.Purpose.CANCEL) == Registration.objects.get()
    assert token not in str(list(AccessToken.objects.values()))
    assert len(token) >= 43


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
    tell_what_is_on()
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
    tell_what_is_on()
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
    owe(RegistrationFactory(event=event, status=status), Mail.Kind(kind))
    deliver_due()
    message = django_mail.outbox[-1]

    for text in (message.body, html_of(message)):
        assert "Met vriendelijke groet," in text
        assert "Je krijgt deze mail omdat dit adres is ingevuld" in text
        assert "{{" not in text
