"""Mail that comes back marks what it was about; nothing else in that mailbox does anything."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from events.models import Mail, Registration
from tests.factories import RegistrationFactory
from tests.outbox.reports import auto_reply, report
from tests.smtp import mail_server, use
from zorgpact.outbox import bounces
from zorgpact.outbox.bounces import LARGEST, read_mailbox, record_bounce
from zorgpact.outbox.delivery import deliver_due
from zorgpact.outbox.senders import bounce_address, mail_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CAME_BACK = ("failed", "Bounce 5.1.1")
ARRIVED = ("sent", "")


@pytest.fixture(autouse=True)
def bounce_setting(settings):
    settings.BOUNCE_ADDRESS = "Bounces@site.example"


@pytest.fixture
def mail():
    return Mail.objects.create(registration=RegistrationFactory(), kind="confirmed", state=Mail.State.SENT)


def state(mail):
    mail.refresh_from_db()
    return mail.state, mail.last_error


# --- The address ------------------------------------------------------------------------------------------


def deliver():
    mails = Mail.objects.select_related("registration")
    deliver_due(mails, lambda mail: EmailMessage("Bericht", "Inhoud", to=[mail.registration.email]))


def test_each_mail_leaves_with_an_address_of_its_own_on_the_envelope_only(settings, mail):
    Mail.objects.update(state="queued")
    with mail_server() as server:
        use(settings, server)
        deliver()
    ((sender, _, content),) = server.received
    assert (sender, mail_of(sender)) == (bounce_address(mail), mail)
    assert "From: Zorgpact <info@example.org>\r\n" in content
    assert "bounces" not in content.lower()


@pytest.mark.parametrize(("earlier", "is_known"), [(True, True), (False, False)])
def test_what_left_before_the_site_got_another_key_is_known_when_it_comes_back(
    settings, mail, earlier, is_known
):
    address = bounce_address(mail)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if earlier else []
    settings.SECRET_KEY = "een heel andere sleutel"
    assert (mail_of(address) == mail, bounce_address(mail) == address) == (is_known, False)


def test_without_the_setting_the_sender_is_as_it_was(settings, mail):
    settings.BOUNCE_ADDRESS = ""
    Mail.objects.update(state="queued")
    deliver()
    assert django_mail.outbox[0].from_email == "Zorgpact <info@example.org>"
    assert (mail_of("+events.mail-1-0123456789abcdef@"), mail_of("")) == (None, None)


def test_an_address_fits_in_what_mail_servers_take_and_survives_capitals(mail):
    address = bounce_address(mail)
    assert len(address.partition("@")[0]) <= 64
    assert mail_of(address.upper()) == mail


@pytest.mark.parametrize(
    "forge",
    [
        lambda address, other: address.replace(f"mail-{other[0]}-", f"mail-{other[1]}-"),
        lambda address, other: address.replace("site.example", "elders.example"),
        lambda address, other: address.replace("events.mail", "users.user"),
        lambda address, other: address[::-1],
        lambda address, other: "bounces@site.example",
        lambda address, other: "bounces+events.mail-999999999999999999-0123456789abcdef@site.example",
    ],
)
def test_a_forged_address_is_nobodys(mail, forge):
    victim = Mail.objects.create(registration=RegistrationFactory(), kind="confirmed", state=Mail.State.SENT)
    forged = forge(bounce_address(mail), (mail.pk, victim.pk))
    assert (mail_of(forged), record_bounce(report(forged))) == (None, False)
    assert [state(mail), state(victim)] == [ARRIVED, ARRIVED]


# --- What is said -----------------------------------------------------------------------------------------


def test_a_report_that_it_failed_for_ever_marks_the_mail_and_warns_the_organiser(mail):
    assert record_bounce(report(bounce_address(mail))) is True
    assert state(mail) == CAME_BACK
    assert mail.failure == "dit adres bestaat niet (5.1.1)"
    assert list(Registration.objects.out_of_reach()) == [mail.registration]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "4.4.1", "action": "delayed"},
        {"status": "4.2.2"},
        {"status": "2.1.5", "action": "delivered"},
        {"action": "relayed"},
        {"status": ""},
        {"status": "5"},
        {"report_type": "disposition-notification", "kind": "disposition-notification"},
    ],
)
def test_another_report_does_nothing(mail, changes):
    assert (record_bounce(report(bounce_address(mail), **changes)), state(mail)) == (False, ARRIVED)


BROKEN = {
    "nothing": lambda to: b"",
    "somebody on holiday": auto_reply,
    "no text at all": lambda to: bytes(range(256)) * 20,
    "half": lambda to: report(to)[:500],
    "without parts": lambda to: report(to).replace(b"--grens", b""),
    "huge": lambda to: report(to) + b"x" * LARGEST,
    "a report in one part": lambda to: report(to).replace(b"multipart/report", b"message/delivery-status"),
    "deep": lambda to: (
        f"To: {to}\nContent-Type: multipart/report; report-type=delivery-status; ".encode()
        + b"".join(f'boundary="{n}"\n\n--{n}\nContent-Type: multipart/mixed; '.encode() for n in range(2000))
    ),
    "another encoding": lambda to: report(to).replace(b"Action: failed", b"Action: =?x?q?=ff?="),
    "a parameter without end": lambda to: report(to).replace(b"report-type=", b"report-type*=x'"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_report_does_nothing(mail, name):
    assert (record_bounce(BROKEN[name](bounce_address(mail))), state(mail)) == (False, ARRIVED)


def test_a_mail_that_waits_to_be_sent_again_is_not_given_up(mail):
    address = bounce_address(mail)
    record_bounce(report(address))
    Mail.objects.all().send_again()
    assert (record_bounce(report(address)), state(mail)) == (False, ("queued", ""))


# --- Where it is read -------------------------------------------------------------------------------------


def test_a_mail_server_may_hand_over_each_message(mail, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(report(bounce_address(mail)))))
    call_command("read_bounces", "-")
    assert state(mail) == CAME_BACK


def test_without_a_mailbox_the_command_says_so():
    with pytest.raises(CommandError, match="BOUNCE_MAILBOX"):
        call_command("read_bounces")


class Mailbox:
    """What imaplib.IMAP4_SSL is, with these messages in it."""

    def __init__(self, *messages):
        self.messages = dict(enumerate(messages, start=1))
        self.flags: dict[str, str] = {}
        self.calls: list = []

    def __call__(self, host, port, ssl_context, timeout):
        self.calls.append((host, port, ssl_context.check_hostname, timeout))
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.calls.append("logout")

    def login(self, name, password):
        self.calls.append((name, password))

    def select(self, name):
        self.calls.append(name)
        return ("OK" if name == "Terug" else "NO"), [b""]

    def uid(self, command, *arguments):
        if command == "SEARCH":
            return "OK", [" ".join(map(str, self.messages)).encode()]
        if command == "FETCH":
            return "OK", [(b"1 (UID 1 BODY[]", self.messages[int(arguments[0])]), b")"]
        self.flags[arguments[0]] = arguments[2]
        return "OK", []

    def expunge(self):
        self.calls.append("expunge")


def test_a_mailbox_is_read_and_what_was_understood_is_removed(settings, mail, monkeypatch):
    box = Mailbox(report(bounce_address(mail)), auto_reply(bounce_address(mail)))
    monkeypatch.setattr(bounces.imaplib, "IMAP4_SSL", box)
    settings.BOUNCE_MAILBOX = "imaps://bounces%40site:ge%3Aheim@mail.site.example/Terug"
    assert read_mailbox() == 1
    assert box.calls == [
        ("mail.site.example", 993, True, 15),
        ("bounces@site", "ge:heim"),
        "Terug",
        "expunge",
        "logout",
    ]
    assert box.flags == {"1": r"(\Seen \Deleted)", "2": r"(\Seen)"}
    assert state(mail) == CAME_BACK


def test_a_mailbox_that_does_not_exist_is_a_failure(settings, monkeypatch):
    monkeypatch.setattr(bounces.imaplib, "IMAP4_SSL", Mailbox())
    settings.BOUNCE_MAILBOX = "imaps://a:b@mail.site.example/Anders"
    with pytest.raises(bounces.imaplib.IMAP4.error, match="no such mailbox"):
        read_mailbox()
