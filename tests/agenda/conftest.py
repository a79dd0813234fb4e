"""What the tests of reports share: an owner, who to ask, a clock that stands on a working day, and the mails that went out."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache

from tests.factories import ActionFactory, ContactPersonFactory, OrganisationFactory
from zorgpact.agenda.mail import deliver_due

MONDAY = datetime(2031, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
TODAY = MONDAY.date()


@pytest.fixture(autouse=True)
def no_limits_of_before():
    cache.clear()


@pytest.fixture
def clock():
    """Monday 3 March 2031, ten o'clock; `clock.shift(timedelta)` goes on."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner(db):
    return OrganisationFactory(title="De Brug")


@pytest.fixture
def fatima(owner):
    """Who is asked about every action of De Brug."""
    return ContactPersonFactory(
        organisation=owner, name="Fatima Demir", email="fatima@example.org", is_fallback=True
    )


@pytest.fixture
def action(clock, owner, fatima):
    """It runs, and today its owner is asked how it goes."""
    return ActionFactory(
        title="Samen roosteren",
        owner=owner,
        review_on=TODAY,
        due_on=date(2031, 9, 1),
        starts_on=date(2030, 1, 1),
    )


def deliver() -> list:
    """Send what is owed; the messages that went out now."""
    before = len(mail.outbox)
    deliver_due(limit=10_000)
    return mail.outbox[before:]


def link_in(message, part: str = "/voortgang/") -> str:
    """The first address in its text that begins so."""
    return re.search(rf"http://testserver({part}[^/\s]+/)", message.body)[1]


def days(number: int) -> timedelta:
    return timedelta(days=number)
