"""300 people want 25 places at the same moment, through a real server; and one, while somebody else holds the database."""

import threading
import time
from collections import Counter

import pytest

from tests.databases import copy
from tests.events.locking import kept_from_others
from tests.events.race import Visitor, prepared_database, register_all_at_once, running

pytestmark = pytest.mark.race

PEOPLE = 300
PLACES = 25


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    with prepared_database(tmp_path_factory.mktemp("race")) as database:
        yield database


@pytest.fixture
def database(prepared, tmp_path):
    with copy(tmp_path, "race_copy", of=prepared) as database:
        yield database


def race(application, database, folder, people):
    """The statuses of the answers, and how many registrations there are of each status."""
    with running(application, database, folder) as server:
        forms, answers = register_all_at_once(server.port, people)
    assert Counter(forms) == {200: people}
    return Counter(answers), dict(
        database.rows("SELECT status, count(*) FROM events_registration GROUP BY status")
    )


def test_300_attempts_for_25_places_fill_exactly_25(database, tmp_path):
    answers, registrations = race("zorgpact.wsgi:application", database, tmp_path, PEOPLE)

    assert answers == {302: PEOPLE}
    assert registrations == {"bevestigd": PLACES, "wachtlijst": PEOPLE - PLACES}
    positions = database.rows(
        "SELECT count(DISTINCT queued_at) FROM events_registration WHERE status = 'wachtlijst'"
    )
    assert positions == [(PEOPLE - PLACES,)]
    mails = database.rows("SELECT kind, state, count(*) FROM events_mail GROUP BY kind, state ORDER BY kind")
    assert mails == [("confirm", "queued", PEOPLE)]
    moments = "SELECT status, min(queued_at), max(queued_at) FROM events_registration GROUP BY status"
    (_, _, last_confirmed), (_, first_waiting, _) = sorted(database.rows(moments))
    assert last_confirmed < first_waiting


def test_the_same_race_without_the_lock_oversells(database, tmp_path):
    answers, registrations = race("tests.wsgi_unlocked:application", database, tmp_path, 2 * PLACES)

    assert answers == {302: 2 * PLACES}
    assert registrations["bevestigd"] > PLACES


def hold(url, begun, seconds):
    with kept_from_others(url):
        begun.set()
        time.sleep(seconds)


def test_who_comes_while_the_database_is_held_hears_within_five_seconds_and_loses_nothing(database, tmp_path):
    begun = threading.Event()
    with running("zorgpact.wsgi:application", database, tmp_path, workers=1) as server:
        visitor = Visitor(server.port, 7)
        visitor.get_form()
        holder = threading.Thread(target=hold, args=[database.url, begun, 6])
        holder.start()
        begun.wait()
        started_at = time.monotonic()
        status, page = visitor.register(), visitor.page
        seconds = time.monotonic() - started_at
        holder.join()
        assert (status, visitor.register()) == (503, 302)
    assert seconds < 5
    assert "Het is druk." in page
    for typed in ("Deelnemer 7", "deelnemer7@example.org", "Zorggroep De Brug"):
        assert f'value="{typed}"' in page
    assert database.rows("SELECT email FROM events_registration") == [("deelnemer7@example.org",)]
