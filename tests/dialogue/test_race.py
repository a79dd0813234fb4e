"""A whole room writes at the same moment, over connections of its own: nothing twice, nothing lost, one version each."""

import threading
from collections import Counter

import pytest
from django.db import connection

from tests.dialogue.conftest import VOTE, make_room
from zorgpact.dialogue.models import Ballot, Contribution
from zorgpact.dialogue.submitting import Item, submit
from zorgpact.dialogue.voting import vote

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PHONES = 6


def at_once(tasks) -> list:
    """Run all of them together; gives what they returned."""
    ready, answers = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(number: int) -> None:
        ready.wait()
        try:
            answers[number] = tasks[number]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_what_phones_send_together_and_twice_is_kept_once(db):
    room = make_room()
    room.go_to(4)
    seats, step = [room.seat, room.other], room.step().pk
    batches = [
        [Item(f"sleutel-{phone // 2}-{number:03}", step, f"Punt {number}") for number in range(4)]
        for phone in range(PHONES)
    ]
    answers = at_once(
        [lambda phone=phone: submit(seats[phone % 2], batches[phone]) for phone in range(PHONES)]
    )
    given = Counter(answer for each in answers for answer in each.values())
    assert given == {"opgeslagen": 4 * PHONES // 2, "dubbel": 4 * PHONES // 2}
    assert Contribution.objects.count() == 4 * PHONES // 2
    versions = list(room.dialogue.log.values_list("version", flat=True))
    assert versions == list(range(1, room.now().version + 1))


def test_dots_that_are_moved_together_are_counted_exactly(db):
    room = make_room()
    room.go_to(4)
    one, two = room.write("Een", "Twee")
    room.go_to(VOTE)
    seats = [room.seat, room.other]
    at_once([lambda n=n: vote(seats[n % 2], [one.pk] if n < 4 else [two.pk]) for n in range(PHONES)])
    for card in (one, two):
        card.refresh_from_db()
        assert card.votes == Ballot.objects.filter(contribution=card).count()
    assert one.votes + two.votes == 2
