"""An address takes a place for good only after a click in its own mail; until then the place is held, unseen."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format

from events.mail import deliver_due
from events.models import AccessToken, Event, Mail, Registration
from events.registration import confirm, register, release_held, tell_changes
from events.retention import forget_old
from tests.events.conftest import details
from tests.pages import facts, look_at, text, texts

pytestmark = pytest.mark.django_db
FORM = "/agenda/leren-in-de-wijk/aanmelden/"
FILLED_IN = {
    "name": "Fatima Demir",
    "email": "fatima@example.org",
    "organisation": "Zorggroep De Brug",
}


def held(event, **changes) -> Registration:
    return register(event.pk, details(**changes), must_confirm=True)


def status_of(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.status


def link(message) -> str:
    return re.search(r"http://testserver(/aanmelding/bevestigen/\S+)", message.body)[1]


def let_pass(**time) -> None:
    """As if so much time had gone by since every place was held."""
    for registration in Registration.objects.unproven():
        registration.confirm_by -= timedelta(**time)
        registration.save()


def test_who_fills_in_the_form_is_asked_to_click(client, event):
    client.post(FORM, FILLED_IN)
    registration = Registration.objects.get()
    assert registration.status == "bevestigd"
    assert timedelta(hours=23, minutes=59) < registration.confirm_by - timezone.now() <= timedelta(hours=24)
    assert (deliver_due(), mail.outbox[0].subject) == (1, "Bevestig je aanmelding: Leren in de wijk")
    assert mail.outbox[0].attachments == []


def test_on_the_last_day_a_place_is_held_for_an_hour(event):
    Event.objects.update(start_at=timezone.now() + timedelta(hours=23))
    assert held(event).confirm_by - timezone.now() <= timedelta(hours=1)


def test_looking_confirms_nothing_and_a_click_does_also_twice(client, event):
    held(event)
    deliver_due()
    address = link(mail.outbox[0])
    assert text(look_at(address, client), "h1") == "Wil je je aanmelding bevestigen?"
    assert Registration.objects.unproven().count() == 1
    for _ in range(2):
        assert "<h1>Je hebt een plek</h1>" in client.post(address).text
    assert Registration.objects.certain().count() == 1
    assert sorted(Mail.objects.values_list("kind", flat=True)) == ["confirm", "confirmed"]
    deliver_due()
    assert [name for name, _, _ in mail.outbox[1].attachments] == ["sessie.ics"]


def test_a_place_that_is_held_is_not_given_to_another_and_shows_nowhere(client, event):
    assert [held(event, email=f"{n}@example.org").status for n in range(3)] == [
        "bevestigd",
        "bevestigd",
        "wachtlijst",
    ]
    assert "Nog 2 plekken vrij" in text(look_at("/agenda/leren-in-de-wijk/"), "main")


def test_no_page_tells_whether_an_address_is_known(client, event):
    confirm(held(event).pk)
    seen = text(look_at("/agenda/leren-in-de-wijk/"), "main")
    client.post(FORM, FILLED_IN)
    known = text(look_at("/agenda/leren-in-de-wijk/"), "main")
    client.post(FORM, FILLED_IN | {"email": "nieuw@example.org"})
    assert seen == known == text(look_at("/agenda/leren-in-de-wijk/"), "main")


def test_a_place_that_nobody_confirms_goes_to_who_waits_and_proved_it(event):
    late = [held(event, email=f"laat{n}@example.org") for n in range(2)]
    unproven = held(event, email="onbekend@example.org")
    waiting = register(event.pk, details(email="bekend@example.org"))
    Registration.objects.filter(pk=unproven.pk).update(confirm_by=timezone.now() + timedelta(days=3))
    assert release_held() == 0
    let_pass(hours=25)
    assert (release_held(), release_held()) == (2, 0)
    assert [status_of(one) for one in (*late, unproven, waiting)] == [
        "geannuleerd",
        "geannuleerd",
        "wachtlijst",
        "bevestigd",
    ]
    assert not Mail.objects.filter(kind=Mail.Kind.CANCELLED).exists()


def test_who_clicks_too_late_joins_the_end_of_the_queue(event):
    late = held(event)
    let_pass(hours=25)
    release_held()
    for number in range(2):
        register(event.pk, details(email=f"{number}@example.org"))
    assert (confirm(late.pk).status, confirm(late.pk).queue_position) == ("wachtlijst", 1)


def test_who_clicks_too_late_for_a_full_session_is_told(client, event):
    held(event)
    deliver_due()
    let_pass(hours=25)
    release_held()
    Event.objects.update(has_waiting_list=False, capacity=0)
    response = client.post(link(mail.outbox[0]))
    assert (response.status_code, "<h1>Bevestigen kan niet meer</h1>" in response.text) == (410, True)


def test_when_all_that_is_left_is_held_the_form_says_so_and_loses_nothing(client, event):
    Event.objects.update(has_waiting_list=False)
    for number in range(2):
        held(event, email=f"{number}@example.org")
    response = client.post(FORM, FILLED_IN)
    assert response.status_code == 409
    assert "worden net vastgehouden voor anderen" in response.text
    assert 'value="Fatima Demir"' in response.text


def test_until_somebody_clicks_the_last_who_typed_counts(event):
    held(event, name="Een Grapjas")
    registration = held(event, name="Fatima Demir")
    assert (registration.name, registration.confirm_by is None) == ("Fatima Demir", False)
    confirm(registration.pk)
    assert held(event, name="Een Grapjas").name == "Fatima Demir"


def test_once_somebody_clicked_nobody_changes_what_they_filled_in(client, event):
    """Whoever knows a name and an address could empty the wishes, and nobody would see it."""
    said = {"remarks": "Tot dan", "wishes": "Geen noten", "wishes_allowed": "on"}
    client.post(FORM, FILLED_IN | said)
    confirm(Registration.objects.get().pk)
    response = client.post(FORM, FILLED_IN | {"organisation": "Elders"})
    assert response.status_code == 302
    kept = Registration.objects.values_list("organisation", "remarks", "wishes").get()
    assert kept == ("Zorggroep De Brug", "Tot dan", "Geen noten")


def test_the_mail_says_how_to_change_what_one_filled_in(event):
    confirm(held(event).pk)
    deliver_due()
    assert "Wil je iets veranderen aan wat je invulde? Beantwoord dan deze mail." in mail.outbox[0].body


def of_ones_own(registration) -> str:
    """What the page with one's own data says of the place."""
    token = AccessToken.issue(AccessToken.Purpose.DATA, registration=registration)
    return facts(look_at(f"/aanmelding/gegevens/{token}/"))["Aanmelding"]


def test_ones_own_data_says_until_when_a_place_is_held(event):
    registration = held(event)
    until = date_format(timezone.localtime(registration.confirm_by), "l j F, G.i")
    said = of_ones_own(registration)
    assert said == f"Vastgehouden tot {until} uur: klik op de link in je mail om te bevestigen"


def test_ones_own_data_says_that_a_place_was_given_back(event):
    registration = held(event)
    let_pass(hours=25)
    release_held()
    assert of_ones_own(registration) == "Vervallen: niemand bevestigde dit adres op tijd"


@pytest.mark.parametrize(("hours", "number"), [(47, 1), (49, 0)])
def test_an_address_that_nobody_proves_is_erased_after_two_days(event, hours, number):
    held(event)
    let_pass(hours=hours)
    release_held()
    forget_old()
    assert Registration.objects.count() == number


def test_who_still_has_to_click_is_told_what_changes_and_reminded_to_click(event):
    held(event)
    deliver_due()
    Event.objects.update(venue="Elders")
    assert (tell_changes(), deliver_due()) == (1, 1)
    news = mail.outbox[1]
    assert news.subject == "Er verandert iets: Leren in de wijk"
    assert link(news).startswith("/aanmelding/bevestigen/")
    assert "Je aanmelding is nog niet bevestigd." in news.body


def test_an_organiser_sees_who_has_not_clicked(admin_client, event):
    held(event)
    (row,) = texts(look_at(f"/admin/aanmeldingen/{event.pk}/", admin_client), "tbody tr")
    assert "Bevestigd, adres nog niet bevestigd" in row


def test_a_wrong_link_says_what_to_do(client):
    response = client.get("/aanmelding/bevestigen/x/")
    assert (response.status_code, "Deze link werkt niet (meer)" in response.text) == (404, True)


def test_confirming_costs_the_same_however_many_are_registered(client, event, django_assert_num_queries):
    Event.objects.update(capacity=50)
    held(event)
    deliver_due()
    address = link(mail.outbox[0])
    assert address.startswith("/aanmelding/bevestigen/")
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(3):
            client.get(address)
        for number in range(5):
            held(event, email=f"{number}@example.org")
