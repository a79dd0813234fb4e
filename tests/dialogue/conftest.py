"""A room at work: two tables with a phone each, and who leads."""

import datetime
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import EventFactory
from zorgpact.dialogue import facilitating
from zorgpact.dialogue.access import seat_by_token
from zorgpact.dialogue.joining import sit_down
from zorgpact.dialogue.models import Contribution, Dialogue, DialogueLink, Seat, Step
from zorgpact.dialogue.preparing import prepare
from zorgpact.dialogue.submitting import Item, submit

COLLECT, VOTE, THREADS = 4, 5, 6  # the orders of steps in the template


@dataclass
class Room:
    dialogue: Dialogue
    links: dict[str, DialogueLink]
    seat_token: str
    other_token: str

    @property
    def leader(self) -> DialogueLink:
        return self.links["leiding"]

    @property
    def seat(self) -> Seat:
        """At table 1, read anew."""
        return seat_by_token(self.seat_token)

    @property
    def other(self) -> Seat:
        """At table 2, read anew."""
        return seat_by_token(self.other_token)

    def now(self) -> Dialogue:
        return Dialogue.objects.select_related("step").get(pk=self.dialogue.pk)

    def step(self, order: int = COLLECT) -> Step:
        return self.dialogue.steps.get(order=order)

    def go_to(self, order: int) -> None:
        facilitating.go_to(self.leader, order)

    def item(self, text: str = "Geef ruimte om te leren", key: str = "", **fields) -> Item:
        return Item(key or uuid4().hex, self.step().pk, text, **fields)

    def write(self, *texts: str, seat: Seat | None = None) -> list[Contribution]:
        """Points of table 1, or of this seat."""
        items = [self.item(text) for text in texts]
        submit(seat or self.seat, items)
        by_key = {point.key: point for point in self.dialogue.contributions.all()}
        return [by_key[item.key] for item in items]


def make_room(**fields) -> Room:
    start_at = datetime.datetime(2019, 3, 7, 9, tzinfo=datetime.UTC)
    event = EventFactory(title="Aan tafel", slug="aan-tafel", start_at=start_at)
    dialogue = prepare(event, tables=2, **fields)
    links = links_of(dialogue)
    return Room(dialogue, links, *(sit_down(links[f"tafel{number}"]) for number in (1, 2)))


def links_of(dialogue: Dialogue) -> dict[str, DialogueLink]:
    """By what they are for: leiding, leiding-reserve, moderatie, scherm, tafel1, tafel2."""
    links = dialogue.links.select_related("dialogue__event", "table")
    return {
        f"{link.purpose}{'-reserve' if link.is_spare else ''}{link.table.number if link.table else ''}": link
        for link in links
    }


@pytest.fixture(scope="module")
def made_room(module_db) -> Room:
    """Making one takes long, and what a test does to it is undone."""
    return make_room()


@pytest.fixture
def prepared(db, made_room) -> Room:
    """Nobody began yet."""
    dialogue = Dialogue.objects.select_related("event").get(pk=made_room.dialogue.pk)
    return replace(made_room, dialogue=dialogue, links=links_of(dialogue))


@pytest.fixture
def room(prepared) -> Room:
    """Collecting action points."""
    prepared.go_to(COLLECT)
    return prepared


# --- Its addresses ------------------------------------------------------------------------------------------

JSON = {"Accept": "application/json"}
PAGES = ["lead", "moderate", "screen"]
STATES = ["seat_state", "lead_state", "moderate_state", "screen_state"]
PURPOSE = {"lead": "leiding", "moderate": "moderatie", "screen": "scherm", "table_join": "tafel1"}


def address(room, name: str, *more) -> str:
    kind = name.removesuffix("_state").removesuffix("_point")
    token = room.seat_token if name.startswith("seat") else room.links[PURPOSE[kind]].token
    return reverse(name, args=[token, *more])


def news(room, name: str, since: int = 0) -> dict:
    answer = Client().get(address(room, name), {"sinds": since}, headers=JSON)
    assert answer.status_code == 200
    return answer.json()
