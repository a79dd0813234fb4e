"""What phones write: once for each key, in time or just after, theirs to change until the first vote."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.dialogue.conftest import COLLECT, VOTE
from zorgpact.dialogue import facilitating, submitting
from zorgpact.dialogue.access import seat_by_token
from zorgpact.dialogue.changing import RoomRefusal
from zorgpact.dialogue.joining import sit_down
from zorgpact.dialogue.models import Contribution, LogEntry
from zorgpact.dialogue.submitting import Item, clean_point, put_back, rewrite, submit, withdraw
from zorgpact.dialogue.voting import vote

pytestmark = pytest.mark.django_db
KEY = "sleutel-0001"


def texts(room) -> list[str]:
    return list(room.dialogue.contributions.values_list("text", flat=True))


def test_a_point_stands_in_the_list_of_its_table_as_what_the_question_asks(room):
    assert submit(room.other, [room.item("Bel de gemeente", KEY, is_paper=True)]) == {KEY: "opgeslagen"}
    point = room.dialogue.contributions.get()
    assert (point.text, point.table, point.kind, point.state) == (
        "Bel de gemeente",
        2,
        "actiepunt",
        "getoond",
    )
    assert (point.is_paper, point.is_late, point.seat) == (True, False, room.other)


def test_what_is_sent_again_or_in_another_order_is_kept_once(room):
    one, two = room.item("Eerst", KEY), room.item("Daarna", "sleutel-0002")
    assert submit(room.seat, [two, one, two]) == {two.key: "opgeslagen", one.key: "opgeslagen"}
    assert submit(room.seat, [one, two]) == {one.key: "dubbel", two.key: "dubbel"}
    assert sorted(texts(room)) == ["Daarna", "Eerst"]


def test_twenty_points_are_taken_at_once(room):
    items = [room.item(f"Punt {number}") for number in range(21)]
    assert list(submit(room.seat, items)) == [item.key for item in items[:20]]
    assert len(texts(room)) == 20


@pytest.mark.parametrize(
    ("seconds", "answer"), [(0, "opgeslagen"), (119, "opgeslagen"), (121, "gesloten"), (3600, "gesloten")]
)
def test_what_was_under_way_is_accepted_for_two_minutes(room, seconds, answer):
    item = room.item(key=KEY)
    room.go_to(VOTE)
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False):
        assert submit(room.seat, [item]) == {KEY: answer}
    assert list(room.dialogue.contributions.values_list("is_late", flat=True)) == [True] * (
        answer == "opgeslagen"
    )


def test_what_was_under_way_when_the_session_closed_is_late_as_well(room):
    item = room.item(key=KEY)
    facilitating.end(room.leader)
    assert submit(room.seat, [item]) == {KEY: "opgeslagen"}
    assert room.dialogue.contributions.get().is_late


def test_a_question_that_was_not_asked_yet_takes_no_points(prepared):
    assert submit(prepared.seat, [prepared.item(key=KEY)]) == {KEY: "gesloten"}


@pytest.mark.parametrize("order", [1, VOTE])
def test_only_a_question_takes_points(room, order):
    room.go_to(order)
    item = Item(KEY, room.step(order).pk, "Bel de gemeente")
    assert submit(room.seat, [item]) == {KEY: "gesloten"}


def test_a_question_of_another_room_takes_no_points(room):
    assert submit(room.seat, [Item(KEY, 0, "Bel de gemeente")]) == {KEY: "gesloten"}


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1b", "\u202e", "x" * 201])
def test_a_point_has_from_1_to_200_characters(room, text):
    assert submit(room.seat, [room.item(text, KEY)]) == {KEY: "geweigerd"}
    assert texts(room) == []


@pytest.mark.parametrize("key", ["", "kort", "x" * 37, "sleutel met blank", "sleutel\x00000"])
def test_a_key_of_another_form_is_refused(room, key):
    assert submit(room.seat, [Item(key, room.step().pk, "Bel de gemeente")]) == {key: "geweigerd"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bel\nde\tgemeente ", "Bel de gemeente"),
        ("Bel\x00 de gemeente", "Bel de gemeente"),
        ("Bel \u202egemeente", "Bel gemeente"),
        ("half \ud83d paar", "half paar"),
        ("Samen 👩\u200d⚕️ leren", "Samen 👩\u200d⚕️ leren"),
        ("https://example.org <b>", "https://example.org <b>"),
    ],
)
def test_a_point_is_one_line_without_what_nobody_sees(typed, kept):
    assert clean_point(typed) == kept


def test_a_seat_and_a_table_write_no_more_than_fits(room, monkeypatch):
    monkeypatch.setattr(submitting, "MOST_PER_SEAT", 2)
    answers = submit(room.seat, [room.item(f"Punt {number}") for number in range(3)])
    assert list(answers.values()) == ["opgeslagen", "opgeslagen", "vol"]
    assert submit(room.seat, [room.item(key=KEY)]) == {KEY: "vol"}
    monkeypatch.setattr(submitting, "MOST_PER_TABLE", 3)
    neighbour = seat_by_token(sit_down(room.links["tafel1"]))
    answers = submit(neighbour, [room.item(f"Ook {number}") for number in range(2)])
    assert list(answers.values()) == ["opgeslagen", "vol"]


def test_the_database_keeps_a_key_once(room):
    (point,) = room.write("Eerst")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(dialogue=room.dialogue, text="Nog eens", key=point.key)


def test_the_log_of_what_phones_wrote_names_no_seat(room):
    room.write("Bel de gemeente")
    entry = room.dialogue.log.last()
    (change,) = entry.changes
    assert (entry.role, entry.verb, change["before"]) == (LogEntry.Role.SEAT, "schrijf", None)
    assert change["after"]["text"] == "Bel de gemeente"
    assert not {"seat", "seat_id", "key"} & change["after"].keys()


def test_sending_again_is_no_news(room):
    item = room.item()
    submit(room.seat, [item])
    version = room.now().version
    submit(room.seat, [item])
    assert room.now().version == version


# --- Changing one's own -------------------------------------------------------------------------------------


def test_words_can_be_changed_by_the_phone_that_wrote_them(room):
    (point,) = room.write("Bel de gemeente")
    rewrite(room.seat, point.pk, "Bel\nhet UWV")
    assert texts(room) == ["Bel het UWV"]


def test_a_point_is_withdrawn_and_put_back(room):
    (point,) = room.write("Bel de gemeente")
    withdraw(room.seat, point.pk)
    withdraw(room.seat, point.pk)
    point.refresh_from_db()
    assert (point.state, point.hidden_at is None) == ("in", False)
    put_back(room.seat, point.pk)
    point.refresh_from_db()
    assert (point.state, point.hidden_at) == ("getoond", None)


@pytest.mark.parametrize(
    "verb",
    [lambda seat, pk: rewrite(seat, pk, "Van mij"), withdraw, put_back],
    ids=["rewrite", "withdraw", "put"],
)
def test_a_point_of_another_phone_or_after_the_first_vote_stays_as_it_is(room, verb):
    (point,) = room.write("Bel de gemeente")
    with pytest.raises(RoomRefusal, match="andere telefoon"):
        verb(room.other, point.pk)
    room.go_to(VOTE)
    vote(room.other, [point.pk])
    with pytest.raises(RoomRefusal, match="al gestemd"):
        verb(room.seat, point.pk)
    assert texts(room) == ["Bel de gemeente"]


def test_what_was_replaced_cannot_be_rewritten(room):
    (point,) = room.write("Bel de gemeente")
    facilitating.reword(room.leader, point.pk, "Bel het UWV")
    with pytest.raises(RoomRefusal):
        rewrite(room.seat, point.pk, "Iets anders")


@pytest.mark.parametrize("text", ["", "x" * 201])
def test_other_words_are_as_long_as_the_first(room, text):
    (point,) = room.write("Bel de gemeente")
    with pytest.raises(RoomRefusal, match="200 tekens"):
        rewrite(room.seat, point.pk, text)


def test_a_step_that_was_left_and_begun_again_takes_points_in_time(room):
    room.go_to(VOTE)
    room.go_to(COLLECT)
    (point,) = room.write("Toch nog")
    assert not point.is_late
