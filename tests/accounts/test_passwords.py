"""Choosing a password by a mailed link: invited, or because the old one was forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.conftest import PASSWORD, is_logged_in
from tests.pages import look_at, text
from zorgpact.accounts.mail import enqueue_reset, forget_old
from zorgpact.accounts.models import AccountLink, AccountMail
from zorgpact.accounts.passwords import NotInvitable, invite
from zorgpact.users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FORGOTTEN = "/account/wachtwoord/vergeten/"
NEW = "een ander lang wachtwoord"
TYPED = {"password1": NEW, "password2": NEW}


@pytest.fixture
def nina(root):
    """Somebody who was invited and has no password yet."""
    user = User(username="nina@example.org", email="nina@example.org", first_name="Nina", is_active=False)
    user.set_unusable_password()
    user.save()
    invite(user, by=root)
    return user


@pytest.fixture
def invitation(nina, delivered, link_in):
    """The path in her mail."""
    (message,) = delivered()
    return link_in(message)


@pytest.fixture
def reset(ed, delivered, link_in):
    enqueue_reset("ed@example.org")
    (message,) = delivered()
    return link_in(message)


# --- Invited ------------------------------------------------------------------------------------------------


def test_an_invitation_says_what_to_do(nina, delivered):
    (message,) = delivered()
    assert (message.to, message.subject) == (["nina@example.org"], "Je bent uitgenodigd voor Zorgpact")
    assert (
        "Kies een wachtwoord, dan is je account klaar:\nhttp://testserver/account/wachtwoord/kiezen/"
        in message.body
    )
    assert "De link werkt zeven dagen" in message.body
    assert '<a href="http://testserver/account/wachtwoord/kiezen/' in message.alternatives[0].content


def test_looking_at_the_link_changes_nothing(nina, invitation):
    assert text(look_at(invitation), "h1") == "Welkom, Nina"
    look_at(invitation)
    nina.refresh_from_db()
    assert nina.is_invited


def test_who_was_invited_chooses_a_password_and_logs_in_with_it(client, nina, invitation, log_in):
    assert not is_logged_in(log_in("nina@example.org", NEW))
    answer = client.post(invitation, TYPED)
    assert answer["Location"] == "/account/inloggen/"
    assert not is_logged_in(client)
    assert is_logged_in(log_in("nina@example.org", NEW))


def test_a_link_works_once(client, nina, invitation):
    client.post(invitation, TYPED)
    answer = client.post(invitation, {"password1": PASSWORD, "password2": PASSWORD})
    nina.refresh_from_db()
    assert (answer.status_code, nina.check_password(NEW)) == (404, True)
    assert "Deze link werkt niet (meer)" in answer.text


@pytest.mark.parametrize(("days", "status"), [(6, 200), (8, 404)])
def test_an_invitation_works_seven_days(client, invitation, days, status):
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert client.get(invitation).status_code == status


def test_a_new_invitation_ends_the_old_one(client, nina, root, invitation, delivered, link_in):
    invite(nina, by=root)
    (message,) = delivered()
    assert client.get(invitation).status_code == 404
    assert client.get(link_in(message)).status_code == 200


def test_an_invitation_cannot_wake_who_was_blocked_later(client, nina, invitation):
    nina.set_password(PASSWORD)
    nina.save()
    assert client.post(invitation, TYPED).status_code == 404
    nina.refresh_from_db()
    assert not nina.is_active


def test_who_has_a_password_is_not_invited(ed, root):
    with pytest.raises(NotInvitable):
        invite(ed, by=root)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"password1": "kort", "password2": "kort"}, "Dit wachtwoord is te kort"),
        ({"password1": NEW, "password2": "anders"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"password1": "", "password2": ""}, "Dit is een verplicht veld."),
        ({"password1": "123456789012345", "password2": "123456789012345"}, "bevat alleen cijfers"),
        ({"password1": "nina@example.org", "password2": "nina@example.org"}, "lijkt te veel op"),
    ],
)
def test_a_bad_password_says_what_is_wrong_and_changes_nothing(client, nina, invitation, typed, error):
    answer = client.post(invitation, typed)
    nina.refresh_from_db()
    assert (error in answer.text, nina.is_invited) == (True, True)


@pytest.mark.parametrize("token", ["x", "%00", "é" * 300, "a" * 64])
def test_a_wrong_link_finds_nothing(client, token):
    assert client.get(f"/account/wachtwoord/kiezen/{token}/").status_code == 404


def test_a_link_is_kept_nowhere_and_told_to_nobody(client, invitation):
    answer = client.get(invitation)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert invitation.split("/")[-2] not in str(list(AccountLink.objects.values()))


def test_choosing_takes_no_other_method(client, invitation):
    assert client.put(invitation).status_code == 405


def test_choosing_a_password_asks_few_queries(client, invitation, django_assert_num_queries):
    client.get(invitation)  # the settings of the site
    assert invitation.startswith("/account/wachtwoord/kiezen/")
    with django_assert_num_queries(2):
        client.get(invitation)


# --- Forgotten ----------------------------------------------------------------------------------------------


def test_who_forgot_a_password_chooses_another(client, ed, reset, log_in, delivered):
    other = log_in("ed")
    client.post(reset, TYPED)
    assert is_logged_in(log_in("ed", NEW))
    assert other.get("/admin/").status_code == 302  # logged out there
    assert [message.subject for message in delivered()] == ["Je wachtwoord van Zorgpact is gewijzigd"]


@pytest.mark.parametrize(("minutes", "status"), [(110, 200), (130, 404)])
def test_a_link_for_a_new_password_works_two_hours(client, reset, minutes, status):
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        assert client.get(reset).status_code == status


def test_who_was_blocked_gets_no_link_and_uses_none(client, ed, reset, delivered):
    User.objects.filter(pk=ed.pk).update(is_active=False)
    assert client.post(reset, TYPED).status_code == 404
    enqueue_reset("ed@example.org")
    assert delivered() == []


@pytest.mark.parametrize("address", ["niemand@example.org", "nina@example.org"])
def test_an_address_without_a_password_gets_no_mail(nina, delivered, address):
    delivered()
    enqueue_reset(address)
    assert delivered() == []
    assert not AccountMail.objects.filter(kind="reset").exists()


def test_the_mail_goes_to_the_address_that_we_know(ed, delivered):
    enqueue_reset("ED@example.org")
    (message,) = delivered()
    assert message.to == ["ed@example.org"]


def ask(address: str, sender: str = "10.0.0.1"):
    return Client(REMOTE_ADDR=sender).post(FORGOTTEN, {"email": address})


def test_the_page_says_the_same_for_a_known_address_and_an_unknown_one(ed):
    known, unknown = ask("ed@example.org"), ask("niemand@example.org")
    assert known.text == unknown.text
    assert "<h1>Kijk in je mail</h1>" in known.text


def test_a_known_address_and_an_unknown_one_cost_the_same(ed, django_assert_num_queries, monkeypatch):
    """One row is written, and the page's footer read. No mail server is asked anything: the delivery does."""
    monkeypatch.setattr(
        "django.core.mail.get_connection", lambda **options: pytest.fail("asked a mail server")
    )
    assert reverse("account_reset_password") == FORGOTTEN
    ask("x@example.org")  # makes the settings of the site
    seen = []
    for address in ("ed@example.org", "niemand@example.org"):
        with django_assert_num_queries(2) as counted:
            ask(address)
        seen.append([query["sql"].split("VALUES")[0] for query in counted])
    assert seen[0] == seen[1]
    assert seen[0][0].startswith('INSERT INTO "accounts_accountmail"')
    assert mail.outbox == []


def test_one_address_is_mailed_three_times_an_hour(ed, delivered):
    answers = {ask("ed@example.org", sender=f"10.0.0.{number}").text for number in range(8)}
    assert (len(answers), len(delivered())) == (1, 3)


@pytest.mark.parametrize(
    "typed", ["", "geen adres", "a@b@c.nl", "x" * 300 + "@example.org", "ed@example.org\0"]
)
def test_what_is_no_address_says_so(typed):
    answer = ask(typed)
    assert "field__error" in answer.text
    assert not AccountMail.objects.exists()


def test_asking_for_a_link_takes_no_other_method(client):
    assert client.delete(FORGOTTEN).status_code == 405


# --- Kept ---------------------------------------------------------------------------------------------------


def test_old_mails_and_links_are_erased(ed, reset):
    assert forget_old() == 0
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert forget_old() == 2
    assert (AccountMail.objects.count(), AccountLink.objects.count()) == (0, 0)
