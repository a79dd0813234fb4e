"""An editor places what owners tell, or says why not; whatever waits stands at the start of the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.agenda.conftest import TODAY, deliver
from tests.factories import (
    ActionFactory,
    ContactPersonFactory,
    HandoverFactory,
    JoiningFactory,
    ProgressNoteFactory,
    RegionFactory,
    ReportRequestFactory,
)
from tests.forms import action_form
from tests.pages import look_at, text, texts
from zorgpact.agenda.models import Action, Change, ContactPerson, Joining, ProgressNote

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PANEL = "#waiting-reports-section"


@pytest.fixture
def editor(clock, eva, signed_in):
    return signed_in(eva)


@pytest.fixture
def outsider(clock, bram, signed_in):
    """Bram, who may enter the admin and do nothing there: Wagtail's own gate lets him through."""
    bram.user_permissions.add(Group.objects.get(name="Redacteurs").permissions.get(codename="access_admin"))
    return signed_in(bram)


@pytest.fixture
def note(action):
    """Fatima told that it is done; nobody looked yet."""
    action.regions.set([RegionFactory(title="Twente")])
    action.is_national = False
    action.save()
    request = ReportRequestFactory(email="fatima@example.org", actions=[action])
    return ProgressNoteFactory(
        action=action,
        request=request,
        organisation=action.owner,
        state="wacht",
        answer="klaar",
        status="klaar",
        text="Het is af.",
        noted_on=TODAY,
    )


def url(view, *args) -> str:
    return reverse(view, args=args)


def test_what_waits_stands_at_the_start_of_the_admin_with_age_and_region(editor, clock, note):
    ProgressNote.objects.update(created_at=timezone.now() - timedelta(days=3))
    (line,) = texts(look_at("/admin/", editor), f"{PANEL} li p")
    assert line == "Samen roosteren (Twente) De Brug meldt 3 dagen geleden: Klaar . Het is af."


def test_who_may_not_publish_actions_sees_nothing_that_waits(outsider, note):
    assert texts(look_at("/admin/", outsider), PANEL) == []


def test_placing_a_report_applies_it(editor, note, action):
    editor.post(url("approve_report", note.pk))
    action.refresh_from_db()
    note.refresh_from_db()
    assert (action.status, action.reported_on, note.state, note.status_before) == (
        "klaar",
        TODAY,
        "openbaar",
        "loopt",
    )
    assert [change.kind for change in Change.objects.all()] == ["bericht"]
    assert "Het is af." in text(look_at("/actieagenda/samen-roosteren/"), ".moment")


def test_refusing_a_report_asks_why_and_its_writer_reads_it(editor, note, action):
    empty = editor.post(url("refuse_report", note.pk), {"reason": " "})
    assert empty.context["form"].errors == {
        "reason": ["Zeg in een zin waarom, dan kan de ander het aanpassen."]
    }
    editor.post(url("refuse_report", note.pk), {"reason": "Noem geen namen."})
    note.refresh_from_db()
    action.refresh_from_db()
    assert (note.state, note.refusal, action.status) == ("geweigerd", "Noem geen namen.", "loopt")
    (message,) = deliver()
    assert (message.to, "Noem geen namen." in message.body) == (["fatima@example.org"], True)


def test_of_two_editors_the_second_is_told_that_it_was_done(editor, note):
    editor.post(url("approve_report", note.pk))
    response = editor.post(url("refuse_report", note.pk), {"reason": "Toch niet."}, follow=True)
    note.refresh_from_db()
    assert (note.state, "Iemand anders was je voor" in response.text) == ("openbaar", True)


def judged(somebody, note) -> set[int]:
    """What this person is answered who tries everything."""
    joining = JoiningFactory(confirmed_at=timezone.now())
    handover = HandoverFactory()
    addresses = [
        url("approve_report", note.pk),
        url("refuse_report", note.pk),
        url("judge_joining", joining.pk, "plaats"),
        url("judge_joining", joining.pk, "weiger"),
        url("close_handover", handover.pk),
    ]
    answers = {somebody.post(address, {"reason": "x"}).status_code for address in addresses}
    for row in (note, joining, handover):
        row.refresh_from_db()
    assert (note.state, joining.state, handover.is_handled) == ("wacht", "wacht", False)
    return answers


def test_who_may_enter_the_admin_but_not_publish_actions_judges_nothing(outsider, editor, note):
    judged(outsider, note)
    page = url("refuse_report", note.pk)
    assert ("Het is af." in outsider.get(page, follow=True).text, "Het is af." in editor.get(page).text) == (
        False,
        True,
    )


def test_an_anonymous_visitor_judges_nothing(client, note):
    assert judged(client, note) == {302}


def test_looking_places_nothing(editor, note):
    assert editor.get(url("approve_report", note.pk)).status_code == 405
    assert editor.get(url("refuse_report", note.pk)).status_code == 200
    note.refresh_from_db()
    assert note.state == "wacht"


def test_an_organisation_that_joins_is_placed_or_not(editor, action):
    one, other = [JoiningFactory(action=action, confirmed_at=timezone.now()) for _ in range(2)]
    JoiningFactory(action=action, organisation="Nooit geklikt")
    assert len(texts(look_at("/admin/", editor), f"{PANEL} li p")) == 2
    editor.post(url("judge_joining", one.pk, "plaats"))
    editor.post(url("judge_joining", other.pk, "weiger"))
    judged = Joining.objects.exclude(confirmed_at=None)
    assert dict(judged.values_list("email", "state")) == {one.email: "akkoord", other.email: "geweigerd"}
    assert {message.to[0] for message in deliver()} == {one.email, other.email}


def test_who_should_be_asked_instead_is_seen_and_closed(editor, action):
    person = ContactPersonFactory(name="Omar Bakker", organisation=action.owner, state="gevraagd")
    handover = HandoverFactory(action=action, successor=person, remark="Met pensioen.")
    (line,) = texts(look_at("/admin/", editor), f"{PANEL} li p")
    assert ("Genoemd: Omar Bakker" in line, "Met pensioen." in line) == (True, True)
    editor.post(url("close_handover", handover.pk))
    assert texts(look_at("/admin/", editor), PANEL) == []


def test_the_start_costs_the_same_for_one_that_waits_and_for_many(editor, note):
    def cost() -> int:
        editor.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            editor.get("/admin/")
        return len(queries)

    one = cost()
    for number in range(3):
        ProgressNoteFactory(
            action=ActionFactory(), organisation=note.organisation, state="wacht", text=str(number)
        )
    assert cost() == one


# --- Whom to ask --------------------------------------------------------------------------------------------------


def test_contact_persons_have_a_screen_of_their_own(editor, owner):
    form = {
        "organisation": owner.pk,
        "name": "Fatima Demir",
        "email": "Fatima@Example.org",
        "phone": "",
        "is_fallback": "on",
        "is_checked": "on",
        "plans": [],
        "pacts": [],
        "state": "actief",
    }
    editor.post(reverse("contactpersonen:add"), form)
    assert ContactPerson.objects.get().email == "fatima@example.org"
    assert "Fatima Demir" in editor.get(reverse("contactpersonen:index")).text
    again = editor.post(reverse("contactpersonen:add"), form)
    assert "Dit e-mailadres staat al bij deze organisatie." in again.text


@pytest.mark.parametrize("view", ["index", "edit", "delete"])
def test_nobody_without_the_right_sees_contact_persons(client, outsider, editor, fatima, view):
    address = reverse(f"contactpersonen:{view}", args=[] if view == "index" else [fatima.pk])
    seen = ["fatima@example.org" in one.get(address, follow=True).text for one in (client, outsider)]
    assert seen == [False, False]
    assert view == "delete" or "fatima@example.org" in editor.get(address).text


def test_the_log_of_the_admin_names_nobody(editor, fatima):
    assert ("Fatima" in str(fatima), "example.org" in str(fatima)) == (False, False)


def test_on_the_form_of_an_action_one_chooses_whom_to_ask_without_a_draft(editor, action, fatima):
    ContactPersonFactory(name="Van een ander")
    address = reverse("wagtailsnippets_agenda_action:edit", args=[action.pk])
    page = look_at(address, editor)
    assert texts(page, "#id_reporters label") == ["Fatima Demir (fatima@example.org)"]
    form = action_form(
        action.owner, slug=action.slug, is_national="on", reporters=[fatima.pk], cadence="jaar"
    )
    editor.post(address, form)
    action.refresh_from_db()
    assert (list(action.contact_persons.all()), action.cadence) == ([fatima], "kwartaal")
    assert action.get_latest_revision_as_object().cadence == "jaar"


def test_publishing_a_draft_brings_no_old_day_of_asking_or_telling_back(editor, action):
    draft = action.get_latest_revision_as_object()
    draft.title = "Straks"
    revision = draft.save_revision()
    Action.objects.update(asked_on=TODAY, reported_on=TODAY, logged_status="loopt")
    action.refresh_from_db()
    revision.refresh_from_db()
    revision.publish()
    action.refresh_from_db()
    assert (action.title, action.asked_on, action.reported_on, action.logged_status) == (
        "Straks",
        TODAY,
        TODAY,
        "loopt",
    )


def test_a_copy_of_an_action_was_not_asked_or_told(editor, action):
    Action.objects.update(asked_on=TODAY, reported_on=TODAY, logged_status="loopt")
    form = {**action_form(action.owner, is_national="on", slug="nog-een", title="Nog een")}
    editor.post(reverse("wagtailsnippets_agenda_action:copy", args=[action.pk]), form)
    copy = Action.objects.get(slug="nog-een")
    assert (copy.asked_on, copy.reported_on, copy.logged_status) == (None, None, "")


def test_a_note_can_move_the_date_too(editor, action):
    form = {
        "action": action.pk,
        "noted_on": "2031-03-03",
        "text": "Later.",
        "status": "",
        "due_on": "2031-12-01",
    }
    wrong = editor.post(reverse("voortgang:add"), {**form, "due_on": "2029-01-01"})
    assert wrong.context["form"].errors == {"due_on": ["De actie begint dan pas. Kies een latere datum."]}
    editor.post(reverse("voortgang:add"), form)
    action.refresh_from_db()
    assert (f"{action.due_on}", f"{ProgressNote.objects.get().due_on_before}") == ("2031-12-01", "2031-09-01")
