"""A password can be guessed a few times, and then no more for a while."""

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import StandardPageFactory, site_tree

pytestmark = pytest.mark.django_db
MOST = 10


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


@pytest.fixture
def door():
    """The address of the password of a shielded page, what is right and what wrong, and the form's other fields."""
    site_tree()
    page = StandardPageFactory(title="Besloten")
    shield = PageViewRestriction.objects.create(page=page, restriction_type="password", password="open")
    return f"/_util/authenticate_with_password/{shield.pk}/{page.pk}/"


def guess(address: str, sender: str = "10.0.0.1", **typed) -> int:
    return Client(REMOTE_ADDR=sender).post(address, {"return_url": "/", **typed}).status_code


def test_a_shielded_page_takes_ten_wrong_guesses(door):
    assert [guess(door, password="fout") for _ in range(MOST + 2)] == [200] * MOST + [429] * 2
    assert guess(door, password="open") == 429
    assert guess(door, password="open", sender="10.0.0.2") == 302


def test_who_knows_the_password_is_never_counted(door):
    assert {guess(door, password="open") for _ in range(3 * MOST)} == {302}


def test_a_refusal_says_what_to_do(door):
    for _ in range(MOST):
        guess(door, password="fout")
    page = Client(REMOTE_ADDR="10.0.0.1").post(door, {"password": "fout", "return_url": "/"}).text
    assert "<h1>Dat wachtwoord klopte te vaak niet</h1>" in page
    assert "over een kwartier" in page
