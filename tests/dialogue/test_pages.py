"""What a session yielded, on its own page, and the way back from an action: rows, found by a join."""

import pytest
from django.db import IntegrityError
from django.template import Context, Template

from tests.factories import (
    ActionFactory,
    ContributionFactory,
    DialogueFactory,
    EventFactory,
    ThreadActionFactory,
    ThreadFactory,
)
from tests.pages import links, look_at, text, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory(event__slug="sessie", event__title="Waar het begon")


def show(tag: str, **context) -> str:
    return Template("{% load dialogue_tags %}{% " + tag + " %}").render(Context(context))


def test_a_session_tells_its_threads_in_order_and_the_points_of_its_tables(dialogue):
    for order, words in [(2, "Daarna"), (1, "Eerst")]:
        ThreadFactory(dialogue=dialogue, text=words, sort_order=order)
    ContributionFactory(dialogue=dialogue, kind="succesfactor", text="Docenten op de werkvloer")
    ContributionFactory(dialogue=dialogue, kind="actiepunt", text="Bel de gemeente", table=4)
    page = look_at("/agenda/sessie/")
    assert texts(page, ".ambition h3") == ["Eerst", "Daarna"]
    assert texts(page, ".points") == [
        "Wat werkt volgens de deelnemers Docenten op de werkvloer",
        "Actiepunten van de tafels Bel de gemeente",
    ]


def test_a_thread_leads_to_its_actions_but_not_to_drafts(dialogue):
    shown, draft = ActionFactory(title="Leerafdelingen"), ActionFactory(title="Nog geheim", live=False)
    ThreadFactory(dialogue=dialogue, actions=[shown, draft])
    page = look_at("/agenda/sessie/")
    assert links(page, ".ambition") == [shown.get_absolute_url()]
    assert "Nog geheim" not in str(page)


def test_a_session_without_a_dialogue_shows_nothing_of_it():
    EventFactory(slug="leeg", past=True)
    page = look_at("/agenda/leeg/")
    assert (page.select(".ambition"), page.select(".points")) == ([], [])


def test_an_action_names_the_public_sessions_that_it_came_from(dialogue):
    action = ActionFactory()
    ThreadFactory(dialogue=dialogue, actions=[action])
    ThreadFactory(dialogue__event__live=False, dialogue__event__title="Concept", actions=[action])
    ThreadFactory(dialogue__event__title="Iets anders", actions=[ActionFactory()])
    found = show("action_origins action", action=action)
    assert [title for title in ("Waar het begon", "Concept", "Iets anders") if title in found] == [
        "Waar het begon"
    ]


UNSEEN = {
    "a draft": {"dialogue__event__live": False},
    "a session on invitation": {"dialogue__event__is_by_invitation": True},
    "a room at work": {"dialogue__state": "bezig"},
    "a room that was closed": {"dialogue__state": "afgelopen"},
    "a rehearsal": {"dialogue__state": "afgelopen", "dialogue__is_rehearsal": True},
    "a thread that was undone": {"is_undone": True},
}


@pytest.mark.parametrize("thread", UNSEEN.values(), ids=UNSEEN)
def test_an_action_does_not_tell_of_a_session_that_tells_nothing_itself(thread):
    action = ActionFactory(slug="actie")
    ThreadFactory(dialogue__event__title="Geheim", actions=[action], **thread)
    pages = look_at("/actieagenda/"), look_at("/actieagenda/actie/"), look_at("/actieagenda/actie/herkomst/")
    assert [
        word for word in ("Geheim", "dialoogsessie") if any(word in text(page, "main") for page in pages)
    ] == []


@pytest.mark.parametrize("tag", ["session_outcomes event", "action_origins action"])
def test_a_tag_costs_the_same_for_three_threads_as_for_one(tag, dialogue, django_assert_num_queries):
    action = ActionFactory()
    counts = []
    for number in (1, 2):
        for _ in range(number):
            ThreadFactory(dialogue=dialogue, actions=[action, ActionFactory()])
        with django_assert_num_queries(4 if "outcomes" in tag else 3) as counted:
            show(tag, event=dialogue.event, action=action)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_an_action_hangs_on_a_thread_once():
    row = ThreadActionFactory()
    with pytest.raises(IntegrityError):
        ThreadActionFactory(thread=row.thread, action=row.action)
