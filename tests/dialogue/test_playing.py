"""A room that can be tried out at once: its links are printed, and phones that talk fill it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from zorgpact.dialogue import facilitating, playing
from zorgpact.dialogue.models import Ballot, Contribution, Dialogue

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def told(command: str, **options) -> str:
    output = StringIO()
    call_command(command, stdout=output, **options)
    return output.getvalue()


@pytest.fixture
def http(monkeypatch):
    """What would go over the network, by the test client."""

    def ask(address, body=None, **headers):
        client, path = (
            Client(headers={"Accept": "application/json"}),
            address.removeprefix("http://testserver"),
        )
        content = "application/json" if path.endswith("/punten/") else "application/x-www-form-urlencoded"
        answer = client.get(path) if body is None else client.post(path, body, content_type=content)
        return answer.status_code, answer.headers.get("Location", ""), answer.content

    monkeypatch.setattr(playing, "ask", ask)


def test_the_links_of_a_room_are_printed_until_it_is_closed(room):
    printed = told("rooms")
    assert f"Gesprek: Aan tafel (code {room.dialogue.code})" in printed
    for address in (
        f"http://testserver/leiding/{room.leader.token}/",
        f"http://testserver/scherm/{room.links['scherm'].token}/",
        f"http://testserver/deelnemen/tafel/{room.links['tafel1'].token}/ (pincode {room.links['tafel1'].pin})",
    ):
        assert address in printed
    facilitating.end(room.leader)
    assert told("rooms") == ""


def test_phones_sit_down_write_and_vote(prepared, http):
    assert "keer iets gezegd" in told("play", phones=4, rounds=6, pause=0)
    assert (Dialogue.objects.get().state, Dialogue.objects.get().seat_count) == ("bezig", 6)
    assert Contribution.objects.count() > 4
    prepared.go_to(5)
    told("play", phones=2, rounds=2, pause=0)
    assert Ballot.objects.values("seat").distinct().count() == 2


def test_without_a_room_there_is_nothing_to_play(db):
    with pytest.raises(CommandError, match="Bereid er een voor"):
        call_command("play")
