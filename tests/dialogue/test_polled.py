"""What is polled is answered before all that is for people, with the same rights and the same headers."""

import pytest
from django.db import OperationalError
from django.test import Client

from tests.dialogue.conftest import JSON, STATES, address
from zorgpact.cms.middleware import CacheControlMiddleware
from zorgpact.dialogue import views

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NO_SEAT = "/deelnemen/onbekend/stand/"


@pytest.mark.parametrize("name", STATES)
def test_what_is_polled_asks_neither_for_a_session_nor_for_the_edition(room, client, name):
    answer = client.get(address(room, name), headers=JSON)
    asked = answer.wsgi_request
    assert answer.status_code == 200
    assert not {"session", "user", "edition"} & vars(asked).keys()
    assert answer["Cache-Control"] == CacheControlMiddleware.NEVER
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Content-Security-Policy"] == client.get("/deelnemen/")["Content-Security-Policy"]
    assert answer["Content-Length"] == str(len(answer.content))


@pytest.mark.parametrize("name", STATES)
def test_a_browser_that_opens_it_gets_the_same(room, client, name):
    opened, polled = client.get(address(room, name)), client.get(address(room, name), headers=JSON)
    assert opened.json()["versie"] == polled.json()["versie"]
    assert [*opened.json()["delen"]] == [*polled.json()["delen"]]
    assert client.post(address(room, name), headers=JSON).status_code == 405


def test_what_ends_alike_and_is_no_part_of_a_room_is_found_as_ever(client):
    answer = client.get("/over-ons/stand/", headers=JSON)
    assert (answer.status_code, hasattr(answer.wsgi_request, "session")) == (404, True)
    assert hasattr(client.get("/deelnemen/").wsgi_request, "session")
    assert client.get("/deelnemen/stand/", headers=JSON).status_code == 404


def test_points_are_taken_without_a_session_as_well(room, client):
    path, point = address(room, "seat_points"), room.item()
    answer = client.post(
        path,
        {"punten": [{"sleutel": point.key, "stap": point.step, "tekst": point.text}]},
        content_type="application/json",
    )
    assert answer.json() == {"antwoorden": {point.key: "opgeslagen"}}
    assert not hasattr(answer.wsgi_request, "session")
    assert answer["Cache-Control"] == CacheControlMiddleware.NEVER
    assert client.get(path).status_code == 405


def test_who_has_no_seat_is_told_so(client):
    assert client.get(NO_SEAT, headers=JSON).json() == {"fout": "Deze link werkt niet meer."}
    assert "Deze link werkt niet" in client.get(NO_SEAT).text


def test_a_database_that_is_away_is_told(room, monkeypatch):
    def away(holder):
        raise OperationalError("weg")

    monkeypatch.setattr(views, "with_room", away)
    phone = Client(raise_request_exception=False)
    assert phone.get(address(room, "seat_state"), headers=JSON).status_code == 503
