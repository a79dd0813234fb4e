"""Which loose cards may belong to a thread as well: a suggestion with its reason, the same every time."""

import pytest
from django.urls import reverse

from tests.dialogue.labelled import measure
from tests.pages import look_at, texts
from zorgpact.dialogue.facilitating import hold, make_thread
from zorgpact.dialogue.suggesting import ranked, shared_words, stem, suggest

LEAST_RIGHT = 0.30  # measured: see CHANGELOG.md; chance is 0.05


@pytest.mark.once
def test_the_first_three_are_right_more_often_than_by_chance(capsys):
    right, chance = measure(ranked)
    with capsys.disabled():
        print(f"\nthe first three are right in {right:.0%}, by chance in {chance:.0%}")
    assert right >= LEAST_RIGHT > 5 * chance


@pytest.mark.once
def test_the_reason_is_the_words_that_are_shared():
    members = ["Docenten werken in de praktijk", "Praktijkopleiders geven les"]
    assert shared_words("Een docent in de praktijkweek", members) == "docent, praktijkweek"


@pytest.mark.django_db
def test_a_thread_of_two_cards_is_offered_what_looks_like_it(room):
    one, two = room.write("Docenten een dag in de praktijk", "Gastdocenten uit de wijk")
    room.write("Docent en werkvloer wisselen", "Roosters op tijd", seat=room.other)
    thread = make_thread(room.leader, "Docenten", [one.pk, two.pk])
    found = suggest(room.dialogue, thread)
    assert [(one.point.text, one.reason) for one in found] == [("Docent en werkvloer wisselen", "docent")]
    assert suggest(room.dialogue, thread) == found
    page = look_at(reverse("lead_thread", args=[room.leader.token, thread.pk]))
    assert "Om: docent" in texts(page, ".point .meta")


@pytest.mark.once
def test_a_synonym_of_a_topic_brings_cards_together():
    others = ["Iedere week een snuffelstage", "Roosters op tijd"]
    assert [number for number, _ in ranked(["Betaalde leerplekken"], others)] == []
    topics = [("stages", frozenset({stem("snuffelstage"), stem("leerplekken")}))]
    assert [number for number, _ in ranked(["Betaalde leerplekken"], others, topics)] == [0]


@pytest.mark.django_db
def test_one_card_says_too_little_and_what_is_held_back_is_not_offered(room):
    one, two, three = room.write("Docenten werken mee", "Docenten kijken mee", "Docenten lopen mee")
    assert suggest(room.dialogue, make_thread(room.leader, "Docenten", [one.pk])) == []
    hold(room.leader, [three.pk])
    assert suggest(room.dialogue, make_thread(room.leader, "Docenten", [one.pk, two.pk])) == []
