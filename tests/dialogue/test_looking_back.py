"""The next session looks back: what the room says of an action is its next report, on the page of the action at once."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from tests.dialogue.conftest import COLLECT, news
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    DialogueFactory,
    EventFactory,
    RegionFactory,
    ThreadFactory,
)
from tests.pages import look_at, text, texts
from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.dialogue.changing import NotInCharge, RoomRefusal, undo
from zorgpact.dialogue.facilitating import take_over
from zorgpact.dialogue.looking_back import items_of, review
from zorgpact.dialogue.models import Commitment, CommitmentMail, Dialogue, Review

pytestmark = pytest.mark.django_db


def session(year: int, **fields) -> Event:
    start_at = datetime(year, 11, 21, 9, tzinfo=UTC)
    return EventFactory(start_at=start_at, end_at=start_at.replace(hour=12), **fields)


@pytest.fixture
def region(prepared):
    region = RegionFactory(title="Twente")
    prepared.dialogue.event.regions.add(region)
    prepared.dialogue.event.save()
    return region


@pytest.fixture
def before(region):
    """The session that this one follows, in the same region."""
    return DialogueFactory(event=session(2018, title="Eerste ronde", regions=[region]))


@pytest.fixture
def action(before):
    action = ActionFactory(title="Open een leerafdeling", status="loopt", due_on=date(2020, 1, 1))
    ThreadFactory(dialogue=before, actions=[action])
    return action


@pytest.fixture
def promise(before):
    return CommitmentFactory(thread=ThreadFactory(dialogue=before), text="Wij bellen het UWV")


def titles(room) -> list[str]:
    return [item.title for item in items_of(room.dialogue)]


def page_of(room) -> str:
    return reverse("lead_review", args=[room.leader.token])


def say(room, subject, verdict: str, **more) -> Review:
    kind = "toezegging" if isinstance(subject, Commitment) else "actie"
    return review(room.leader, f"{kind}-{subject.pk}", verdict, **more)


# --- What it looks back on ----------------------------------------------------------------------------------


def test_what_is_open_of_the_session_before_and_of_its_regions(prepared, before, action, promise, region):
    older = DialogueFactory(event=session(2017))
    here = ActionFactory(title="Hier, van een sessie elders", regions=[region], status="loopt")
    ThreadFactory(dialogue=older, actions=[here, ActionFactory(title="Elders")])
    done = ActionFactory(title="Klaar", status="klaar")
    draft = ActionFactory(title="Concept", live=False)
    ThreadFactory(dialogue=before, actions=[done, draft])
    ActionFactory(title="Uit een plan", regions=[region])
    confirmed = CommitmentFactory(thread=ThreadFactory(dialogue=before), is_undone=True, text="Teruggenomen")
    assert confirmed.is_undone
    assert titles(prepared) == ["Open een leerafdeling", "Hier, van een sessie elders", "Wij bellen het UWV"]


@pytest.mark.parametrize("hidden", [{"state": "afgelopen"}, {"event": {"live": False}}])
def test_a_session_that_is_not_public_gives_nothing(prepared, region, hidden):
    hidden = dict(hidden)
    event = session(2018, regions=[region], **hidden.pop("event", {}))
    closed = DialogueFactory(event=event, **hidden)
    ThreadFactory(dialogue=closed, actions=[ActionFactory(status="loopt", regions=[region])])
    assert titles(prepared) == []


# --- What the room says -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "more", "expected"),
    [
        ("loopt", {}, ("op-schema", "loopt", date(2020, 1, 1), "De zaal besprak deze actie: zij loopt nog.")),
        ("klaar", {}, ("klaar", "klaar", date(2020, 1, 1), "De zaal besprak deze actie: zij is klaar.")),
        ("gestopt", {"text": "Geen geld."}, ("gestopt", "gestopt", date(2020, 1, 1), "Geen geld.")),
        (
            "herwoord",
            {"text": "Open er twee", "due_on": date(2020, 6, 1)},
            ("loopt-uit", "loopt", date(2020, 6, 1), "De zaal verwoordt het nu zo: Open er twee"),
        ),
    ],
)
def test_what_the_room_says_is_the_next_report(prepared, action, verdict, more, expected):
    said = say(prepared, action, verdict, **more)
    note = ProgressNote.objects.public().get()
    action.refresh_from_db()
    assert (note.answer, action.status, action.due_on, note.text) == expected
    assert (said.note, note.organisation, note.author, action.reported_on) == (
        note,
        None,
        None,
        note.noted_on,
    )


def test_the_page_of_the_action_says_where_it_was_discussed(prepared, action):
    say(prepared, action, "klaar")
    shown = look_at(action.get_absolute_url())
    assert text(shown, ".moment .meta") == "Klaar, besproken op Aan tafel ."
    assert shown.select_one(".moment a")["href"] == "/agenda/aan-tafel/"
    prepared.dialogue.event.live = False
    prepared.dialogue.event.save()
    assert (
        text(look_at(action.get_absolute_url()), ".moment .meta")
        == "Klaar, besproken op een besloten sessie."
    )


def test_saying_something_else_replaces_the_report(prepared, action):
    say(prepared, action, "klaar")
    say(prepared, action, "loopt")
    action.refresh_from_db()
    assert (action.status, ProgressNote.objects.get().answer) == ("loopt", "op-schema")


def test_undoing_takes_the_report_back_and_brings_the_one_before(prepared, action):
    say(prepared, action, "klaar")
    say(prepared, action, "gestopt")
    undo(prepared.leader)
    action.refresh_from_db()
    assert (action.status, ProgressNote.objects.get().answer) == ("klaar", "klaar")
    undo(prepared.leader)
    action.refresh_from_db()
    assert (action.status, action.reported_on, ProgressNote.objects.count()) == ("loopt", None, 0)


def test_undoing_leaves_what_an_editor_changed_since(prepared, action):
    say(prepared, action, "klaar")
    Action.objects.update(status="gestopt")
    undo(prepared.leader)
    action.refresh_from_db()
    assert action.status == "gestopt"


def test_a_rehearsal_never_writes_to_the_agenda(prepared, action, promise):
    Dialogue.objects.filter(pk=prepared.dialogue.pk).update(is_rehearsal=True)
    say(prepared, action, "klaar")
    say(prepared, promise, "gestopt")
    action.refresh_from_db()
    promise.refresh_from_db()
    assert (action.status, promise.is_undone, ProgressNote.objects.count()) == ("loopt", False, 0)
    assert Review.objects.standing().count() == 2


def test_a_promise_goes_on_in_other_words_and_its_owner_is_asked_again(prepared, promise):
    say(prepared, promise, "herwoord", text="Wij bellen het UWV en de gemeente", due_on=date(2030, 1, 1))
    promise.refresh_from_db()
    assert (promise.text, promise.due_on) == ("Wij bellen het UWV en de gemeente", date(2030, 1, 1))
    assert CommitmentMail.objects.filter(commitment=promise).count() == 1
    undo(prepared.leader)
    promise.refresh_from_db()
    assert (promise.text, promise.due_on) == ("Wij bellen het UWV", None)


def test_a_promise_that_stops_can_be_taken_up_again(prepared, promise):
    say(prepared, promise, "gestopt")
    assert titles(prepared) == ["Wij bellen het UWV"]
    promise.refresh_from_db()
    assert promise.is_undone
    say(prepared, promise, "loopt")
    promise.refresh_from_db()
    assert not promise.is_undone


@pytest.mark.parametrize(
    ("verdict", "more", "sentence"),
    [
        ("herwoord", {}, "Schrijf hoe de zaal"),
        ("klaar", {"due_on": date(2030, 1, 1)}, "Een datum hoort bij wat nog loopt"),
        ("loopt", {"due_on": date(2018, 12, 1)}, "De actie begint dan pas"),
        ("anders", {}, "Die keuze kennen we niet"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(prepared, action, verdict, more, sentence):
    Action.objects.update(starts_on=date(2019, 1, 1))
    with pytest.raises(RoomRefusal, match=sentence):
        say(prepared, action, verdict, **more)
    assert not Review.objects.exists()


def test_a_promise_that_nobody_confirmed_is_not_done(prepared, promise):
    with pytest.raises(RoomRefusal, match="nooit bevestigd"):
        say(prepared, promise, "klaar")


def test_a_link_is_no_right_to_report_on_any_action(prepared, action):
    other = ActionFactory(title="Van een ander", status="loopt")
    with pytest.raises(RoomRefusal, match="niet op de lijst"):
        say(prepared, other, "klaar")


def test_only_who_leads_says_so(prepared, action):
    take_over(prepared.links["leiding-reserve"])
    with pytest.raises(NotInCharge):
        say(prepared, action, "klaar")


# --- The pages ----------------------------------------------------------------------------------------------


def test_the_facilitator_keeps_closes_or_rewords_on_one_page(prepared, client, action):
    prepared.go_to(2)
    desk = look_at(reverse("lead", args=[prepared.leader.token]))
    assert page_of(prepared) in [link["href"] for link in desk.select(".lead__buttons a")]
    assert texts(look_at(page_of(prepared)), ".point h2") == ["Open een leerafdeling"]
    key = f"actie-{action.pk}"
    answer = client.post(page_of(prepared), {"over": key, "verdict": "klaar", "text": "Hij is open."})
    assert (answer.status_code, answer["Location"]) == (302, f"{page_of(prepared)}#{key}")
    assert text(look_at(page_of(prepared)), ".room__done") == "De zaal zei: klaar. “Hij is open.”"
    shown = look_at(reverse("screen", args=[prepared.links["scherm"].token]))
    assert texts(shown, ".screen__soft")[0].endswith(", klaar")


def test_phones_follow_what_the_room_says(prepared, action):
    prepared.go_to(2)
    known = prepared.now().version
    phone = look_at(reverse("seat", args=[prepared.seat_token]))
    assert texts(phone, "[data-part=blik] .point__text") == ["Open een leerafdeling"]
    say(prepared, action, "herwoord", text="Open er twee")
    told = news(prepared, "seat_state", known)["delen"]
    assert list(told) == ["blik"]
    assert "Open er twee" in told["blik"]
    prepared.go_to(COLLECT)
    assert news(prepared, "seat_state", known)["delen"]["blik"].strip() == ""


def test_what_was_invented_says_so_wherever_the_room_looks_back(prepared, before, action, promise):
    prepared.go_to(2)
    Action.objects.update(is_example=True)
    Event.objects.filter(pk=before.event_id).update(is_example=True)
    for address in [
        page_of(prepared),
        reverse("screen", args=[prepared.links["scherm"].token]),
        reverse("seat", args=[prepared.seat_token]),
    ]:
        assert text(look_at(address), "main").count("· voorbeeld") == 2, address


def test_a_mistake_loses_nothing_that_was_typed(prepared, client, action):
    typed = {"over": f"actie-{action.pk}", "verdict": "herwoord", "text": "Later", "due_on": "gisteren"}
    answer = client.post(page_of(prepared), typed)
    assert "Deze datum kennen we niet" in answer.text
    assert "Later" in answer.text and "gisteren" in answer.text
    assert not Review.objects.exists()


def test_the_page_is_for_the_facilitators_link_only(prepared, client):
    for other in ("scherm", "moderatie", "tafel1"):
        assert client.get(reverse("lead_review", args=[prepared.links[other].token])).status_code == 404
    assert Client().get("/leiding/onbekend/terugblik/").status_code == 404
    assert client.put(page_of(prepared)).status_code == 405
    assert client.post(page_of(prepared), {"over": "actie-1", "verdict": "klaar"}).status_code == 409


def test_the_page_asks_as_many_queries_for_one_as_for_three(
    prepared, client, before, action, django_assert_max_num_queries
):
    ThreadFactory(dialogue=before, actions=[ActionFactory(status="loopt") for _ in range(2)])
    with django_assert_max_num_queries(8):  # "lead_review"
        client.get(page_of(prepared))
