"""Taking a seat, and every link's rights on every address."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.dialogue.conftest import JSON, PAGES, PURPOSE, STATES, VOTE, address
from tests.pages import look_at, text
from zorgpact.cms.middleware import CacheControlMiddleware
from zorgpact.dialogue import facilitating, joining
from zorgpact.dialogue.models import DialogueLink, Seat
from zorgpact.dialogue.preparing import renew

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# --- Joining ------------------------------------------------------------------------------------------------


def test_the_code_and_the_pin_lead_to_a_seat_at_that_table(room, client):
    form = {"code": f" {room.now().code.lower()} ", "pin": room.links["tafel2"].pin}
    answer = client.post("/deelnemen/", form, follow=True)
    assert answer.status_code == 200
    assert '<h1 class="room__name">Tafel 2</h1>' in answer.text
    assert room.now().seat_count == 3


def test_a_wrong_code_or_pin_says_so_and_keeps_what_was_typed(room, client):
    for form in (
        {"code": room.now().code, "pin": "1"},
        {"code": "ZZZZZZ", "pin": "10000"},
        {"code": "", "pin": "x"},
    ):
        answer = client.post("/deelnemen/", form)
        assert (answer.status_code, "Er klopt" in answer.text) == (400, True)
        assert f'value="{form["pin"]}"' in answer.text
    assert Seat.objects.count() == 2


def test_a_pin_is_not_guessed(room, client, monkeypatch):
    monkeypatch.setattr(joining, "WRONG_PINS", joining.Limit("wrong-pins-test", 2, 600))
    right = {"code": room.now().code, "pin": room.links["tafel1"].pin}
    for pin in ("1", "2"):
        client.post("/deelnemen/", {**right, "pin": pin})
    assert "te vaak" in client.post("/deelnemen/", right).text


def test_the_code_on_the_screen_is_filled_in(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert 'value="ABCDEF"' in client.get("/deelnemen/?code=ABCDEFG").text


def test_scanning_the_card_again_leads_to_the_same_seat(room, django_assert_max_num_queries):
    phone = Client()
    path = address(room, "table_join")
    with django_assert_max_num_queries(3):
        phone.get(path)
    assert text(look_at(path, phone), "h1") == "Tafel 1"
    first = phone.post(path)
    assert phone.post(path)["Location"] == first["Location"]
    assert phone.cookies["stoel"]["path"] == "/deelnemen/"
    other = phone.post(reverse("table_join", args=[room.links["tafel2"].token]))
    assert other["Location"] != first["Location"]


def test_after_the_end_nobody_sits_down(room, client):
    facilitating.end(room.leader)
    path = address(room, "table_join")
    assert "afgelopen" in client.get(path).text
    assert client.post(path).status_code == 409
    assert (
        "kennen we niet"
        in client.post("/deelnemen/", {"code": room.now().code, "pin": room.links["tafel1"].pin}).text
    )


def test_a_table_has_a_limit_to_its_seats(room, client, monkeypatch):
    monkeypatch.setattr(joining, "MOST_SEATS", 1)
    assert "heel veel telefoons" in client.post(address(room, "table_join")).text


def test_the_worker_of_the_phones_is_a_script_for_their_addresses_only(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        answer = client.get("/deelnemen/werker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "stand|punten" in answer.text


# --- Rights -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, JSON], ids=["browser", "polled"])
@pytest.mark.parametrize("name", [*PAGES, *STATES, "seat", "table_join", "seat_points"])
def test_a_link_opens_what_it_is_for_and_nothing_else(room, client, name, headers):
    tokens = {link.token for link in room.links.values()} | {room.seat_token, "onbekend", "\u202e"}
    opened = set()
    for token in tokens:
        path = reverse(name, args=[token])
        is_post = name == "seat_points"
        answer = client.post(path, "{}", "application/json") if is_post else client.get(path, headers=headers)
        opened |= {token} if answer.status_code != 404 else set()
    kind = name.removesuffix("_state").removesuffix("_points")
    expected = {
        "seat": {room.seat_token},
        "lead": {room.leader.token, room.links["leiding-reserve"].token},
        "moderate": {room.links["moderatie"].token},
        "screen": {room.links["scherm"].token},
        "table_join": {room.links["tafel1"].token, room.links["tafel2"].token},
    }[kind]
    assert opened == expected


@pytest.mark.parametrize("name", PAGES)
def test_a_revoked_link_says_so_and_shows_a_way_on(room, client, name):
    path = address(room, name)
    renew(room.links[PURPOSE[name]])
    answer = client.get(path)
    assert (answer.status_code, "Deze link werkt niet" in answer.text) == (404, True)
    assert 'href="/deelnemen/"' in answer.text
    assert client.get(path, headers=JSON).json() == {"fout": "Deze link werkt niet meer."}


def test_cards_on_tables_go_on_working_when_the_site_gets_another_key(room, client, settings):
    card = DialogueLink.objects.get(pk=room.links["tafel1"].pk)
    printed = (card.token, card.pin)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een heel andere sleutel"
    assert (card.token, card.pin) == printed
    assert client.post("/deelnemen/", {"code": room.now().code, "pin": card.pin}).status_code == 302
    fresh = DialogueLink.make(dialogue=room.dialogue, table=card.table, purpose="tafel")
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(reverse("table_join", args=[fresh.token])).status_code == 200


def test_who_gets_a_new_link_while_leading_still_leads(room, client):
    fresh = renew(room.leader)
    path = reverse("lead", args=[fresh.token])
    assert client.post(path, {"doe": f"stap:{VOTE}"}).status_code == 302
    assert room.now().step.order == VOTE


def test_a_moderator_cannot_lead(room, client):
    (point,) = room.write("Een")
    path = address(room, "moderate")
    for order in ("sluit", "stap:5", "draad", "los", "ongedaan", "splits"):
        assert client.post(path, {"doe": order, "punt": point.pk}).status_code == 409
    assert client.post(path, {"doe": "achter", "punt": point.pk}).status_code == 302
    point.refresh_from_db()
    assert (point.state, room.now().state) == ("achter", "bezig")


@pytest.mark.parametrize("name", [*PAGES, *STATES, "seat", "table_join"])
def test_nothing_of_a_room_is_kept_anywhere(room, client, name):
    answer = client.get(address(room, name))
    assert answer["Cache-Control"] == CacheControlMiddleware.NEVER
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("name", [*STATES, "screen"])
def test_what_is_only_read_takes_no_post(room, client, name):
    assert client.post(address(room, name)).status_code == 405
    assert client.get(address(room, "seat_points")).status_code == 405
