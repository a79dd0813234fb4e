"""Where an action came from, with the words that were used there: only what a session published."""

import pytest

from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    ContributionFactory,
    DialogueFactory,
    EventFactory,
    RegionFactory,
    ThreadActionFactory,
    ThreadFactory,
)
from tests.pages import links, look_at, texts
from zorgpact.dialogue.lineage import origins_of

pytestmark = pytest.mark.django_db
PAGE = "/actieagenda/samen-roosteren/herkomst/"


@pytest.fixture
def action():
    return ActionFactory(title="Samen roosteren")


@pytest.fixture
def thread(action):
    event = EventFactory(title="Dialoogsessie", past=True, regions=[RegionFactory(title="Twente")])
    dialogue = DialogueFactory(event=event, code="AAAAAA")
    return ThreadFactory(dialogue=dialogue, text="Laat teams zelf roosteren", actions=[action])


def write(thread, words: str, **fields):
    return ContributionFactory(dialogue=thread.dialogue, thread=thread, text=words, **fields)


def test_the_words_of_the_tables_stand_before_the_thread_that_they_became(thread):
    write(thread, "Rooster met het team", table=2)
    write(thread, "Vraag wie kan", table=1)
    ContributionFactory(dialogue=thread.dialogue, text="Los punt", table=1)
    page = look_at(PAGE)
    assert texts(page, ".origin__words li") == ["Vraag wie kan tafel 1", "Rooster met het team tafel 2"]
    assert texts(page, ".origin__thread") == ["Laat teams zelf roosteren"]
    assert "Los punt" not in str(page)


def test_the_session_is_named_with_its_day_its_region_and_all_it_yielded(thread):
    page = look_at(PAGE)
    (moment, *_) = texts(page, ".origin")
    assert moment.startswith(f"{thread.dialogue.event.when} Aan tafel Dialoogsessie · Twente")
    assert links(page, ".origin")[:2] == ["/agenda/dialoogsessie/", "/agenda/dialoogsessie/opbrengst/"]


@pytest.mark.parametrize("state", ["achter", "in", "vervangen", "terug"])
def test_a_point_that_is_held_back_withdrawn_or_replaced_is_not_shown(thread, state):
    write(thread, "Geheim", state=state)
    assert "Geheim" not in str(look_at(PAGE))


def test_of_a_point_that_was_put_in_other_words_the_first_ones_stay_in_the_room(thread):
    first = write(thread, "Zelf roosters", table=1, state="vervangen")
    write(thread, "Teams roosteren zelf", table=1, parent=first, how="herwoord")
    page = look_at(PAGE)
    assert texts(page, ".origin__words li") == ["Teams roosteren zelf tafel 1"]
    assert "Zelf roosters" not in str(page)


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": "voorbereid"},
        {"state": "bezig"},
        {"state": "afgelopen"},
        {"state": "bezig", "is_rehearsal": True},
        {"event__live": False},
    ],
)
def test_a_session_that_is_not_public_is_no_origin(action, hidden):
    dialogue = DialogueFactory(**hidden, event__title="Geheim gesprek")
    thread = ThreadFactory(dialogue=dialogue, text="Geheime draad", actions=[action])
    write(thread, "Geheim punt")
    CommitmentFactory(
        thread=thread, text="Geheime toezegging", action=action, confirmed_at="2026-01-01T00:00Z"
    )
    assert [word for word in ("Geheim", "Aan tafel") if word in str(look_at(PAGE))] == []


def test_a_thread_that_was_undone_is_no_origin(action):
    ThreadFactory(text="Teruggedraaid", is_undone=True, actions=[action])
    assert "Teruggedraaid" not in str(look_at(PAGE))


def test_who_took_it_up_is_an_organisation_and_no_person(thread, action):
    CommitmentFactory(thread=thread, action=action, confirmed_at="2026-01-01T00:00Z")
    page = look_at(PAGE)
    assert "Zorggroep De Brug pakte het op: Wij openen een leerafdeling" in texts(page, ".origin")[0]
    assert [word for word in ("Fatima", "fatima@") if word in str(page)] == []


def test_a_commitment_that_was_undone_is_not_told(thread, action):
    CommitmentFactory(thread=thread, action=action, confirmed_at="2026-01-01T00:00Z", is_undone=True)
    assert "pakte het op" not in str(look_at(PAGE))


def test_what_else_came_from_the_thread_is_named_at_most_six(thread, action):
    for number in range(7):
        ThreadActionFactory(thread=thread, action=ActionFactory(title=f"Ook {number}"))
    ThreadActionFactory(thread=thread, action=ActionFactory(title="Geheim", live=False))
    page = look_at(PAGE)
    assert links(page, ".origin .related") == [f"/actieagenda/ook-{number}/" for number in range(6)]
    assert texts(page, ".origin .action-link")[0] == "Alles wat uit deze sessie kwam"
    assert "Geheim" not in str(page)


def test_more_sessions_and_points_ask_no_more_queries(thread, action, django_assert_num_queries):
    write(thread, "Rooster met het team", table=1)
    for _ in range(2):
        with django_assert_num_queries(6):
            origins_of(action)
        for other in (ThreadFactory(actions=[action, ActionFactory()]), ThreadFactory(actions=[action])):
            write(other, "Nog een punt")
            write(other, "En nog een")
