"""The pages of a room, and what is polled."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.dialogue.conftest import COLLECT, JSON, STATES, THREADS, VOTE, address, news
from tests.pages import look_at, text, texts
from zorgpact.dialogue import facilitating
from zorgpact.dialogue.facilitating import hold, make_thread, reveal
from zorgpact.dialogue.models import Contribution, Dialogue
from zorgpact.dialogue.submitting import withdraw
from zorgpact.dialogue.voting import vote

pytestmark = pytest.mark.django_db


def send(room, *points: dict):
    return Client().post(address(room, "seat_points"), {"punten": points}, content_type="application/json")


# --- A phone ------------------------------------------------------------------------------------------------


def test_without_javascript_a_phone_writes_changes_withdraws_and_puts_back(room, client):
    path = address(room, "seat")
    form = look_at(path).select_one("form[data-write]")
    fields = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    for _ in range(2):  # sent twice by an impatient thumb
        assert client.post(path, {**fields, "tekst": "Bel de gemeente"}).status_code == 302
    point = Contribution.objects.get()
    for order, shown in [
        ({"doe": "wijzig", "tekst": "Bel het UWV"}, "Bel het UWV"),
        ({"doe": "trek-in"}, "Bel het UWV"),
        ({"doe": "zet-terug"}, "Bel het UWV"),
    ]:
        client.post(path, {"punt": point.pk, **order})
        assert texts(look_at(path), ".point__text") == [shown]
    point.refresh_from_db()
    assert point.state == "getoond"


def test_a_refusal_is_a_sentence_and_what_was_typed_stays(room, client):
    path = address(room, "seat")
    answer = client.post(
        path, {"doe": "schrijf", "sleutel": "kort", "stap": room.step().pk, "tekst": "Bewaar mij"}
    )
    assert answer.status_code == 409
    assert "Schrijf een punt van 1 tot en met 200 tekens." in answer.text
    assert ">Bewaar mij</textarea>" in answer.text
    assert client.post(path, {"doe": "iets"}, headers=JSON).json() == {
        "fout": "Die knop kennen we niet. Laad de bladzijde opnieuw."
    }


def test_a_phone_sees_its_own_table_and_nothing_of_another(room):
    room.write("Van ons")
    room.write("Van tafel twee", seat=room.other)
    page = look_at(address(room, "seat"))
    assert texts(page, ".point__text") == ["Van ons"]
    assert "tafel twee" not in str(page)


def test_a_phone_sees_no_totals_before_they_are_on_the_screen(room):
    one, _ = room.write("Een", "Twee")
    room.go_to(VOTE)
    vote(room.other, [one.pk])
    page = look_at(address(room, "seat"))
    assert texts(page, ".ballot__choice") == ["Een tafel 1", "Twee tafel 1"]
    assert page.select("[checked]") == []
    vote(room.seat, [one.pk])
    assert len(look_at(address(room, "seat")).select(".ballot [checked]")) == 1


def test_points_that_waited_for_the_network_are_answered_by_key(room):
    one = {"sleutel": "sleutel-0001", "stap": room.step().pk, "tekst": "Eerst", "papier": True}
    two = {"sleutel": "sleutel-0002", "stap": 0, "tekst": "Elders"}
    assert send(room, one, two, one).json() == {
        "antwoorden": {"sleutel-0001": "opgeslagen", "sleutel-0002": "gesloten"}
    }
    assert send(room, one).json() == {"antwoorden": {"sleutel-0001": "dubbel"}}
    assert Contribution.objects.get().is_paper


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"punten": 5}',
        b'{"punten": [5]}',
        b'{"punten": [{"sleutel": 1, "stap": 1, "tekst": "x"}]}',
        b'{"punten": [{"sleutel": "sleutel-0001", "stap": "1", "tekst": null}]}',
        b"[" * 5000,
        b"\xff\xfe",
        b'{"punten": "' + b"x" * 100_001 + b'"}',
    ],
)
def test_what_is_no_batch_is_refused(room, client, body):
    answer = client.post(address(room, "seat_points"), body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"fout": "Dit begrijpen we niet."})


def test_half_a_pair_of_surrogates_does_not_break_the_database(room, client):
    point = json.dumps(
        {"punten": [{"sleutel": "sleutel-0001", "stap": room.step().pk, "tekst": "a\ud83db\x00"}]}
    )
    client.post(address(room, "seat_points"), point, content_type="application/json")
    assert Contribution.objects.get().text == "a b"


def test_what_a_phone_writes_is_text_on_every_page(room, client):
    (point,) = room.write("<script>alert(1)</script> https://example.org")
    paths = [address(room, name) for name in ("seat", "lead", "moderate", "screen")]
    for path in [*paths, address(room, "lead_point", point.pk)]:
        page = client.get(path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; https://example.org" in page
        assert "<script>alert" not in page


# --- What is polled -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "queries"), [("seat_state", 1), ("lead_state", 1), ("screen_state", 1)])
def test_while_nothing_changes_the_answer_is_304_and_one_query(
    room, client, django_assert_num_queries, name, queries
):
    room.write("Een", "Twee", "Drie")
    first = client.get(address(room, name), headers=JSON)
    known = JSON | {"If-None-Match": first["ETag"]}
    with django_assert_num_queries(queries):
        again = client.get(address(room, name), {"sinds": 2}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    room.write("Vier")
    assert client.get(address(room, name), headers=known).status_code == 200


def test_the_news_is_what_changed_since_a_version(room):
    one, two = room.write("Een", "Twee")
    known = room.now().version
    facilitating.reword(room.leader, one.pk, "Eerst")
    told = news(room, "seat_state", known)
    child = Contribution.objects.get(text="Eerst")
    assert (told["alles"], told["weg"]) == (False, [f"punt-{one.pk}"])
    assert [row["id"] for row in told["rijen"]] == [f"punt-{child.pk}"]
    everything = news(room, "seat_state")
    assert [row["id"] for row in everything["rijen"]] == [f"punt-{two.pk}", f"punt-{child.pk}"]


def test_a_version_from_the_future_gets_everything(room):
    room.write("Een")
    assert len(news(room, "seat_state", 999)["rijen"]) == 1


def test_another_step_replaces_the_question_and_other_news_does_not(room):
    known = room.now().version
    room.write("Een")
    assert list(news(room, "seat_state", known)["delen"]) == []
    room.go_to(VOTE)
    assert list(news(room, "seat_state", known)["delen"]) == ["stap", "schrijf", "blik"]


def test_a_vote_of_somebody_else_replaces_no_ballot_paper(room):
    (one,) = room.write("Een")
    room.go_to(VOTE)
    known = room.now().version
    vote(room.other, [one.pk])
    told = news(room, "seat_state", known)
    assert (told["delen"], told["rijen"]) == ({}, [])


def test_the_answer_says_when_to_ask_again(room):
    intervals = {name: news(room, name)["wacht"] for name in STATES}
    assert intervals == {"seat_state": 2000, "lead_state": 500, "moderate_state": 2000, "screen_state": 500}
    Dialogue.objects.update(seat_count=301)
    assert news(room, "seat_state")["wacht"] == 4000
    facilitating.end(room.leader)
    assert news(room, "screen_state")["wacht"] == 15_000


def test_the_clock_is_that_of_the_server(room):
    told = news(room, "seat_state")
    assert told["eind"] == int(room.now().step.ends_at.timestamp() * 1000)
    assert abs(told["eind"] - told["nu"] - 25 * 60_000) < 20_000
    facilitating.end(room.leader)
    assert news(room, "seat_state")["eind"] is None


def test_what_is_polled_looks_as_what_is_loaded(room):
    room.write("Een", "Twee")
    for name in ("seat", "lead", "moderate"):
        page = look_at(address(room, name))
        polled = "".join(row["html"] for row in news(room, f"{name}_state")["rijen"])
        assert BeautifulSoup(polled, "html.parser").select(".point") == page.select(".point")


@pytest.mark.parametrize(
    "name",
    ["seat_state", "lead_state", "moderate_state", "screen_state", "seat", "lead", "moderate", "screen"],
)
def test_three_points_cost_as_many_queries_as_one(room, client, django_assert_max_num_queries, name):
    counted = []
    client.get(address(room, name))  # the settings of the site are asked once
    for number in (1, 2):
        points = room.write(*["Punt"] * number)
        make_thread(room.leader, "Draad", [points[0].pk])
        with django_assert_max_num_queries(12) as queries:
            client.get(address(room, name))
        counted.append(len(queries))
    assert counted[0] == counted[1]


# --- Who leads ----------------------------------------------------------------------------------------------


def test_without_javascript_the_facilitator_makes_a_thread_and_moves_cards(room, client):
    one, two, three = room.write("Een", "Twee", "Drie")
    path = address(room, "lead")
    client.post(path, {"doe": "draad", "tekst": "Leer waar je werkt", "punt": [one.pk, two.pk]})
    thread = room.dialogue.threads.get()
    client.post(path, {"doe": f"erbij:{thread.pk}", "punt": three.pk})
    client.post(path, {"doe": "los", "punt": one.pk})
    page = look_at(path)
    assert texts(page, ".thread__points li") == ["Twee tafel 1", "Drie tafel 1"]
    assert "1 los" in texts(page, ".counts li")
    client.post(path, {"doe": "ongedaan"})
    assert len(look_at(path).select(".thread__points li")) == 3


def test_a_card_has_a_page_to_split_it_and_to_see_where_it_came_from(
    room, client, django_assert_max_num_queries
):
    (point,) = room.write("Bel de gemeente en het UWV")
    path = address(room, "lead_point", point.pk)
    refused = client.post(path, {"doe": "splits", "punt": point.pk, "tekst": "Alleen dit"})
    assert (refused.status_code, ">Alleen dit</textarea>" in refused.text) == (409, True)
    client.post(path, {"doe": "splits", "punt": point.pk, "tekst": "Bel de gemeente\nBel het UWV"})
    child = Contribution.objects.get(text="Bel het UWV")
    with django_assert_max_num_queries(8):
        page = look_at(address(room, "lead_point", child.pk))
    assert texts(page, ".rows li") == ["Eerst: Bel de gemeente en het UWV"]
    assert client.get(address(room, "lead_point", 0)).status_code == 404


def test_the_spare_link_takes_over_in_one_tap(room, client):
    spare = reverse("lead", args=[room.links["leiding-reserve"].token])
    assert client.post(spare, {"doe": f"stap:{VOTE}"}).status_code == 409
    client.post(spare, {"doe": "overnemen"})
    assert client.post(spare, {"doe": f"stap:{VOTE}"}).status_code == 302
    assert "Iemand anders heeft de leiding" in client.get(address(room, "lead")).text


@pytest.mark.parametrize(
    "data", [{"doe": "stap", "stap": "9" * 30}, {"doe": "erbij:x"}, {"doe": "los", "punt": "²"}, {}]
)
def test_nonsense_is_refused(room, client, data):
    assert client.post(address(room, "lead"), data).status_code == 409


# --- The screen ---------------------------------------------------------------------------------------------


def test_the_screen_shows_how_to_join_before_it_begins(prepared):
    page = look_at(address(prepared, "screen"))
    assert prepared.dialogue.code in text(page, ".screen__code")
    assert page.select_one(".qr")["aria-label"] == "Code om mee te doen"


def test_the_screen_shows_the_points_latest_first_and_never_what_is_held_or_hidden(room):
    held, gone, _ = room.write("Achtergehouden", "Ingetrokken", "Te zien")
    room.write("Later", seat=room.other)
    hold(room.leader, [held.pk])
    withdraw(room.seat, gone.pk)
    page = look_at(address(room, "screen"))
    assert texts(page, ".screen__wall li") == ["Later tafel 2", "Te zien tafel 1"]
    everything = str(page) + json.dumps(news(room, "screen_state"), ensure_ascii=False)
    assert "Achtergehouden" not in everything and "Ingetrokken" not in everything


def test_the_screen_shows_bars_only_once_they_are_revealed(room):
    one, two = room.write("Een", "Twee")
    room.go_to(VOTE)
    vote(room.seat, [one.pk, two.pk])
    vote(room.other, [two.pk])
    page = look_at(address(room, "screen"))
    assert text(page, ".screen__big") == "2 van 2"
    assert page.select(".screen__bars") == []
    reveal(room.leader)
    page = look_at(address(room, "screen"))
    assert texts(page, ".screen__bars li") == ["Twee 2", "Een 1"]
    assert [bar["width"] for bar in page.select("rect")] == ["100", "50"]


def test_the_screen_shows_threads_with_their_tables_and_counts_what_is_loose(room):
    (one,) = room.write("Een")
    two, _ = room.write("Twee", "Drie", seat=room.other)
    make_thread(room.leader, "Leer waar je werkt", [one.pk, two.pk])
    room.go_to(THREADS)
    page = look_at(address(room, "screen"))
    assert texts(page, ".screen__list li") == ["Leer waar je werkt 2 punten, tafel 1 2"]
    assert "1 punt staat los: die telt ook" in text(page)


@pytest.mark.parametrize("order", range(1, 9))
def test_every_step_has_its_view_for_everybody(room, client, order):
    room.go_to(2 if order == COLLECT else COLLECT)
    room.go_to(order)
    for name in ("seat", "lead", "moderate", "screen"):
        page = look_at(address(room, name))
        assert len(page.select("h1")) == 1
    assert room.step(order).question in str(look_at(address(room, "screen")))
