"""What becomes of a mail for each fault of a mail server: the specification, tried on a server that has it.

A mail that waits was tried and is tried again after 1, 5, 30, 120 and 480 minutes; after the sixth time it has failed, for
an organiser to see. One that was not touched waits for the server: no attempt is counted, whatever time that takes.
"""

import logging

import pytest
from django.core.mail import EmailMessage

from events.models import Mail
from tests.factories import RegistrationFactory
from tests.smtp import HANG, HANG_UP, mail_server, use
from zorgpact.operations.processes import free_port
from zorgpact.outbox.delivery import deliver_due

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SENT = ("sent", 1, "")
UNTOUCHED = ("queued", 0, "")


def waits(reason):
    return ("queued", 1, reason)


def failed(reason):
    return ("failed", 1, reason)


WHOLE_SERVER = {
    # fault: what is raised, for the log and the start of the admin; all mail is left as it was.
    "hangs when greeted": ({"CONNECT": HANG}, "SMTPServerDisconnected"),
    "hangs up when greeted": ({"CONNECT": HANG_UP}, "SMTPServerDisconnected"),
    "421 when greeted": ({"CONNECT": "421 4.3.2 too busy"}, "SMTPConnectError"),
    "554 when greeted": ({"CONNECT": "554 5.7.1 not you"}, "SMTPConnectError"),
    "535 wrong password": ({"AUTH": "535 5.7.8 no"}, "SMTPAuthenticationError"),
    "454 cannot check the password": ({"AUTH": "454 4.7.0 later"}, "SMTPAuthenticationError"),
    "454 no TLS now": ({"STARTTLS": "454 4.7.0 later"}, "SMTPResponseException"),
    "TLS that fails": ({"STARTTLS": "220 go ahead"}, "SSLError"),
}
ONE_MAIL = {
    # fault: what becomes of the mail. A sender that is refused is no fault of the mail.
    "421 at MAIL": ({"MAIL": "421 4.3.2 bye"}, waits("SMTPSenderRefused 421 4.3.2")),
    "450 at MAIL": ({"MAIL": "450 4.7.1 later"}, waits("SMTPSenderRefused 450 4.7.1")),
    "452 at MAIL": ({"MAIL": "452 4.3.1 full"}, waits("SMTPSenderRefused 452 4.3.1")),
    "550 at MAIL": ({"MAIL": "550 5.7.1 not you"}, waits("SMTPSenderRefused 550 5.7.1")),
    "553 at MAIL": ({"MAIL": "553 5.1.8 unknown sender"}, waits("SMTPSenderRefused 553 5.1.8")),
    "421 at RCPT": ({"RCPT": "421 4.3.2 bye"}, waits("SMTPRecipientsRefused 421 4.3.2")),
    "450 at RCPT": ({"RCPT": "450 4.2.0 greylisted"}, waits("SMTPRecipientsRefused 450 4.2.0")),
    "451 at RCPT": ({"RCPT": "451 4.3.0 later"}, waits("SMTPRecipientsRefused 451 4.3.0")),
    "452 at RCPT": ({"RCPT": "452 4.2.2 full for now"}, waits("SMTPRecipientsRefused 452 4.2.2")),
    "550 at RCPT": ({"RCPT": "550 5.1.1 no such user"}, failed("SMTPRecipientsRefused 550 5.1.1")),
    "552 at RCPT": ({"RCPT": "552 5.2.2 mailbox full"}, failed("SMTPRecipientsRefused 552 5.2.2")),
    "553 at RCPT": ({"RCPT": "553 5.1.3 bad address"}, failed("SMTPRecipientsRefused 553 5.1.3")),
    "554 at RCPT": ({"RCPT": "554 relay denied"}, failed("SMTPRecipientsRefused 554")),
    "451 at DATA": ({"DATA": "451 4.3.0 later"}, waits("SMTPDataError 451 4.3.0")),
    "554 at DATA": ({"DATA": "554 5.5.1 no"}, failed("SMTPDataError 554 5.5.1")),
    "421 after the mail": ({"END": "421 4.3.2 bye"}, waits("SMTPDataError 421 4.3.2")),
    "451 after the mail": ({"END": "451 4.3.0 later"}, waits("SMTPDataError 451 4.3.0")),
    "452 after the mail": ({"END": "452 4.3.1 full"}, waits("SMTPDataError 452 4.3.1")),
    "550 after the mail": ({"END": "550 5.7.1 spam"}, failed("SMTPDataError 550 5.7.1")),
    "552 after the mail": ({"END": "552 5.3.4 too large"}, failed("SMTPDataError 552 5.3.4")),
    "554 after the mail": ({"END": "554 5.6.0 content"}, failed("SMTPDataError 554 5.6.0")),
    "hangs at MAIL": ({"MAIL": HANG}, waits("SMTPServerDisconnected")),
    "hangs up at RCPT": ({"RCPT": HANG_UP}, waits("SMTPServerDisconnected")),
    # Ambiguous: the server may have it. It goes again with the same Message-ID, by which most programs show it once.
    "hangs after the mail": ({"END": HANG}, waits("SMTPServerDisconnected")),
    "hangs up after the mail": ({"END": HANG_UP}, waits("SMTPServerDisconnected")),
    "no fault": ({}, SENT),
}
BREAKS_OFF = {name for name in ONE_MAIL if name.startswith(("421", "hangs"))}


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


@pytest.fixture
def mails():
    return [Mail.objects.create(registration=RegistrationFactory(), kind="confirmed") for _ in range(2)]


def compose(mail):
    return EmailMessage("Bericht", "Inhoud", to=[mail.registration.email])


def deliver():
    return deliver_due(Mail.objects.select_related("registration"), compose)


def states():
    return list(Mail.objects.order_by("pk").values_list("state", "attempts", "last_error"))


@pytest.mark.parametrize(("faults", "error"), WHOLE_SERVER.values(), ids=WHOLE_SERVER)
def test_a_server_that_does_not_let_us_in_costs_no_mail_an_attempt(settings, server, mails, faults, error):
    use(settings, server)
    server.faults = faults
    if "AUTH" in faults:
        server.extensions = ["AUTH PLAIN"]
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "anna", "geheim"
    if "STARTTLS" in faults:
        server.extensions, settings.EMAIL_USE_TLS = ["STARTTLS"], True
    with pytest.raises(OSError) as raised:
        deliver()
    assert (type(raised.value).__name__, states()) == (error, [UNTOUCHED, UNTOUCHED])


def test_a_server_that_is_not_there_costs_no_mail_an_attempt(settings, server, mails):
    use(settings, server, EMAIL_PORT=free_port())
    with pytest.raises(ConnectionRefusedError):
        deliver()
    assert states() == [UNTOUCHED, UNTOUCHED]


@pytest.mark.parametrize("name", ONE_MAIL)
def test_a_fault_with_one_mail(settings, server, mails, name, caplog):
    use(settings, server)
    server.faults, expected = ONE_MAIL[name]
    with caplog.at_level(logging.WARNING):
        deliver()
    # When the server says no more, the next mail waits for the next round; otherwise it is tried as well.
    assert states() == [expected, UNTOUCHED if name in BREAKS_OFF else expected]
    assert "@" not in caplog.text


def test_a_refused_mail_does_not_spoil_the_next(settings, server, mails):
    use(settings, server)
    server.faults = {"DATA": "554 5.5.1 no"}  # smtplib leaves this conversation half said

    def mend(mail):
        if mail == mails[1]:
            server.faults = {}
        return compose(mail)

    assert deliver_due(Mail.objects.select_related("registration"), mend) == 1
    assert states() == [failed("SMTPDataError 554 5.5.1"), SENT]


def test_many_mails_go_over_one_connection(settings, server, mails):
    use(settings, server)
    assert (deliver(), server.connections) == (2, 1)
    assert set(server.counts().values()) == {1}


def test_nobody_is_called_when_there_is_nothing_to_send(settings, server):
    use(settings, server)
    assert (deliver(), server.connections) == (0, 0)
