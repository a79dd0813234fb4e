"""What an organiser does with a room: prepare it, hand out links, print cards, publish what it yielded."""

import csv
import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.dialogue.conftest import THREADS, VOTE
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    ContributionFactory,
    EventFactory,
    RegionFactory,
    ThreadFactory,
)
from tests.pages import look_at, text, texts
from zorgpact.dialogue import facilitating
from zorgpact.dialogue.changing import RoomRefusal, undo
from zorgpact.dialogue.erasing import ERASED, forget_rooms
from zorgpact.dialogue.facilitating import hold, make_thread, reword, split
from zorgpact.dialogue.models import Ballot, Commitment, Contribution, Dialogue, Seat
from zorgpact.dialogue.preparing import keep_for, prepare, publish, set_tables, start_anew
from zorgpact.dialogue.submitting import withdraw
from zorgpact.dialogue.voting import vote
from zorgpact.users.roles import ORGANISERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(bram, signed_in):
    bram.groups.add(Group.objects.get(name=ORGANISERS))
    return signed_in(bram)


@pytest.fixture
def address(room):
    return reverse("gesprek:room", args=[room.dialogue.pk])


@pytest.fixture
def closed(room):
    """A session that is over, with a split card, a loose one and what nobody may see."""
    one, _, held, gone = room.write("Bel de gemeente en het UWV", "=1+1", "Achtergehouden", "Ingetrokken")
    parts = split(room.leader, one.pk, ["Bel de gemeente", "Bel het UWV"])
    make_thread(room.leader, "Zoek elkaar op", [part.pk for part in parts])
    hold(room.leader, [held.pk])
    withdraw(room.seat, gone.pk)
    room.go_to(VOTE)
    vote(room.seat, [parts[0].pk])
    facilitating.end(room.leader)
    return room


# --- Before -------------------------------------------------------------------------------------------------


def test_a_session_gets_a_room_with_steps_tables_and_links(organiser):
    event = EventFactory()
    path = reverse("gesprek:prepare", args=[event.pk])
    assert organiser.post(path, {"tables": "0"}).status_code == 200
    answer = organiser.post(path, {"tables": "12", "is_rehearsal": "on"})
    dialogue = Dialogue.objects.get(event=event)
    assert (
        answer["Location"] == organiser.get(path)["Location"] == reverse("gesprek:room", args=[dialogue.pk])
    )
    assert (dialogue.is_rehearsal, dialogue.state, dialogue.tables.count()) == (True, "voorbereid", 12)
    assert [step.kind for step in dialogue.steps.all()] == [
        *("welkom", "terugblik", "verzamelen", "verzamelen"),
        *("stemmen", "draden", "toezeggingen", "afsluiting"),
    ]
    purposes = sorted(dialogue.links.exclude(purpose="tafel").values_list("purpose", "is_spare"))
    assert purposes == [("leiding", False), ("leiding", True), ("moderatie", False), ("scherm", False)]


def test_the_form_of_a_session_leads_to_its_room(organiser):
    event = EventFactory()
    page = organiser.get(reverse("wagtailsnippets_events_event:edit", args=[event.pk])).text
    assert reverse("gesprek:prepare", args=[event.pk]) in page


def test_outcomes_that_were_written_down_are_not_hidden_by_a_room(organiser):
    point = ContributionFactory()
    answer = organiser.post(reverse("gesprek:prepare", args=[point.dialogue.event_id]), {"tables": 4})
    assert "staat al iets vast" in answer.text
    assert Dialogue.objects.get(pk=point.dialogue_id).state == "openbaar"


def test_the_links_are_there_to_copy_and_a_new_one_ends_the_old(room, organiser, address):
    old = room.links["scherm"]
    assert f"/scherm/{old.token}/" in organiser.get(address).text
    organiser.post(address, {"doe": "vernieuw", "link": old.pk})
    assert f"/scherm/{old.token}/" not in organiser.get(address).text
    assert organiser.get(f"/scherm/{old.token}/").status_code == 404


def test_tables_are_added_and_taken_away_but_not_from_under_people(room, organiser, address):
    organiser.post(address, {"doe": "tafels", "tafels": "5"})
    organiser.post(address, {"doe": "tafels", "tafels": "3"})
    assert list(room.dialogue.tables.values_list("number", flat=True)) == [1, 2, 3]
    with pytest.raises(RoomRefusal, match="zit al iemand"):
        set_tables(room.dialogue, 1)


def steps_form(room, **changes) -> dict:
    form = {"steps-TOTAL_FORMS": 9, "steps-INITIAL_FORMS": 8}
    form |= {
        "steps-8-minutes": 10,
        "steps-8-dots": 3,
        "steps-8-point_kind": "actiepunt",
    }  # as a browser sends it
    names = ("kind", "question", "point_kind", "minutes", "dots")
    for index, step in enumerate(room.dialogue.steps.all()):
        form[f"steps-{index}-id"] = step.pk
        form |= {f"steps-{index}-{name}": getattr(step, name) for name in names}
    return form | changes


def test_steps_are_changed_added_and_removed(room, organiser, address):
    added = {"kind": "stemmen", "question": "Wat eerst?", "point_kind": "actiepunt", "minutes": 5, "dots": 1}
    changes = {"steps-0-question": "Dag allemaal", "steps-1-DELETE": "on"}
    changes |= {f"steps-8-{name}": value for name, value in added.items()}
    organiser.post(address, steps_form(room, **changes))
    questions = list(room.dialogue.steps.values_list("question", flat=True))
    assert (questions[0], len(questions), questions[-1]) == ("Dag allemaal", 8, "Wat eerst?")


def test_a_step_that_began_stays(room, organiser, address):
    answer = organiser.post(address, steps_form(room, **{"steps-3-DELETE": "on"}))
    assert "Een stap die al begonnen is, blijft staan." in answer.text
    assert room.dialogue.steps.count() == 8


def test_cards_and_sheets_are_there_to_print(room, organiser):
    page = look_at(reverse("gesprek:cards", args=[room.dialogue.pk]), organiser)
    assert texts(page, ".sheet h2") == [
        *(
            "Tafel 1",
            "Tafel 2",
            "Wat werkt al bij jullie?",
            "Wat moet er nu gebeuren?",
            "Voor de gespreksleider",
        )
    ]
    card = texts(page, ".sheet--card")[0]
    assert room.dialogue.code in card and room.links["tafel1"].pin in card
    assert len(page.select(".qr")) == 4


@pytest.mark.parametrize("name", ["room", "cards", "prepare"])
def test_a_room_is_for_who_may_keep_outcomes(room, chris, signed_in, client, name):
    path = reverse(
        f"gesprek:{name}", args=[room.dialogue.event_id if name == "prepare" else room.dialogue.pk]
    )
    for visitor, status in ((signed_in(chris), 403), (client, 302)):
        assert visitor.get(path).status_code == status
        assert visitor.post(path, {"doe": "publiceer"}).status_code == status
    assert Dialogue.objects.get().state == "bezig"


def test_until_a_room_is_published_the_form_of_outcomes_leads_to_it(closed, organiser, address):
    form = reverse("opbrengst:edit", args=[closed.dialogue.pk])
    assert organiser.get(form)["Location"] == address
    split(closed.leader, undo_end(closed), ["Anders", "En nog iets"])
    undo(closed.leader)
    facilitating.end(closed.leader)
    organiser.post(address, {"doe": "publiceer"})
    page = organiser.get(form).text
    assert "Ingetrokken door de tafel" in page and "En nog iets" not in page


def undo_end(room) -> int:
    """Go on after the end; gives the key of a card."""
    undo(room.leader)
    return Contribution.objects.get(text="=1+1").pk


def test_a_rehearsal_is_wiped_and_never_published(prepared, organiser):
    Dialogue.objects.update(is_rehearsal=True)
    prepared.go_to(4)
    prepared.write("Proef")
    make_thread(prepared.leader, "Proef")
    facilitating.end(prepared.leader)
    with pytest.raises(RoomRefusal, match="oefening"):
        publish(Dialogue.objects.get())
    organiser.post(reverse("gesprek:room", args=[prepared.dialogue.pk]), {"doe": "begin"})
    dialogue = Dialogue.objects.get()
    assert (dialogue.state, dialogue.is_rehearsal, dialogue.seat_count) == ("voorbereid", False, 0)
    assert not Contribution.objects.exists() and not Seat.objects.exists() and not dialogue.log.exists()
    with pytest.raises(RoomRefusal, match="geen oefening"):
        start_anew(dialogue)


# --- Looking back -------------------------------------------------------------------------------------------


def test_the_room_looks_back_at_the_actions_of_the_session_before_in_its_region(room):
    region = RegionFactory(title="Twente")
    event = room.dialogue.event
    event.regions.set([region])
    event.save()
    before = EventFactory(start_at=event.start_at - timedelta(days=90), regions=[region])
    action = ActionFactory(title="Leerafdelingen openen")
    ThreadFactory(dialogue__event=before, actions=[action, ActionFactory(live=False, title="Concept")])
    ThreadFactory(dialogue__event__start_at=before.start_at, actions=[ActionFactory(title="Van elders")])
    room.go_to(2)
    page = look_at(reverse("screen", args=[room.links["scherm"].token]))
    assert texts(page, ".screen__list b") == ["Leerafdelingen openen"]


# --- After --------------------------------------------------------------------------------------------------


def test_nothing_of_a_room_is_public_before_it_is_published(closed, client):
    path = f"/agenda/{closed.dialogue.event.slug}/"
    assert "Bel het UWV" not in client.get(path).text
    assert {client.get(f"{path}opbrengst{end}").status_code for end in ("/", ".csv", ".json")} == {404}


def test_published_outcomes_stand_on_the_page_of_the_session_and_on_one_of_their_own(
    closed, organiser, address, client, django_assert_max_num_queries
):
    CommitmentFactory(dialogue=closed.dialogue, thread=closed.dialogue.threads.get())
    organiser.post(address, {"doe": "publiceer"})
    path = f"/agenda/{closed.dialogue.event.slug}/"
    assert f'href="{path}opbrengst/"' in client.get(path).text
    with django_assert_max_num_queries(14):
        page = look_at(f"{path}opbrengst/")
    assert "3 punten van 1 tafel, 1 rode draad en 1 toezegging. 1 punt staat los." in text(page)
    assert texts(page, "ol.rows li li") == ["Bel de gemeente tafel 1, 1 stip", "Bel het UWV tafel 1"]
    assert texts(page, ".table--bars tbody tr") == ["Zoek elkaar op 1"]
    assert page.select_one(".table__bar rect")["width"] == "100%"
    for hidden in ("Achtergehouden", "Ingetrokken", "Fatima", "fatima@"):
        assert hidden not in str(page)
    organiser.post(address, {"doe": "verberg"})
    assert client.get(f"{path}opbrengst/").status_code == 404
    assert client.post(f"{path}opbrengst/").status_code == 405


def test_the_files_tell_where_every_point_came_from_and_of_nobody(
    closed, client, django_assert_max_num_queries
):
    publish(Dialogue.objects.get())
    with django_assert_max_num_queries(6):
        answer = client.get("/agenda/aan-tafel/opbrengst.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Punt"], row["Rode draad"], row["Stippen"], row["Ontstaan door"]) for row in rows] == [
        ("'=1+1", "", "0", ""),
        ("Bel de gemeente", "Zoek elkaar op", "1", "Gesplitst"),
        ("Bel het UWV", "Zoek elkaar op", "0", "Gesplitst"),
    ]
    assert rows[1]["Uit nummer"] == rows[2]["Uit nummer"] != ""
    assert "Bel de gemeente en het UWV" not in answer.content.decode()  # the first words stay in the room
    with django_assert_max_num_queries(7):
        data = client.get("/agenda/aan-tafel/opbrengst.json").json()
    assert [(point["tekst"], point["stand"]) for point in data["punten"]] == [
        *(("=1+1", "getoond"), ("Bel de gemeente", "getoond"), ("Bel het UWV", "getoond")),
        (None, "vervangen"),
    ]
    assert "seat" not in json.dumps(data) and "stoel" not in json.dumps(data)


def test_an_organiser_confirms_a_commitment_for_its_owner(closed, organiser, address):
    thread = closed.dialogue.threads.get()
    commitment = CommitmentFactory(dialogue=closed.dialogue, thread=thread)
    assert "Fatima Demir, fatima@example.org" in organiser.get(address).text
    organiser.post(address, {"doe": "bevestig", "toezegging": commitment.pk})
    commitment.refresh_from_db()
    assert commitment.action.title == commitment.text
    assert organiser.post(address, {"doe": "onzin"}).status_code == 302
    assert organiser.post(address, {"doe": "bevestig", "toezegging": "0"}).status_code == 404


# --- Forgetting ---------------------------------------------------------------------------------------------


def after(**age) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**age), tick=False)


def test_seats_are_forgotten_after_a_day_and_their_points_and_dots_stay(closed):
    with after(hours=23):
        forget_rooms()
    assert Seat.objects.count() == 2
    with after(hours=25):
        forget_rooms()
    assert (Seat.objects.count(), Dialogue.objects.get().seat_count) == (0, 2)
    assert Contribution.objects.exclude(seat=None).count() == 0
    assert list(Ballot.objects.values_list("seat", flat=True)) == [None]


def test_ballots_are_forgotten_after_a_week_and_totals_stay(closed):
    with after(days=8):
        forget_rooms()
        assert forget_rooms() == 0
    assert not Ballot.objects.exists()
    assert Contribution.objects.get(text="Bel de gemeente").votes == 1


def test_hidden_words_are_erased_after_a_month_also_from_the_log_which_says_so(closed):
    reworded = reword_and_hold(closed)
    with after(days=31):
        forget_rooms()
    kept = set(Contribution.objects.values_list("text", flat=True))
    assert not {"Achtergehouden", "Ingetrokken", *reworded} & kept
    log = str(list(closed.dialogue.log.values_list("changes", flat=True)))
    assert "Achtergehouden" not in log and "Ingetrokken" not in log and reworded[0] not in log
    assert "Bel de gemeente en het UWV" in log
    assert (closed.dialogue.log.last().verb, closed.dialogue.log.last().role) == (
        "wis verborgen teksten",
        "klok",
    )
    assert ERASED in kept


def reword_and_hold(room) -> tuple[str, str]:
    """A card whose first words are hidden with its last ones."""
    undo(room.leader)
    room.go_to(THREADS)
    point = Contribution.objects.get(text="=1+1")
    Contribution.objects.filter(pk=point.pk).update(text="Jan is lastig")
    child = reword(room.leader, point.pk, "Iemand is lastig")
    hold(room.leader, [child.pk])
    return "Jan is lastig", "Iemand is lastig"


def test_who_took_something_up_is_forgotten_a_month_after_confirming(closed):
    commitment = CommitmentFactory(dialogue=closed.dialogue, thread=closed.dialogue.threads.get())
    Commitment.objects.update(confirmed_at=timezone.now())
    with after(days=31):
        forget_rooms()
    commitment.refresh_from_db()
    assert (commitment.person_name, commitment.person_email) == ("", "")
    assert commitment.organisation_name == "Zorggroep De Brug"


def test_links_end_a_month_after_the_session(closed, client):
    path = reverse("screen", args=[closed.links["scherm"].token])
    assert client.get(path).status_code == 200
    with after(days=31):
        forget_rooms()
    assert client.get(path).status_code == 404


def test_what_has_not_been_prepared_is_prepared_once():
    event = EventFactory()
    prepare(event, 2)
    with pytest.raises(RoomRefusal):
        prepare(event, 2)


def test_a_room_that_keeps_less_long_forgets_sooner(closed, client):
    keep_for(closed.dialogue, 7)
    with after(days=8):
        forget_rooms()
    assert client.get(reverse("screen", args=[closed.links["scherm"].token])).status_code == 404


@pytest.mark.parametrize("days", [0, 31])
def test_no_room_keeps_for_no_time_or_longer_than_a_month(closed, days):
    with pytest.raises(RoomRefusal, match="Kies 1 tot en met 30 dagen"):
        keep_for(closed.dialogue, days)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dialogue.objects.update(kept_days=days)
