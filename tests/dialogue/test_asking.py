"""What phones ask: the same rows as Django gives, by SQL that is made once; and no more than what is news."""

import pytest
from django.db import connection, transaction

from tests.dialogue.conftest import news
from zorgpact.dialogue import facilitating, preparing
from zorgpact.dialogue.asking import Question, points_since, rooms_counted, rooms_to_change, steps
from zorgpact.dialogue.changing import undo
from zorgpact.dialogue.models import Contribution, Step

pytestmark = pytest.mark.django_db


def test_an_answer_has_the_rows_that_django_gives(room):
    one, two, _ = room.write("Een", "Twee", "Drie")
    room.write("Van tafel twee", seat=room.other)
    facilitating.hold(room.leader, [two.pk])
    rows = Contribution.objects.filter(dialogue=room.dialogue, table=1, version__gt=one.version)
    asked = points_since.ask(room.dialogue.pk, 1, one.version)
    assert [vars(row) | {"_state": 0} for row in asked] == [vars(row) | {"_state": 0} for row in rows]
    assert [row.text for row in asked] == ["Twee"]


def test_dates_and_yes_or_no_are_what_django_makes_of_them(room):
    (asked,) = steps.ask(room.step().pk)
    assert (asked.started_at, asked.is_revealed) == (room.step().started_at, False)
    assert asked.started_at.tzinfo is not None


def test_what_is_always_the_same_in_a_question_stays(room):
    one, _ = room.write("Een", "Twee")
    facilitating.hold(room.leader, [one.pk])
    (counted,) = rooms_counted.ask(room.dialogue.pk)
    assert (counted.shown, counted.held, counted.tables_heard) == (1, 1, 1)


def test_a_room_that_is_changed_is_locked_where_rows_can_be(room):
    with transaction.atomic():
        rooms_to_change.ask(room.dialogue.pk)
    is_locked = rooms_to_change.made.sql.endswith("FOR UPDATE")
    assert is_locked == connection.features.has_select_for_update


def test_the_sql_is_made_once(room):
    made = []
    question = Question(lambda pk: made.append(pk) or Step.objects.filter(pk=pk))
    assert question.one(room.step().pk) == room.step()
    assert question.one(0) is None
    assert len(made) == 1


# --- What is news -------------------------------------------------------------------------------------------


def test_who_leads_gets_the_threads_again_when_more_happened_than_writing(room):
    known = room.now().version
    (point,) = room.write("Een")
    assert list(news(room, "lead_state", known)["delen"]) == ["stand"]
    facilitating.make_thread(room.leader, "Draad", [point.pk])
    assert list(news(room, "lead_state", known)["delen"]) == ["stand", "balk", "draden"]


def test_who_leads_gets_everything_of_a_room_that_begins_anew(room):
    room.write("Een")
    known = room.now().version
    type(room.dialogue).objects.update(is_rehearsal=True)
    preparing.start_anew(room.dialogue)
    assert list(news(room, "lead_state", known)["delen"]) == ["stand", "balk", "draden"]


def test_phones_hear_that_the_first_step_was_undone(prepared):
    prepared.go_to(1)
    known = prepared.now().version
    undo(prepared.leader)
    assert "Het gesprek begint zo" in news(prepared, "seat_state", known)["delen"]["stap"]
