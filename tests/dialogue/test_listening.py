"""A table leaves one address, and hears of the actions that are made of its points."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mailbox
from django.urls import reverse
from django.utils import timezone

from events import erasing as people
from tests.factories import ActionFactory
from tests.pages import look_at, text
from zorgpact.agenda.following import leave
from zorgpact.agenda.models import Change, Follower, Subscription
from zorgpact.agenda.retention import forget_old
from zorgpact.dialogue.changing import RoomRefusal
from zorgpact.dialogue.conversion import link
from zorgpact.dialogue.erasing import forget_rooms
from zorgpact.dialogue.facilitating import make_thread
from zorgpact.dialogue.listening import confirm, deliver_due, leave_address, subscribe_tables
from zorgpact.dialogue.models import Dialogue, TableListener

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "tafel@example.org"


@pytest.fixture
def page(room):
    return reverse("seat_address", args=[room.seat_token])


@pytest.fixture
def listener(room):
    """Of table 1, confirmed."""
    listener = leave_address(room.seat, ADDRESS)
    confirm(listener)
    return listener


def action_of(room, seat, **fields):
    """Made of a point of this seat's table."""
    (point,) = room.write("Leerafdelingen", seat=seat)
    action = ActionFactory(**fields)
    link(make_thread(room.leader, "Leer waar je werkt", [point.pk]), action)
    return action


def followed() -> list[int]:
    confirmed = Subscription.objects.confirmed().filter(follower__email=ADDRESS)
    return sorted(confirmed.values_list("action", flat=True))


def mailed_link() -> str:
    assert deliver_due() == 1
    assert mailbox.outbox[-1].to == [ADDRESS]
    return re.search(r"http://testserver(/tafeladres/\S+)", mailbox.outbox[-1].body)[1]


# --- Leaving it ---------------------------------------------------------------------------------------------


def test_the_mailed_link_shows_and_a_click_confirms(room, client, page):
    assert page in str(look_at(reverse("seat", args=[room.seat_token])))
    answer = client.post(page, {"email": f" {ADDRESS} "})
    assert (answer.status_code, "Kijk in de mail" in answer.text) == (200, True)
    path = mailed_link()
    for _ in range(2):  # as a mail scanner does
        assert text(look_at(path), "h1") == "Wil je horen wat ervan komt?"
    assert TableListener.objects.get().confirmed_at is None
    for _ in range(2):
        assert "Je hoort wat ervan komt</h1>" in client.post(path).text
    assert TableListener.objects.get().confirmed_at is not None
    assert deliver_due() == 0


def test_a_mistake_loses_nothing_that_was_typed(client, page):
    answer = client.post(page, {"email": "geen adres"})
    assert (answer.status_code, 'value="geen adres"' in answer.text) == (409, True)
    assert "Dit adres klopt niet helemaal" in answer.text


def test_one_address_for_a_table_and_the_last_one_counts_until_it_is_confirmed(room, listener):
    with pytest.raises(RoomRefusal, match="heeft al een adres"):
        leave_address(room.seat, "ander@example.org")
    leave_address(room.other, "een@example.org")
    leave_address(room.other, "twee@example.org")
    emails = TableListener.objects.order_by("pk").values_list("follower__email", flat=True)
    assert list(emails) == [ADDRESS, "twee@example.org"]


def test_a_rehearsal_takes_no_address(room, client, page):
    Dialogue.objects.update(is_rehearsal=True)
    assert "Dit is een oefening" in client.post(page, {"email": ADDRESS}).text
    assert not Follower.objects.exists()


def test_nobody_is_flooded(room):
    for number in range(5):
        leave_address(room.seat, f"een{number}@example.org")
    with pytest.raises(RoomRefusal, match="probeer het morgen"):
        leave_address(room.seat, ADDRESS)


@pytest.mark.parametrize("path", ["/deelnemen/onbekend/adres/", "/tafeladres/onbekend/"])
def test_a_wrong_link_leads_on(client, path):
    answer = client.get(path)
    assert (answer.status_code, "<a " in answer.text) == (404, True)
    assert client.put(path).status_code == 405


def test_the_pages_ask_few_queries(room, client, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):  # "seat_address"
        client.get(page)
    client.post(page, {"email": ADDRESS})
    path = mailed_link()
    with django_assert_max_num_queries(10):
        assert client.get(path).status_code == 200  # /tafeladres/


# --- Hearing ------------------------------------------------------------------------------------------------


def test_it_follows_what_is_made_of_points_of_that_table_and_of_no_other(room, listener):
    theirs = action_of(room, room.seat)
    action_of(room, room.other)
    assert subscribe_tables() == 1
    assert subscribe_tables() == 0
    assert followed() == [theirs.pk]


def test_an_action_that_was_there_is_followed_when_the_address_is_confirmed(room):
    theirs = action_of(room, room.seat)
    listener = leave_address(room.seat, ADDRESS)
    assert (subscribe_tables(), followed()) == (0, [])
    confirm(listener)
    assert followed() == [theirs.pk]


def test_it_hears_what_changed_since_it_was_confirmed(room, listener):
    theirs = action_of(room, room.seat)
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        old = Change.objects.create(action=theirs, kind="nieuw")
    new = Change.objects.create(action=theirs, kind="status", before="loopt", after="klaar")
    subscribe_tables()
    subscription = Subscription.objects.get()
    assert old.pk <= subscription.told_until < new.pk


def test_a_draft_is_not_followed_before_it_is_public(room, listener):
    action = action_of(room, room.seat, live=False)
    assert subscribe_tables() == 0
    action.live = True
    action.save()
    assert subscribe_tables() == 1


def test_who_stops_is_not_made_to_follow_again(room, listener):
    action_of(room, room.seat)
    subscribe_tables()
    leave(listener.follower_id, Subscription.objects.get().pk)
    assert (subscribe_tables(), followed()) == (0, [])


# --- Forgetting ---------------------------------------------------------------------------------------------


def later(**age) -> None:
    with time_machine.travel(timezone.now() + timedelta(**age), tick=False):
        forget_rooms()
        forget_old()


def test_who_never_clicked_is_forgotten_after_a_week(room):
    leave_address(room.seat, ADDRESS)
    later(days=6)
    assert TableListener.objects.exists()
    later(days=8)
    assert not TableListener.objects.exists() and not Follower.objects.exists()


def test_an_address_that_waits_for_an_action_is_kept_for_half_a_year(room, listener):
    later(days=179)
    assert Follower.objects.exists()
    later(days=182)
    assert not TableListener.objects.exists() and not Follower.objects.exists()


def test_erasing_a_mailbox_erases_it_and_what_is_handed_over_tells_of_it(room, listener):
    rows = people.as_data(ADDRESS)
    assert [row["about"] for row in rows] == ["wat er van de punten van een tafel komt"]
    people.erase(ADDRESS)
    assert not TableListener.objects.exists() and not Follower.objects.exists()
