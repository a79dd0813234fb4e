"""Sending what is owed. Tried with the mail of registrations, and a message that says nothing."""

import threading
from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, connections
from django.utils import timezone

from events.models import Mail
from tests.factories import RegistrationFactory
from zorgpact.outbox.delivery import BACKOFF, LEASE, MAX_ATTEMPTS, deliver_due

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


def owed(count=1, **fields):
    """Mails that are due."""
    return [
        Mail.objects.create(registration=RegistrationFactory(), kind=Mail.Kind.CONFIRMED, **fields)
        for _ in range(count)
    ]


def compose(mail):
    return EmailMessage("Bericht", "Inhoud", to=[mail.registration.email])


def deliver(compose=compose, limit=50):
    return deliver_due(Mail.objects.select_related("registration"), compose, limit)


def make_due():
    Mail.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_what_is_due_is_sent_once():
    owed()

    assert [deliver(), deliver()] == [1, 0]
    assert len(django_mail.outbox) == 1
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.sent_at is None) == ("sent", 1, False)


def test_what_is_not_due_yet_waits():
    owed(due_at=timezone.now() + timedelta(minutes=1))

    assert deliver() == 0


def test_no_more_than_the_limit_is_sent():
    owed(2)

    assert [deliver(limit=1), deliver(limit=1)] == [1, 1]


def test_only_the_rows_that_were_asked_for_are_sent():
    one, other = owed(2)

    assert deliver_due(Mail.objects.filter(pk=one.pk), compose) == 1
    assert list(Mail.objects.filter(state="queued")) == [other]


def test_what_other_news_overtook_is_not_sent_and_goes():
    owed()

    assert deliver(lambda mail: None) == 0
    assert (django_mail.outbox, Mail.objects.count()) == ([], 0)


# --- What fails ---------------------------------------------------------------------------------------------


def test_a_refusal_is_tried_again_later_and_later_and_given_up_at_last(refusing_server):
    owed()
    for attempt, pause in enumerate(BACKOFF, start=1):
        started_at = timezone.now()
        assert deliver() == 0
        mail = Mail.objects.get()
        assert (mail.state, mail.attempts) == ("queued", attempt)
        assert timedelta(0) <= mail.due_at - started_at - pause < timedelta(seconds=30)
        make_due()
    deliver()

    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("failed", MAX_ATTEMPTS)
    make_due()
    assert deliver() == 0


def test_the_error_that_is_kept_names_nobody(refusing_server):
    owed()
    deliver()

    assert Mail.objects.get().last_error == "ConnectionRefusedError"


def test_one_that_fails_does_not_stop_the_next():
    bad, good = owed(2)
    Mail.objects.filter(pk=bad.pk).update(due_at=timezone.now() - timedelta(hours=1))

    def refuse_bad(mail):
        if mail == bad:
            raise ValueError
        return compose(mail)

    assert deliver(refuse_bad) == 1
    assert list(Mail.objects.filter(state="sent")) == [good]


def test_a_second_attempt_bears_the_same_message_id():
    owed()
    deliver()
    Mail.objects.update(state="queued")
    make_due()
    deliver()
    first, second = (message.extra_headers["Message-ID"] for message in django_mail.outbox)

    assert first == second
    assert first.endswith("@example.org>")


def test_every_mail_has_a_message_id_of_its_own_that_names_its_kind():
    one, other = owed(2)

    assert one.message_id != other.message_id
    assert one.message_id.startswith(f"<events.mail-{one.pk}-")


# --- Several workers ----------------------------------------------------------------------------------------


class Died(BaseException):
    """What no worker can catch."""


def die(mail):
    raise Died


@pytest.mark.parametrize(("minutes", "sent"), [(9, 0), (11, 1)])
def test_a_mail_of_a_worker_that_died_is_taken_again_after_ten_minutes(minutes, sent):
    owed()
    with pytest.raises(Died):
        deliver(die)
    Mail.objects.update(due_at=Mail.objects.get().due_at - timedelta(minutes=minutes))

    assert deliver() == sent


def test_a_worker_that_comes_too_late_does_not_undo_what_the_next_one_did():
    owed()

    def sent_by_another_meanwhile(mail):
        Mail.objects.update(due_at=timezone.now() - LEASE)
        assert deliver() == 1
        raise ConnectionResetError

    assert deliver(sent_by_another_meanwhile) == 0
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.last_error) == ("sent", 2, "")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_send_it_once():
    addresses = sorted(mail.registration.email for mail in owed(5))
    both = threading.Barrier(2)
    counts = []

    def work():
        both.wait()
        try:
            counts.append(deliver())
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 5
    assert sorted(message.to[0] for message in django_mail.outbox) == addresses


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_sent_inside_a_transaction(settings):
    settings.EMAIL_BACKEND = f"{__name__}.WitnessBackend"
    WitnessBackend.in_transaction.clear()
    owed()
    deliver()

    assert WitnessBackend.in_transaction == [False]


# --- What the server answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (
            SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}),
            "failed",
            "SMTPRecipientsRefused 550",
        ),
        (
            SMTPRecipientsRefused({"a@example.org": (450, b"greylisted")}),
            "queued",
            "SMTPRecipientsRefused 450",
        ),
        (SMTPDataError(554, b"spam"), "failed", "SMTPDataError 554"),
        (SMTPDataError(451, b"later"), "queued", "SMTPDataError 451"),
        (SMTPAuthenticationError(535, b"wrong password"), "queued", "SMTPAuthenticationError 535"),
        (SMTPSenderRefused(550, b"not you", "info@example.org"), "queued", "SMTPSenderRefused 550"),
        (SMTPServerDisconnected("gone"), "queued", "SMTPServerDisconnected"),
        (TimeoutError("slow"), "queued", "TimeoutError"),
    ],
)
def test_a_refusal_for_ever_is_final_and_anything_else_is_tried_again(error, state, reason):
    (mail,) = owed()

    def refuse(mail):
        raise error

    deliver(refuse)
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (state, reason)


def test_what_was_given_up_can_be_tried_from_the_start():
    (mail,) = owed(state=Mail.State.FAILED, attempts=MAX_ATTEMPTS, last_error="SMTPDataError 554")
    assert (Mail.objects.all().send_again(), deliver(), len(django_mail.outbox)) == (1, 1, 1)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == ("sent", 1, "")
