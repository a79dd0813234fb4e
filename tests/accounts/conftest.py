"""Who has an account: a superuser, an administrator, and whom they keep it for."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.factories import UserFactory
from zorgpact.accounts.mail import deliver_due
from zorgpact.users.models import User
from zorgpact.users.roles import ADMINISTRATORS, EDITORS

PASSWORD = "een lang wachtwoord"
LOGIN = "/account/inloggen/"


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


@pytest.fixture
def root(roles):
    """A superuser."""
    return User.objects.create_superuser("root", "root@example.org", PASSWORD)


@pytest.fixture
def dora(roles):
    """An administrator, by her role and no more."""
    user = UserFactory(username="dora", email="dora@example.org", password=PASSWORD)
    user.groups.set([roles[ADMINISTRATORS]])
    return user


@pytest.fixture
def ed(roles):
    """An editor."""
    user = UserFactory(
        username="ed", email="ed@example.org", password=PASSWORD, first_name="Ed", last_name="Smit"
    )
    user.groups.set([roles[EDITORS]])
    return user


@pytest.fixture
def log_in():
    """A function that types a name and a password, in a browser of its own."""

    def log_in(
        name: str, password: str = PASSWORD, sender: str = "10.0.0.1", client: Client | None = None, **more
    ):
        client = client or Client(REMOTE_ADDR=sender)
        client.answer = client.post(LOGIN, {"login": name, "password": password, **more})
        return client

    return log_in


@pytest.fixture
def delivered():
    """A function that delivers what is owed, and gives those messages."""

    def deliver():
        before = len(mail.outbox)
        deliver_due()
        return mail.outbox[before:]

    return deliver


@pytest.fixture
def link_in():
    """A function that gives the path of the link to choose a password."""

    def find(message) -> str:
        return re.search(r"/account/wachtwoord/kiezen/\w+/", message.body)[0]

    return find


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
