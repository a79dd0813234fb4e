"""Organisations that join an action: confirmed by mail, shown after an editor looked."""

from datetime import timedelta

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from tests.agenda.conftest import deliver, link_in
from tests.factories import ActionFactory, JoiningFactory
from tests.pages import links, look_at, text, texts
from zorgpact.agenda.erasing import erase
from zorgpact.agenda.joining import approve, refuse
from zorgpact.agenda.models import Action, Joining
from zorgpact.agenda.retention import forget_old

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE, FORM = "/actieagenda/samen-roosteren/", "/actieagenda/samen-roosteren/meedoen/"
FILLED_IN = {
    "organisation": "Thuiszorg Almelo",
    "text": "Vijf leerplekken.",
    "name": "Bart de Boer",
    "email": "Bart@example.org",
    "laat_dit_leeg": "",
}


@pytest.fixture
def action(db):
    return ActionFactory(title="Samen roosteren", slug="samen-roosteren")


def test_the_way_from_the_form_to_the_page(client, action):
    assert FORM in links(look_at(PAGE))
    assert "Kijk in je mail" in client.post(FORM, FILLED_IN).text
    (message,) = deliver()
    assert (message.to, message.subject) == (
        ["bart@example.org"],
        "Bevestig dat jullie meedoen: Samen roosteren",
    )
    address = link_in(message, "/meedoen/bevestigen/")
    assert text(look_at(address), "h1") == "Doen jullie mee?"
    assert Joining.objects.get().confirmed_at is None
    for _ in range(2):
        assert "<h1>Bedankt</h1>" in client.post(address).text
    assert "Thuiszorg" not in client.get(PAGE).text
    approve(Joining.objects.get())
    (told,) = deliver()
    assert (told.to, told.subject) == (["bart@example.org"], "Jullie staan nu bij: Samen roosteren")
    assert f"http://testserver{PAGE}" in told.body
    page = look_at(PAGE)
    assert "Thuiszorg Almelo Vijf leerplekken." in texts(page, "main .rows li")
    assert ("Bart" in str(page), "bart@" in str(page)) == (False, False)


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(client, action):
    response = client.post(FORM, {**FILLED_IN, "email": "geen adres", "name": "www.x.nl", "text": "x" * 501})
    assert response.context["form"].errors == {
        "email": ["Dit adres klopt niet helemaal. Schrijf het zoals naam@organisatie.nl."],
        "name": ["Schrijf hier geen webadres."],
        "text": ["Maak dit korter: er passen 500 tekens, het zijn er nu 501."],
    }
    assert 'value="Thuiszorg Almelo"' in response.text


def test_a_robot_is_refused(client, action):
    response = client.post(FORM, {**FILLED_IN, "laat_dit_leeg": "x"})
    assert ("Dit veld is er om robots te herkennen" in response.text, Joining.objects.count()) == (True, 0)


def test_once_confirmed_nobody_who_knows_the_address_changes_it(client, action):
    JoiningFactory(action=action, email="bart@example.org", confirmed_at=timezone.now())
    client.post(FORM, {**FILLED_IN, "organisation": "Iets anders"})
    assert (Joining.objects.get().organisation, deliver()) == ("Thuiszorg Almelo", [])


def test_asking_again_and_again_fills_no_mailbox(client, action):
    for _ in range(3):
        client.post(FORM, FILLED_IN)
    assert (Joining.objects.count(), len(deliver())) == (1, 1)


@pytest.mark.usefixtures("clock_stopped")
def test_too_often_for_one_address_is_refused_and_nothing_is_lost(client, action):
    statuses = [client.post(FORM, FILLED_IN).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


@pytest.mark.parametrize("status", ["klaar", "gestopt"])
def test_what_is_over_cannot_be_joined(client, action, status):
    Action.objects.update(status=status)
    assert FORM not in links(look_at(PAGE))
    assert "Meedoen kan niet meer" in client.post(FORM, FILLED_IN).text
    assert not Joining.objects.exists()


def test_a_draft_cannot_be_joined(client, action):
    action.unpublish()
    assert client.get(FORM).status_code == 404


@pytest.mark.parametrize("state", ["wacht", "akkoord"])
def test_who_is_not_shown_or_no_longer_is_told_and_then_forgotten(action, state):
    JoiningFactory(action=action, confirmed_at=timezone.now(), state=state, email="bart@example.org")
    joining = Joining.objects.get()
    assert [refuse(joining), refuse(joining)] == [True, False]
    forget_old()
    (told,) = deliver()
    assert (told.to, told.subject) == (["bart@example.org"], "Jullie staan niet bij: Samen roosteren")
    forget_old()
    joining.refresh_from_db()
    assert (joining.state, joining.name, joining.email) == ("geweigerd", "", "")


def test_of_two_verdicts_only_the_last_is_mailed(action):
    joining = JoiningFactory(action=action, confirmed_at=timezone.now())
    assert [approve(joining), refuse(joining)] == [True, True]
    assert [message.subject for message in deliver()] == ["Jullie staan niet bij: Samen roosteren"]


def test_who_was_erased_meanwhile_is_told_nothing(action):
    approve(JoiningFactory(action=action, confirmed_at=timezone.now(), email="bart@example.org"))
    erase("bart@example.org")
    assert (deliver(), Joining.objects.get().email) == ([], "")


def test_who_was_refused_may_ask_again_at_once(client, action):
    refuse(JoiningFactory(action=action, confirmed_at=timezone.now(), email="bart@example.org"))
    client.post(FORM, {**FILLED_IN, "organisation": "Thuiszorg Borne"})
    (message,) = deliver()
    client.post(link_in(message, "/meedoen/bevestigen/"))
    joining = Joining.objects.pending().get()
    assert (joining.organisation, message.to) == ("Thuiszorg Borne", ["bart@example.org"])


def test_the_pages_cost_the_same_for_one_and_for_many(client, action, django_assert_num_queries):
    client.get(FORM)
    for number in range(3):
        with django_assert_num_queries(2):
            client.get(reverse("joining_create", args=[action.slug]))
        JoiningFactory(action=action, created_at=timezone.now() - timedelta(days=number))


def test_a_confirmation_takes_one_query_for_its_link(client, action, django_assert_num_queries):
    client.post(FORM, FILLED_IN)
    address = link_in(deliver()[0], "/meedoen/bevestigen/")
    assert resolve(address).url_name == "joining_confirm"
    client.get(address)
    with django_assert_num_queries(2):
        client.get(address)


def test_a_guessed_link_gives_a_plain_page(client, db):
    response = client.post("/meedoen/bevestigen/geraden/")
    assert (response.status_code, 'href="/actieagenda/"' in response.text) == (404, True)
