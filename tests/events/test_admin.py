"""Organisers keep sessions in the admin and see who comes."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from events.models import AccessToken, Event, Mail, Registration
from events.registration import register
from tests.events.conftest import details
from tests.factories import EventFactory, RegionFactory, RegistrationFactory
from tests.forms import AUTOSAVE, event_form
from tests.pages import look_at, texts
from zorgpact.users.roles import ORGANISERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(anna, signed_in):
    anna.groups.add(Group.objects.get(name=ORGANISERS))
    return signed_in(anna)


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


def url(view, *args):
    return reverse(f"wagtailsnippets_events_event:{view}", args=args)


def registrations_url(view, *args):
    return reverse(f"event_registrations:{view}", args=args)


def test_an_organiser_publishes_a_session(organiser):
    region = RegionFactory()
    organiser.post(url("add"), {**event_form(regions=[str(region.pk)]), "action-publish": "1"})
    event = Event.objects.published().get()
    assert (event.title, event.capacity, list(event.regions.all())) == ("Dialoogsessie Twente", 25, [region])


def test_a_session_that_ends_before_it_begins_is_refused_with_a_reason(organiser):
    answer = organiser.post(url("add"), {**event_form(end_at="2031-03-04 09:00"), "action-publish": "1"})
    assert "Een sessie eindigt na het begin." in answer.content.decode()
    assert not Event.objects.exists()


def test_a_session_saves_itself_without_a_second_row(organiser):
    first = organiser.post(url("add"), event_form(), headers=AUTOSAVE).json()
    again = {**event_form(title="Andere titel"), "overwrite_revision_id": first["revision_id"]}
    second = organiser.post(first["url"], again, headers=AUTOSAVE).json()
    assert (second["success"], Event.objects.count()) == (True, 1)


def test_a_session_without_a_date_is_not_saved_and_does_not_fail(organiser):
    answer = organiser.post(url("add"), event_form(start_at="", end_at=""), headers=AUTOSAVE)
    assert answer.json()["success"] is False


def test_a_session_is_previewed(organiser):
    event = EventFactory()
    assert organiser.post(url("preview_on_edit", event.pk), event_form(title="Nieuw")).json()["is_valid"]
    assert "Nieuw" in organiser.get(url("preview_on_edit", event.pk)).content.decode()


def test_a_preview_counts_who_registered_already(organiser):
    event = EventFactory(capacity=25)
    RegistrationFactory(event=event)
    organiser.post(url("preview_on_edit", event.pk), event_form())
    assert "Nog 24 plekken vrij" in organiser.get(url("preview_on_edit", event.pk)).content.decode()


def test_a_new_session_can_be_previewed_before_it_is_saved(organiser):
    assert organiser.post(url("preview_on_add"), event_form(title="Nieuw")).json()["is_valid"]
    assert "Nieuw" in organiser.get(url("preview_on_add")).content.decode()


def test_sessions_link_to_who_comes_for_whoever_may_see_that(organiser, editor):
    event = EventFactory()
    link = registrations_url("event", event.pk)
    for path in (url("list"), url("edit", event.pk)):
        assert link in organiser.get(path).content.decode()
        assert link not in editor.get(path).content.decode()


# --- The list of sessions -------------------------------------------------------------------------------


def test_the_list_counts_who_comes_and_who_waits(organiser):
    event = EventFactory(capacity=2)
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, status="wachtlijst")
    RegistrationFactory(event=event, status="geannuleerd")
    EventFactory(past=True)
    answer = organiser.get(registrations_url("index"))
    assert [(row.confirmed, row.waiting) for row in answer.context["upcoming"]] == [(2, 1)]
    assert [(row.confirmed, row.waiting) for row in answer.context["page_obj"]] == [(0, 0)]
    assert "2 van 2" in answer.content.decode()


@pytest.mark.parametrize("view", ["index", "event", "csv"])
class TestWhoMaySee:
    def path(self, view):
        event = RegistrationFactory(name="Bram Geheim").event
        return registrations_url(view, *([event.pk] if view != "index" else []))

    def test_an_editor_does_not(self, editor, view):
        answer = editor.get(self.path(view))
        assert answer.status_code == 403
        assert "Geheim" not in answer.content.decode()

    def test_a_visitor_is_asked_to_sign_in(self, client, view):
        path = self.path(view)
        assert client.get(path).headers["Location"] == f"/account/inloggen/?next={path}"

    def test_nothing_can_be_posted(self, organiser, view):
        assert organiser.post(self.path(view)).status_code == 405

    def test_an_administrator_does(self, admin_user, signed_in, view):
        answer = signed_in(admin_user).get(self.path(view))
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]

    def test_someone_without_the_admin_does_not(self, bram, signed_in, view):
        assert signed_in(bram).get(self.path(view)).status_code == 403


def test_who_downloads_the_list_is_written_down_and_nobody_on_it(admin_user, signed_in):
    event = RegistrationFactory(name="Bram Geheim", email="bram@geheim.example").event
    for view in ("xlsx", "csv"):
        signed_in(admin_user).get(registrations_url(view, event.pk))
    entries = ModelLogEntry.objects.filter(action="participants.exported").order_by("pk")
    told = [(entry.user, entry.label, entry.message) for entry in entries]
    assert told == [
        (admin_user, event.title, f"1 deelnemer gedownload als {name}") for name in ("XLSX", "CSV")
    ]
    assert "geheim" not in str(list(ModelLogEntry.objects.values())).lower()


# --- Who comes to one session ---------------------------------------------------------------------------


def test_the_list_of_a_session_shows_everyone_with_their_place_in_the_queue(organiser):
    event = EventFactory(capacity=1)
    people = [("Anna", "bevestigd"), ("Bram", "wachtlijst"), ("Chris", "geannuleerd"), ("Dirk", "wachtlijst")]
    for name, status in people:
        RegistrationFactory(event=event, name=name, status=status)
    RegistrationFactory(name="Iemand anders")
    answer = organiser.get(registrations_url("event", event.pk))
    rows = [(row.name, row.position) for row in answer.context["registrations"]]
    assert rows == [("Anna", None), ("Bram", 1), ("Chris", None), ("Dirk", 2)]
    assert "1 bevestigd van 1 plaatsen" in answer.content.decode()


def test_what_a_participant_typed_is_shown_as_text(organiser):
    registration = RegistrationFactory(name="<script>", remarks="<b>Vega</b>")
    page = organiser.get(registrations_url("event", registration.event_id)).content.decode()
    assert "&lt;b&gt;Vega&lt;/b&gt;" in page
    assert "<b>Vega</b>" not in page


@pytest.mark.parametrize("view", ["index", "event", "csv"])
def test_one_row_costs_as_many_queries_as_three(organiser, view, django_assert_max_num_queries):
    event = EventFactory()
    RegistrationFactory(event=event, region=RegionFactory())
    path = registrations_url(view, *([event.pk] if view != "index" else []))
    organiser.get(path)
    with django_assert_max_num_queries(16) as one:
        organiser.get(path)
    for _ in range(2):
        RegistrationFactory(event=event, region=RegionFactory())
        EventFactory()
    with django_assert_max_num_queries(16) as three:
        organiser.get(path)
    assert len(three) == len(one)


def test_an_empty_list_says_what_to_do(organiser):
    page = organiser.get(registrations_url("event", EventFactory().pk)).content.decode()
    assert "Nog niemand heeft zich aangemeld" in page


def test_a_session_that_does_not_exist_is_not_found(organiser):
    assert organiser.get(registrations_url("event", 4242)).status_code == 404


def test_the_file_holds_every_registration(organiser):
    region = RegionFactory(title="Twente")
    registration = RegistrationFactory(name="Anna de Boer", region=region, remarks="Vega; graag,\nof niet")
    event = registration.event
    answer = organiser.get(registrations_url("csv", event.pk))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [(row["Naam"], row["Regio"], row["Opmerkingen"]) for row in rows] == [
        ("Anna de Boer", "Twente", "Vega; graag,\nof niet")
    ]
    assert answer.headers["Content-Disposition"].startswith(
        f'attachment; filename="aanmeldingen-{event.slug}-'
    )


# --- Withdrawing a participant --------------------------------------------------------------------------


def test_an_organiser_withdraws_a_participant_and_the_first_in_the_queue_gets_the_place(organiser):
    event = EventFactory(capacity=1)
    gone = RegistrationFactory(event=event)
    first = RegistrationFactory(event=event, status="wachtlijst")
    path = registrations_url("cancel", gone.pk)
    assert "Annuleer de aanmelding" in organiser.get(path).content.decode()
    assert organiser.post(path).headers["Location"] == registrations_url("event", event.pk)
    states = dict(Registration.objects.values_list("pk", "status"))
    assert states == {gone.pk: "geannuleerd", first.pk: "bevestigd"}


def test_looking_at_the_question_withdraws_nobody(organiser):
    registration = RegistrationFactory()
    organiser.get(registrations_url("cancel", registration.pk))
    assert Registration.objects.get().status == "bevestigd"


def test_an_editor_withdraws_nobody(editor):
    registration = RegistrationFactory()
    assert editor.post(registrations_url("cancel", registration.pk)).status_code == 403
    assert Registration.objects.get().status == "bevestigd"


def test_a_visitor_withdraws_nobody(client):
    registration = RegistrationFactory()
    assert client.post(registrations_url("cancel", registration.pk)).status_code == 302
    assert Registration.objects.get().status == "bevestigd"


def test_withdrawing_takes_a_post(organiser):
    assert organiser.put(registrations_url("cancel", RegistrationFactory().pk)).status_code == 405


# --- Registrations stay out of everything else ----------------------------------------------------------


@pytest.mark.parametrize("model", [Registration, AccessToken, Mail])
def test_personal_data_is_no_snippet_and_is_not_indexed(model):
    assert model not in get_snippet_models()
    assert not ReferenceIndex.model_is_indexable(model)
    assert not hasattr(model, "search_fields")


def test_a_registration_leaves_no_trace_in_the_reference_index():
    RegistrationFactory(region=RegionFactory())
    assert not ReferenceIndex.objects.filter(content_type__model="registration").exists()


def test_the_menu_shows_registrations_only_to_who_may_see_them(organiser, editor):
    path = registrations_url("index")
    assert path in organiser.get("/admin/").content.decode()
    assert path not in editor.get("/admin/").content.decode()


# --- Who cannot be reached ----------------------------------------------------------------------------------------


def test_an_organiser_sees_who_could_not_be_mailed_and_tries_again(admin_client, event):
    lost = register(event.pk, details(name="Lost", email="weg@example.org"))
    register(event.pk, details(name="Found", email="hier@example.org"))
    lost.mails.update(state=Mail.State.FAILED, attempts=1, last_error="SMTPRecipientsRefused 550 5.1.1")
    address = f"/admin/aanmeldingen/{event.pk}/"
    page = look_at(address, admin_client)
    assert texts(page, ".help-warning") == [
        "1 persoon met of wachtend op een plek kon we niet mailen. Bel of mail ze zelf, en verbeter het adres."
    ]
    assert texts(page, ".mail-failure") == ["Mail mislukt: dit adres bestaat niet (550 5.1.1)"]
    (form,) = page.select("tbody form")
    assert admin_client.post(form["action"])["Location"] == address
    assert lost.mails.get().state == Mail.State.QUEUED
