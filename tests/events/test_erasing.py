"""Somebody's data: seen, taken along and erased, by its owner and by an administrator, until nothing of it is left."""

import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core import mail, serializers
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.erasing import erase, erase_again
from events.mail import deliver_due
from events.models import Registration
from events.registration import cancel, register
from tests.events.conftest import details
from tests.factories import EventFactory, RegistrationFactory
from tests.pages import look_at, text, texts

pytestmark = pytest.mark.django_db
MARKER = "kenmerkje"
ADDRESS = f"{MARKER}@example.org"


@pytest.fixture(autouse=True)
def erased_file(settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "ergens" / "gewist.txt"
    return settings.ERASED_FILE


@pytest.fixture
def marked(event):
    """Somebody with a marker in everything that can be filled in, who was mailed, with somebody after them."""
    said = {name: f"{MARKER} {name}" for name in ("name", "organisation", "role", "remarks", "wishes")}
    registration = register(event.pk, details(email=ADDRESS, **said))
    register(event.pk, details(email=ADDRESS, **{**said, "name": f"{MARKER} nog iemand"}))
    deliver_due()
    return registration


def everything_in_the_database() -> str:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in models)


def data_address() -> str:
    return re.search(r"http://testserver(/aanmelding/gegevens/\S+)", mail.outbox[-1].body)[1]


@pytest.mark.parametrize(("earlier", "number"), [(True, 1), (False, 0)])
def test_who_was_erased_before_the_site_got_another_key_is_erased_again(event, settings, earlier, number):
    register(event.pk, details(email=ADDRESS))
    erase(ADDRESS)
    back = RegistrationFactory(event=event, email=ADDRESS)
    Registration.objects.filter(pk=back.pk).update(created_at=timezone.now() - timedelta(days=1))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if earlier else []
    settings.SECRET_KEY = "een heel andere sleutel"
    assert erase_again() == number


def test_erasing_leaves_nothing_behind(marked, settings):
    assert MARKER in everything_in_the_database()
    assert erase(ADDRESS.upper()) == 1
    assert MARKER not in everything_in_the_database().lower()
    assert MARKER not in settings.ERASED_FILE.read_text()
    assert [path for path in settings.ERASED_FILE.parent.rglob("*") if MARKER in path.name] == []


def test_a_place_that_comes_free_goes_to_who_waits(full_event):
    waiting = register(full_event.pk, details(email="wacht@example.org"))
    erase("eerder0@example.org")
    waiting.refresh_from_db()
    assert waiting.status == "bevestigd"


def test_nothing_known_is_nothing_to_erase(erased_file):
    assert (erase("niemand@example.org"), erased_file.exists()) == (0, False)


def test_who_was_erased_goes_again_after_a_restore_but_may_register_anew(event, marked):
    erase(ADDRESS)
    back = RegistrationFactory(event=event, email=ADDRESS)
    Registration.objects.filter(pk=back.pk).update(created_at=timezone.now() - timedelta(days=1))
    other = RegistrationFactory(event=event)
    Registration.objects.filter(pk=other.pk).update(created_at=timezone.now() - timedelta(days=1))
    assert (erase_again(), erase_again()) == (1, 0)
    anew = register(event.pk, details(email=ADDRESS))
    assert erase_again() == 0
    assert set(Registration.objects.all()) == {other, anew}


def test_wishes_need_consent_in_the_database_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(wishes="Geen noten")


# --- By the person ------------------------------------------------------------------------------------------------


def test_a_link_in_the_mail_shows_what_is_kept(marked):
    page = look_at(data_address())
    assert text(page, "h1") == "Wat we van je bewaren"
    told = text(page, ".answer")
    assert all(f"{MARKER} {name}" in told for name in ("name", "organisation", "role", "remarks", "wishes"))


def test_what_is_kept_of_one_costs_the_same_for_many_registrations(marked, client, django_assert_num_queries):
    address = data_address()
    assert address.startswith("/aanmelding/gegevens/")
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
    for _ in range(3):
        register(EventFactory().pk, details(email=ADDRESS))
    with django_assert_num_queries(9):
        client.get(address)


def test_what_is_kept_can_be_taken_along(client, marked):
    response = client.get(f"{data_address()}?bestand")
    assert response["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    (row,) = json.loads(response.content)
    assert (row["session"], row["email"], row["wishes"]) == ("Leren in de wijk", ADDRESS, f"{MARKER} wishes")
    assert [told["about"] for told in row["mails"]] == [
        "Je bent aangemeld",
        "Iemand anders op dit adres is niet aangemeld",
    ]


def test_looking_erases_nothing_and_a_click_erases_all(client, marked):
    address = data_address()
    client.get(address)
    assert Registration.objects.count() == 1
    response = client.post(address)
    assert "We bewaren niets meer van je: 1 aanmelding" in response.text
    assert "no-store" in response["Cache-Control"]
    assert (Registration.objects.count(), client.get(address).status_code) == (0, 404)


def test_a_link_to_withdraw_shows_no_data(client, marked):
    token = re.search(r"/annuleren/(\S+)/", mail.outbox[0].body)[1]
    assert client.get(f"/aanmelding/gegevens/{token}/").status_code == 404


def test_who_withdrew_can_still_have_all_erased(client, marked):
    cancel(marked.pk)
    deliver_due()
    client.post(data_address())
    assert Registration.objects.count() == 0


# --- By an administrator ------------------------------------------------------------------------------------------


def test_an_administrator_sees_what_will_go_and_erases_it(admin_client, marked):
    page = look_at(f"/admin/aanmeldingen/wis/?adres={ADDRESS}", admin_client)
    assert len([line for line in texts(page, "main li") if line.startswith(MARKER)]) == 1
    assert Registration.objects.count() == 1
    response = admin_client.post("/admin/aanmeldingen/wis/", {"adres": ADDRESS}, follow=True)
    assert f"Gewist: 1 aanmelding van {ADDRESS}." in response.text
    assert Registration.objects.count() == 0


def test_that_a_person_was_erased_is_written_down_and_not_who(admin_user, admin_client, marked):
    admin_client.post("/admin/aanmeldingen/wis/", {"adres": ADDRESS})
    entry = ModelLogEntry.objects.get(action="participants.erased")
    assert entry.user == admin_user
    assert entry.message == "Alles van één persoon gewist; aantal aanmeldingen: 1"
    assert [name for name in (ADDRESS, MARKER) if name in str(ModelLogEntry.objects.values().get())] == []


@pytest.mark.parametrize("role", ["Organisatoren", "Redacteurs"])
def test_nobody_else_may(client, eva, marked, role):
    eva.groups.set([Group.objects.get(name=role)])
    client.force_login(eva)
    assert client.post("/admin/aanmeldingen/wis/", {"adres": ADDRESS}).status_code == 403
    assert Registration.objects.count() == 1
