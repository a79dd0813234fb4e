"""Whatever a room does, in whatever order: what is shown is what a recount gives, a key is one row, and undoing restores."""

import datetime
from contextlib import suppress

import pytest
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dialogue.conftest import make_room
from tests.factories import ActionFactory, DialogueFactory, EventFactory, RegionFactory, ThreadFactory
from tests.pages import look_at, texts
from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.dialogue import facilitating
from zorgpact.dialogue.changing import RoomRefusal, undo
from zorgpact.dialogue.looking_back import review
from zorgpact.dialogue.models import Ballot, Contribution, Dialogue, Review, Thread
from zorgpact.dialogue.showing import counts
from zorgpact.dialogue.submitting import put_back, rewrite, submit, withdraw
from zorgpact.dialogue.voting import vote

KEYS = [f"sleutel-{number:04}" for number in range(6)]
small = st.integers(0, 5)
# A verb and up to three numbers that say on what.
VERBS = (
    "write write write rewrite withdraw put_back vote vote thread move loose hold show split reword minority step reveal"
    " review review undo undo"
)
verbs = st.sampled_from(VERBS.split())
deeds = st.lists(st.tuples(verbs, small, small, small), min_size=6, max_size=14)


def nth(rows, number: int):
    found = list(rows)
    return found[number % len(found)].pk if found else 0


def do(room, verb: str, one: int, two: int, three: int) -> None:
    cards = Contribution.objects.filter(dialogue=room.dialogue).order_by("pk")
    threads = Thread.objects.filter(dialogue=room.dialogue).order_by("pk")
    seat = room.seat if three % 2 else room.other
    card, other, thread = nth(cards, one), nth(cards, two), nth(threads, two)
    leader = room.leader
    {
        "write": lambda: submit(seat, [room.item(f"Punt {two}", KEYS[one]), room.item("Nog een", KEYS[two])]),
        "rewrite": lambda: rewrite(seat, card, f"Anders {two}"),
        "withdraw": lambda: withdraw(seat, card),
        "put_back": lambda: put_back(seat, card),
        "vote": lambda: vote(seat, {card, other}),
        "thread": lambda: facilitating.make_thread(leader, f"Draad {two}", [card, other]),
        "move": lambda: facilitating.move(leader, [card, other], thread),
        "loose": lambda: facilitating.move(leader, [card], None),
        "hold": lambda: facilitating.hold(leader, [card]),
        "show": lambda: facilitating.show(room.links["moderatie"], [card]),
        "split": lambda: facilitating.split(leader, card, ["Een", "Twee"]),
        "reword": lambda: facilitating.reword(leader, card, f"Beter {two}"),
        "minority": lambda: facilitating.mark_minority(leader, [card]),
        "review": lambda: look_back(room, one, list(Review.Verdict)[two % 4], three),
        "step": lambda: facilitating.go_to(leader, 4 + one % 3),
        "reveal": lambda: facilitating.reveal(leader),
        "undo": lambda: undo(leader),
    }[verb]()


def look_back(room, number: int, verdict: str, words: int) -> None:
    """Over what was agreed on before: one of the actions, as it stood at the beginning."""
    action = Action.objects.order_by("pk")[number % 2]
    review(room.leader, f"actie-{action.pk}", verdict, f"Zo zeggen we het nu {words}")


def room_after_another():
    """Two actions were agreed on in the session before."""
    room = make_room()
    region = RegionFactory()
    room.dialogue.event.regions.add(region)
    room.dialogue.event.save()
    start_at = room.dialogue.event.start_at - datetime.timedelta(days=365)
    event = EventFactory(start_at=start_at, end_at=start_at + datetime.timedelta(hours=3), regions=[region])
    ThreadFactory(dialogue=DialogueFactory(event=event), actions=ActionFactory.create_batch(2))
    return room


def picture(room) -> list:
    """What everybody sees."""
    cards = Contribution.objects.filter(state__in=["getoond", "achter"]).order_by("pk")
    return [
        list(cards.values_list("text", "state", "thread", "is_minority", "votes")),
        list(Thread.objects.standing().values_list("text", flat=True)),
        list(Dialogue.objects.values_list("state", "step__order", "step__is_revealed")),
        list(Action.objects.order_by("pk").values_list("status", "due_on")),
        list(ProgressNote.objects.order_by("pk").values_list("action", "text")),
        sorted(Ballot.objects.values_list("contribution", flat=True)),
    ]


def check(room) -> None:
    shown = Contribution.objects.shown()
    numbers = counts(room.dialogue)
    assert numbers["shown"] == shown.count()
    assert numbers["loose"] == sum(point.thread_id is None for point in shown)
    keys = [key for key in Contribution.objects.values_list("key", flat=True) if key]
    assert len(keys) == len(set(keys))
    standing = list(room.dialogue.reviews.standing().values_list("action", flat=True))
    assert len(standing) == len(set(standing))
    dots = dict(Ballot.objects.values_list("contribution").annotate(Count("pk")))
    assert {card.pk: card.votes for card in Contribution.objects.all() if card.votes} == dots
    versions = list(room.dialogue.log.values_list("version", flat=True))
    assert versions == list(range(1, room.now().version + 1))
    for card in Contribution.objects.exclude(parent=None).select_related("parent"):
        assert card.state == "terug" or card.parent.state == "vervangen"
    assert not Contribution.objects.filter(thread__is_undone=True).exists()


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=deeds)
def test_a_room_stays_whole_and_undoing_restores(deeds):
    with transaction.atomic():
        room = room_after_another()
        room.go_to(4)
        for deed in deeds:
            before = picture(room)
            version, entries = room.now().version, room.dialogue.log.filter(role="leiding").count()
            with suppress(RoomRefusal):
                do(room, *deed)
            is_leading = room.dialogue.log.filter(role="leiding").count() > entries and deed[0] != "undo"
            if is_leading and room.now().version == version + 1 and deed[1] % 2:
                undo(room.leader)
                assert picture(room) == before, deed
        check(room)
        desk = look_at(reverse("lead", args=[room.leader.token]))
        assert f"{Contribution.objects.shown().filter(thread=None).count()} los" in texts(desk, ".counts li")
        transaction.set_rollback(True)
