"""Registering and withdrawing as a visitor does it: the form, its answer, the link in the mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from events.mail import deliver_due
from events.models import Event, Registration
from events.registration import register
from events.views import BY_RECEIVER, BY_SENDER
from tests.events.conftest import details
from tests.factories import EventFactory, RegionFactory, RegistrationFactory
from zorgpact.limits.counting import Limit
from zorgpact.outbox.models import digest

pytestmark = pytest.mark.django_db
FORM = "/agenda/leren-in-de-wijk/aanmelden/"
FILLED_IN = {
    "name": "Fatima Demir",
    "email": "fatima@example.org",
    "organisation": "Zorggroep De Brug",
}


def mailed_link(event):
    register(event.pk, details())
    deliver_due()
    return re.search(r"http://testserver(/aanmelding/annuleren/\S+)", mail.outbox[-1].body)[1]


# --- The form -----------------------------------------------------------------------------------------------


def test_the_form_is_never_kept(client, event):
    response = client.get(FORM)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_registering_leads_to_an_answer_that_may_be_reloaded(client, event):
    region = RegionFactory(slug="twente")
    response = client.post(FORM, FILLED_IN | {"region": "twente"})

    assert response.status_code == 302
    assert response["Location"] == "/agenda/leren-in-de-wijk/aangemeld/"
    registration = Registration.objects.get()
    assert (registration.email, registration.region) == ("fatima@example.org", region)


def test_the_answer_repeats_what_was_asked_and_claims_no_more(client, event):
    page = client.post(FORM, FILLED_IN, follow=True).text

    for text in ("<h1>Kijk in je mail</h1>", "Fatima Demir", "fatima@example.org", "Leren in de wijk"):
        assert text in page
    assert "Je hebt een plek" not in page


@pytest.mark.parametrize("places", [2, 3])
def test_the_answer_does_not_tell_whether_an_address_was_registered(client, event, places):
    Event.objects.update(capacity=places)
    for number in range(2):
        register(event.pk, details(email=f"eerder{number}@example.org"))
    known, unknown, somebody_else = (
        Client().post(FORM, FILLED_IN | {"email": address, "name": name}, follow=True).text
        for address, name in (
            ("eerder0@example.org", "Fatima Demir"),
            ("nieuws0@example.org", "Fatima Demir"),
            ("eerder0@example.org", "Fatima Anders"),
        )
    )

    assert known == unknown.replace("nieuws0@", "eerder0@") == somebody_else.replace("Anders", "Demir")


def test_mistakes_are_said_beside_the_field_and_nothing_typed_is_lost(client, event):
    RegionFactory(slug="twente")
    typed = {
        "name": "Fatima <Demir>",
        "email": "fatima",
        "organisation": "",
        "role": "Opleider",
        "region": "twente",
        "remarks": "Graag vooraan",
    }
    response = client.post(FORM, typed)
    page = response.text

    assert response.status_code == 200
    assert "<title>2 fouten: " in page
    assert "Er kloppen nog 2 dingen niet" in page
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'value="Fatima &lt;Demir&gt;"' in page
    assert 'value="fatima"' in page
    assert 'value="Opleider"' in page
    assert '<option value="twente" selected>' in page
    assert "Graag vooraan</textarea>" in page
    assert not Registration.objects.exists()


def test_forged_fields_are_ignored(client, event):
    other = EventFactory()
    forged = {"status": "geannuleerd", "event": other.pk, "id": 99, "queued_at": "2000-01-01", "pk": 1}
    client.post(FORM, FILLED_IN | forged)

    registration = Registration.objects.get()
    assert (registration.event, registration.status) == (event, "bevestigd")
    assert registration.queued_at > timezone.now() - timedelta(minutes=1)


def test_a_waiting_list_cannot_be_jumped_by_a_forged_status(client, full_event):
    client.post(FORM, FILLED_IN | {"status": "bevestigd"})

    assert Registration.objects.get(email="fatima@example.org").status == "wachtlijst"


def test_a_robot_gets_the_form_back_and_takes_no_place(client, event):
    page = client.post(FORM, FILLED_IN | {"laat_dit_leeg": "spam"}).text

    assert "Maak het leeg en verstuur het formulier nog eens." in page
    assert not Registration.objects.exists()


def test_people_do_not_see_the_field_for_robots(client, event):
    assert re.search(r'<div hidden>\s*<div class="field">\s*<label[^>]*laat_dit_leeg', client.get(FORM).text)


def test_a_form_from_elsewhere_is_refused(event):
    assert Client(enforce_csrf_checks=True).post(FORM, FILLED_IN).status_code == 403
    assert not Registration.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_form_refuses_other_methods(client, event, method):
    assert getattr(client, method)(FORM).status_code == 405


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"is_cancelled": True}, "Deze sessie gaat niet door"),
        ({"past": True}, "Deze sessie is geweest"),
        ({"registration_opens_at": timezone.now() + timedelta(days=1)}, "Aanmelden kan nog niet"),
        ({"registration_closes_at": timezone.now() - timedelta(days=1)}, "Aanmelden is gesloten"),
        ({"capacity": 0, "has_waiting_list": False}, "Alle plaatsen zijn bezet"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_cannot_register_is_told_why(client, changes, title, method):
    EventFactory(slug="sessie", **changes)
    response = getattr(client, method)("/agenda/sessie/aanmelden/", FILLED_IN)

    assert response.status_code == 200
    assert f'<h2 class="block-title">{title}</h2>' in response.text
    assert "<form" not in response.text.partition("<main")[2].partition("</main>")[0]
    assert not Registration.objects.exists()


def test_who_is_just_too_late_sees_why(client, event, monkeypatch):
    """Somebody else took the last place between the check and the lock."""
    Event.objects.update(has_waiting_list=False, capacity=1)
    monkeypatch.setattr("events.views.RegistrationForm.full_clean", take_last_place(event))
    response = client.post(FORM, FILLED_IN, follow=True)

    assert response.redirect_chain == [(FORM, 302)]
    assert "Alle plaatsen zijn bezet" in response.text


def take_last_place(event):
    def full_clean(form):
        RegistrationFactory(event=event)
        form._errors, form.cleaned_data = {}, details()

    return full_clean


# --- The answer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", '{"name": "x"}'])
def test_an_answer_that_was_not_given_is_not_shown(client, event, cookie):
    client.cookies["aanmelding"] = cookie
    response = client.get("/agenda/leren-in-de-wijk/aangemeld/")

    assert response.status_code == 200
    assert "Heb je je net aangemeld" in response.text


def test_an_answer_is_shown_for_half_an_hour(client, event, time_machine):
    answer = client.post(FORM, FILLED_IN)
    cookie = answer.cookies["aanmelding"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (answer["Location"], True, "Lax")
    assert "fatima@example.org" in client.get(answer["Location"]).text
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    client.cookies["aanmelding"] = cookie.value

    assert "fatima@example.org" not in client.get(answer["Location"]).text


# --- Limits -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("clock_stopped")
def test_an_address_is_not_mailed_without_end(event):
    Event.objects.update(capacity=None)
    answers = [
        Client(REMOTE_ADDR=f"10.0.0.{number}").post(FORM, FILLED_IN) for number in range(BY_RECEIVER.most + 1)
    ]

    assert [answer.status_code for answer in answers] == [302] * BY_RECEIVER.most + [429]
    assert "Je bent nog niet aangemeld" in answers[-1].text
    assert 'value="fatima@example.org"' in answers[-1].text


@pytest.mark.usefixtures("clock_stopped")
def test_one_place_does_not_take_all_places(client, event):
    Event.objects.update(capacity=None)
    people = [FILLED_IN | {"email": f"{number}@example.org"} for number in range(BY_SENDER.most + 1)]
    answers = [client.post(FORM, person).status_code for person in people]

    assert answers == [302] * BY_SENDER.most + [429]
    assert Registration.objects.count() == BY_SENDER.most
    assert Client(REMOTE_ADDR="10.0.0.2").post(FORM, people[-1]).status_code == 302


@pytest.mark.usefixtures("clock_stopped")
@pytest.mark.parametrize("limit", ["BY_SENDER_A_DAY", "BY_BROWSER"])
def test_nor_does_it_slowly_or_from_one_browser(client, event, monkeypatch, limit):
    monkeypatch.setattr(f"events.views.{limit}", Limit(limit, 1))
    client.cookies["csrftoken"] = 32 * "a"
    answers = [client.post(FORM, FILLED_IN | {"email": f"{n}@example.org"}).status_code for n in range(2)]

    assert answers == [302, 429]


def test_who_mistypes_is_not_counted(client, event):
    Event.objects.update(capacity=None)
    for _ in range(BY_SENDER.most + 1):
        client.post(FORM, FILLED_IN | {"email": "fatima"})

    assert client.post(FORM, FILLED_IN).status_code == 302


def test_a_database_that_others_keep_busy_loses_nothing_that_was_typed(client, event, monkeypatch):
    def busy(*arguments, **options):
        raise OperationalError("database is locked")

    monkeypatch.setattr("events.registration.register", busy)
    response = client.post(FORM, FILLED_IN)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Het is nog niet gelukt" in response.text
    assert "Het is druk. Je bent nog niet aangemeld." in response.text
    for typed in FILLED_IN.values():
        assert f'value="{typed}"' in response.text


# --- Withdrawing --------------------------------------------------------------------------------------------


def test_opening_the_link_shows_what_it_is_about_and_changes_nothing(client, event):
    link = mailed_link(event)
    for _ in range(2):
        response = client.get(link)

    assert response.status_code == 200
    assert "Wil je je aanmelding annuleren?" in response.text
    assert "Leren in de wijk" in response.text
    assert Registration.objects.get().status == "bevestigd"


def test_the_button_withdraws_and_works_twice(event):
    client = Client(enforce_csrf_checks=True)
    link = mailed_link(event)
    answers = [client.post(link, headers={"origin": "null"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "<h1>Je aanmelding is geannuleerd</h1>" in answers[1].text
    assert Registration.objects.get().status == "geannuleerd"


def test_a_link_that_was_used_says_so(client, event):
    link = mailed_link(event)
    client.post(link)
    response = client.get(link)

    assert response.status_code == 410
    assert "<h1>Je aanmelding is geannuleerd</h1>" in response.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_the_session_there_is_nothing_to_withdraw_from(client, event, method):
    link = mailed_link(event)
    now = timezone.now()
    Event.objects.update(start_at=now - timedelta(hours=3), end_at=now - timedelta(hours=1))
    response = getattr(client, method)(link)

    assert response.status_code == 410
    assert Registration.objects.get().status == "bevestigd"


@pytest.mark.parametrize("token", ["x", "%00", "é", "x" * 5000, "..%2f"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_link_is_answered_kindly(client, event, token, method):
    response = getattr(client, method)(f"/aanmelding/annuleren/{token}/")

    assert response.status_code == 404


def test_a_wrong_link_says_what_to_do(client, event):
    assert "Gebruik de link uit de nieuwste mail" in client.get("/aanmelding/annuleren/x/").text


def test_a_token_for_something_else_does_not_withdraw(client, event):
    registration = register(event.pk, details())
    registration.tokens.create(purpose="stemmen", digest=digest("geheim"))

    assert client.post("/aanmelding/annuleren/geheim/").status_code == 404
    assert Registration.objects.get().status == "bevestigd"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_link_is_kept_nowhere_and_leaks_to_nobody(client, event, method):
    response = getattr(client, method)(mailed_link(event))

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_link_refuses_other_methods(client, event, method):
    assert getattr(client, method)("/aanmelding/annuleren/x/").status_code == 405
