"""What the tests of the agenda share."""

import pytest

from events.registration import register
from tests.factories import EventFactory


def details(**changes):
    """What somebody fills in."""
    return {
        "name": "Fatima Demir",
        "email": "fatima@example.org",
        "organisation": "Zorggroep De Brug",
        "role": "Praktijkopleider",
        "region": None,
        "remarks": "",
        **changes,
    }


@pytest.fixture
def event(db):
    """Open for registration, with two places."""
    return EventFactory(title="Leren in de wijk", slug="leren-in-de-wijk", capacity=2)


@pytest.fixture
def full_event(event):
    for number in range(2):
        register(event.pk, details(email=f"eerder{number}@example.org"))
    return event
