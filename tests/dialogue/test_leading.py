"""What the facilitator does with steps and cards, who may do it, and undoing it."""

import pytest
from django.db import IntegrityError, transaction

from tests.dialogue.conftest import COLLECT, THREADS, VOTE, make_room
from tests.factories import BallotFactory, ContributionFactory
from zorgpact.dialogue import facilitating
from zorgpact.dialogue.changing import MeanwhileChanged, NothingToUndo, NotInCharge, RoomRefusal, undo
from zorgpact.dialogue.facilitating import (
    go_to,
    hold,
    make_thread,
    mark_minority,
    move,
    name_thread,
    reveal,
    reword,
    show,
    split,
    take_over,
)
from zorgpact.dialogue.models import Ballot, Contribution, Dialogue, Table
from zorgpact.dialogue.showing import counts
from zorgpact.dialogue.voting import VotingClosed, vote

pytestmark = pytest.mark.django_db


def standing(room) -> list[tuple[str, str | None]]:
    """What counts, with the thread that it belongs to."""
    rows = Contribution.objects.shown().filter(dialogue=room.dialogue)
    return list(rows.order_by("sort_order", "pk").values_list("text", "thread__text"))


# --- Steps --------------------------------------------------------------------------------------------------


def test_the_first_step_begins_the_session_and_the_next_ends_it(prepared):
    prepared.go_to(1)
    assert (prepared.now().state, prepared.now().step.order) == ("bezig", 1)
    prepared.go_to(2)
    first, second = prepared.step(1), prepared.step(2)
    assert (first.ended_at, second.ended_at) == (second.started_at, None)


def test_a_step_that_runs_already_is_no_news(room):
    version = room.now().version
    room.go_to(COLLECT)
    assert room.now().version == version


def test_there_is_no_step_after_the_last(room):
    with pytest.raises(RoomRefusal, match="geen volgende stap"):
        room.go_to(9)


def test_two_minutes_more(room):
    facilitating.more_time(room.leader)
    assert room.step().minutes == 27


def test_after_the_end_nothing_moves_until_that_is_undone(room):
    facilitating.end(room.leader)
    assert room.now().state == "afgelopen"
    with pytest.raises(RoomRefusal, match="afgelopen"):
        make_thread(room.leader, "Te laat")
    undo(room.leader)
    assert (room.now().state, room.step().ended_at) == ("bezig", None)
    make_thread(room.leader, "Op tijd")


def test_the_spare_link_leads_only_after_it_took_over(room):
    spare = room.links["leiding-reserve"]
    with pytest.raises(NotInCharge):
        go_to(spare, VOTE)
    take_over(spare)
    go_to(spare, VOTE)
    with pytest.raises(NotInCharge):
        go_to(room.leader, THREADS)
    assert room.now().step.order == VOTE


# --- Cards --------------------------------------------------------------------------------------------------


def test_a_thread_takes_cards_and_what_is_moved_out_stands_loose(room):
    one, two, three = room.write("Een", "Twee", "Drie")
    thread = make_thread(room.leader, "Leer waar je werkt", [one.pk, two.pk])
    move(room.leader, [three.pk], thread.pk)
    move(room.leader, [one.pk], None)
    assert standing(room) == [("Een", None), ("Twee", thread.text), ("Drie", thread.text)]
    numbers = counts(room.dialogue)
    assert (numbers["shown"], numbers["loose"]) == (3, 1)


def test_a_card_is_split_and_its_parts_say_where_they_came_from(room):
    (point,) = room.write("Bel de gemeente en het UWV")
    thread = make_thread(room.leader, "Samen", [point.pk])
    parts = split(room.leader, point.pk, ["Bel de gemeente", "", "Bel het UWV"])
    assert standing(room) == [("Bel de gemeente", thread.text), ("Bel het UWV", thread.text)]
    assert [(part.parent_id, part.how, part.table) for part in parts] == [(point.pk, "splitsing", 1)] * 2
    point.refresh_from_db()
    assert (point.state, point.text) == ("vervangen", "Bel de gemeente en het UWV")


@pytest.mark.parametrize("texts", [[], ["Eén deel"], ["x"] * 7, ["Goed", "x" * 201]])
def test_a_card_is_split_in_two_to_six_parts(room, texts):
    (point,) = room.write("Bel")
    with pytest.raises(RoomRefusal):
        split(room.leader, point.pk, texts)


def test_other_words_take_the_dots_along(room):
    (point,) = room.write("Bel de gemente")
    room.go_to(VOTE)
    vote(room.seat, [point.pk])
    child = reword(room.leader, point.pk, "Bel de gemeente")
    vote(room.other, [child.pk])
    vote(room.seat, [])
    assert list(Contribution.objects.order_by("pk").values_list("text", "votes")) == [
        ("Bel de gemente", 0),
        ("Bel de gemeente", 1),
    ]
    assert Ballot.objects.get().contribution == child


def test_what_few_say_is_marked_and_unmarked(room):
    one, two = room.write("Een", "Twee")
    mark_minority(room.leader, [one.pk])
    mark_minority(room.leader, [one.pk, two.pk])
    assert set(Contribution.objects.values_list("is_minority", flat=True)) == {True}
    mark_minority(room.leader, [one.pk, two.pk])
    assert set(Contribution.objects.values_list("is_minority", flat=True)) == {False}


def test_a_moderator_holds_back_and_shows_and_the_counts_follow(room):
    one, _ = room.write("Een", "Twee")
    moderator = room.links["moderatie"]
    hold(moderator, [one.pk])
    numbers = counts(room.dialogue)
    assert (numbers["shown"], numbers["held"], room.dialogue.log.last().role) == (1, 1, "moderatie")
    show(moderator, [one.pk])
    assert standing(room) == [("Een", None), ("Twee", None)]


@pytest.mark.parametrize(
    "verb",
    [
        lambda room, pk: move(room.leader, [pk], None),
        lambda room, pk: hold(room.leader, [pk]),
        lambda room, pk: mark_minority(room.leader, [pk]),
        lambda room, pk: make_thread(room.leader, "Van ons", [pk]),
        lambda room, pk: reword(room.leader, pk, "Van ons"),
        lambda room, pk: split(room.leader, pk, ["Van", "Ons"]),
    ],
    ids=["move", "hold", "minority", "thread", "reword", "split"],
)
def test_a_card_of_another_room_is_out_of_reach(room, verb):
    foreign = ContributionFactory(text="Van anderen")
    with pytest.raises(RoomRefusal):
        verb(room, foreign.pk)
    foreign.refresh_from_db()
    assert (foreign.text, foreign.state, foreign.thread) == ("Van anderen", "getoond", None)


def test_a_thread_of_another_room_is_out_of_reach(room):
    (point,) = room.write("Een")
    with pytest.raises(RoomRefusal, match="bestaat niet"):
        move(room.leader, [point.pk], ContributionFactory().pk)


@pytest.mark.parametrize("text", ["", "x" * 201])
def test_a_thread_has_a_name(room, text):
    with pytest.raises(RoomRefusal, match="1 tot en met 200"):
        make_thread(room.leader, text)


# --- Voting -------------------------------------------------------------------------------------------------


def test_dots_are_given_moved_and_counted(room):
    one, two = room.write("Een", "Twee")
    room.go_to(VOTE)
    vote(room.seat, [one.pk, two.pk])
    vote(room.other, [one.pk])
    vote(room.seat, [two.pk])
    assert dict(Contribution.objects.values_list("text", "votes")) == {"Een": 1, "Twee": 1}


def test_the_log_of_a_vote_does_not_say_for_what(room):
    (point,) = room.write("Een")
    room.go_to(VOTE)
    vote(room.seat, [point.pk])
    vote(room.seat, [])
    assert [entry.changes for entry in room.dialogue.log.filter(verb="stem")][1] == []


def test_nobody_gives_more_dots_than_there_are(room):
    points = room.write("Een", "Twee", "Drie", "Vier")
    room.go_to(VOTE)
    with pytest.raises(RoomRefusal, match="3 stippen"):
        vote(room.seat, [point.pk for point in points])
    assert not Ballot.objects.exists()


def test_what_is_held_back_or_elsewhere_gets_no_dots(room):
    (held,) = room.write("Een")
    hold(room.leader, [held.pk])
    room.go_to(VOTE)
    for pk in (held.pk, ContributionFactory().pk):
        with pytest.raises(RoomRefusal, match="niet meer in de lijst"):
            vote(room.seat, [pk])


def test_voting_is_closed_before_it_begins_and_once_the_result_is_shown(room):
    (point,) = room.write("Een")
    with pytest.raises(VotingClosed):
        vote(room.seat, [point.pk])
    room.go_to(VOTE)
    reveal(room.leader)
    with pytest.raises(VotingClosed):
        vote(room.seat, [point.pk])
    undo(room.leader)
    vote(room.seat, [point.pk])


def test_threads_get_dots_when_the_step_says_so(room):
    thread = make_thread(room.leader, "Leer waar je werkt")
    room.dialogue.steps.filter(order=VOTE).update(on_threads=True)
    room.go_to(VOTE)
    vote(room.seat, [thread.pk])
    thread.refresh_from_db()
    assert thread.votes == 1


def test_the_database_refuses_a_second_dot_of_a_seat_on_the_same_thing():
    ballot = BallotFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(step=ballot.step, seat=ballot.seat, contribution=ballot.contribution)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(step=ballot.step, seat=ballot.seat)


@pytest.mark.parametrize(
    "violate",
    [
        lambda room: Dialogue.objects.filter(pk=room.dialogue.pk).update(is_rehearsal=True, state="openbaar"),
        lambda room: Table.objects.create(dialogue=room.dialogue, number=1),
        lambda room: room.dialogue.log.update(version=1),
        lambda room: ContributionFactory(dialogue=room.dialogue, how="splitsing"),
        lambda room: room.dialogue.steps.update(dots=0),
        lambda room: room.dialogue.links.filter(purpose="tafel").update(table=None),
    ],
    ids=["rehearsal public", "table twice", "version twice", "how without parent", "no dots", "table link"],
)
def test_the_database_refuses_what_may_never_be(room, violate):
    room.write("Een")
    with pytest.raises(IntegrityError), transaction.atomic():
        violate(room)


# --- Undoing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verb",
    [
        lambda room, one, two, thread: move(room.leader, [one.pk], thread.pk),
        lambda room, one, two, thread: move(room.leader, [two.pk], None),
        lambda room, one, two, thread: make_thread(room.leader, "Nieuw", [one.pk, two.pk]),
        lambda room, one, two, thread: name_thread(room.leader, thread.pk, "Anders"),
        lambda room, one, two, thread: split(room.leader, two.pk, ["Twee", "En een half"]),
        lambda room, one, two, thread: reword(room.leader, two.pk, "Tweede"),
        lambda room, one, two, thread: mark_minority(room.leader, [one.pk]),
        lambda room, one, two, thread: hold(room.leader, [one.pk, two.pk]),
        lambda room, one, two, thread: go_to(room.leader, THREADS),
        lambda room, one, two, thread: reveal(room.leader),
        lambda room, one, two, thread: facilitating.more_time(room.leader),
        lambda room, one, two, thread: facilitating.end(room.leader),
    ],
    ids=[
        "move",
        "loose",
        "thread",
        "name",
        "split",
        "reword",
        "minority",
        "hold",
        "step",
        "reveal",
        "time",
        "end",
    ],
)
def test_every_step_of_the_facilitator_can_be_undone(room, verb):
    one, two = room.write("Een", "Twee")
    thread = make_thread(room.leader, "Leer waar je werkt", [two.pk])
    room.go_to(VOTE)
    vote(room.seat, [two.pk])
    before = snapshot(room)
    verb(room, one, two, thread)
    assert snapshot(room) != before
    undo(room.leader)
    assert snapshot(room) == before


def snapshot(room) -> list:
    """What the room shows and how it stands."""
    dialogue = room.now()
    cards = Contribution.objects.filter(dialogue=dialogue, state__in=["getoond", "achter"]).order_by("pk")
    return [
        dialogue.state,
        dialogue.step.order,
        list(dialogue.steps.values_list("order", "minutes", "is_revealed", "ended_at")),
        list(cards.values_list("text", "state", "thread__text", "is_minority", "votes")),
        list(dialogue.threads.filter(is_undone=False).values_list("text", flat=True)),
        list(Ballot.objects.values_list("contribution__text", flat=True)),
    ]


def test_undoing_goes_back_step_by_step_to_the_beginning(room):
    (one,) = room.write("Een")
    make_thread(room.leader, "Leer waar je werkt", [one.pk])
    for verb in ("maak rode draad", "stap"):
        assert undo(room.leader).verb == verb
    assert room.now().state == "voorbereid"
    with pytest.raises(NothingToUndo):
        undo(room.leader)
    assert standing(room) == [("Een", None)]


def test_the_log_keeps_what_was_undone_and_its_undoing(room):
    (one,) = room.write("Een")
    mark_minority(room.leader, [one.pk])
    undo(room.leader)
    marked, undone = room.dialogue.log.order_by("version")[4:]
    assert (marked.verb, undone.verb, undone.undoes) == ("minderheidspunt", "ongedaan", marked)


def test_what_others_went_on_with_is_not_undone(room):
    (one,) = room.write("Een")
    hold(room.leader, [one.pk])
    show(room.links["moderatie"], [one.pk])
    with pytest.raises(MeanwhileChanged):
        undo(room.leader)


def test_two_rooms_know_nothing_of_each_other(room):
    room.write("Een")
    Dialogue.objects.filter(pk=room.dialogue.pk).update(code="ANDERS")
    room.dialogue.event.slug = "eerste"
    room.dialogue.event.save()
    other = make_room()
    with pytest.raises(NothingToUndo):
        undo(other.leader)
    assert standing(room) == [("Een", None)]
