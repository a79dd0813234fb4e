"""A password, or a secret link, can be guessed a few times, and then no more for a while."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import RegistrationFactory, StandardPageFactory, site_tree
from zorgpact.cms.guessing import WRONG_LINKS_FROM, WRONG_PASSWORDS, WRONG_PASSWORDS_FROM
from zorgpact.outbox.models import digest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_stopped")]
MOST = WRONG_PASSWORDS.most
LINKS = ["/aanmelding/annuleren/{}/", "/aanmelding/bevestigen/{}/", "/aanmelding/gegevens/{}/"]


@pytest.fixture
def door():
    """The address of the password of a shielded page."""
    site_tree()
    page = StandardPageFactory(title="Besloten")
    shield = PageViewRestriction.objects.create(page=page, restriction_type="password", password="open")
    return f"/_util/authenticate_with_password/{shield.pk}/{page.pk}/"


def guess(address: str, sender: str = "10.0.0.1", browser: str = "", **typed) -> int:
    client = Client(REMOTE_ADDR=sender)
    if browser:
        client.cookies["csrftoken"] = browser
    return client.post(address, {"return_url": "/", **typed}).status_code


def test_a_shielded_page_takes_ten_wrong_guesses_of_one_browser(door):
    assert [guess(door, password="fout") for _ in range(MOST + 2)] == [200] * MOST + [429] * 2
    assert guess(door, password="open") == 429
    assert guess(door, password="open", sender="10.0.0.2") == 302


def test_a_congress_behind_one_address_may_mistype_and_a_robot_with_many_cookies_stops(door):
    people = WRONG_PASSWORDS_FROM.most
    assert {guess(door, browser=f"b{number}", password="fout") for number in range(people)} == {200}
    assert guess(door, browser="another", password="fout") == 429


def test_a_network_of_ipv6_is_one_sender(door):
    assert {guess(door, f"2001:db8::{number:x}", password="fout") for number in range(MOST)} == {200}
    assert guess(door, "2001:db8::ffff", password="fout") == 429


def test_who_knows_the_password_is_never_counted(door):
    assert {guess(door, password="open") for _ in range(3 * MOST)} == {302}


def test_a_refusal_says_what_to_do(door):
    for _ in range(MOST):
        guess(door, password="fout")
    page = Client(REMOTE_ADDR="10.0.0.1").post(door, {"password": "fout", "return_url": "/"}).text
    assert "<h1>Dat wachtwoord klopte te vaak niet</h1>" in page
    assert "over een kwartier" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_personal_links_are_not_guessed_without_end(method):
    registration = RegistrationFactory()
    registration.tokens.create(purpose="cancel", digest=digest("geheim"))
    client = Client(REMOTE_ADDR="10.0.0.1")
    most = WRONG_LINKS_FROM.most
    answers = [getattr(client, method)(LINKS[number % 3].format(f"x{number}")) for number in range(most + 1)]
    assert [answer.status_code for answer in answers] == [404] * most + [429]
    assert "<h1>Die link klopte te vaak niet</h1>" in answers[-1].text
    assert "no-store" in answers[-1]["Cache-Control"]
    statuses = [
        Client(REMOTE_ADDR=place).get(LINKS[0].format("geheim")).status_code
        for place in ("10.0.0.1", "10.0.0.2")
    ]
    assert statuses == [429, 200]
