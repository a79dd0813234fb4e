"""Editors keep actions and tell how they go."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    ActionFactory,
    OrganisationFactory,
    ProgressNoteFactory,
    RegionFactory,
    UserFactory,
)
from tests.forms import AUTOSAVE, action_form
from zorgpact.agenda.models import Action, ProgressNote

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


@pytest.fixture
def admin(admin_user, signed_in):
    return signed_in(admin_user)


def url(view, *args):
    return reverse(f"wagtailsnippets_agenda_action:{view}", args=args)


# --- Actions ------------------------------------------------------------------------------------------------------


def test_an_action_has_its_own_regions(editor):
    region = RegionFactory()
    form = action_form(OrganisationFactory(), regions=[str(region.pk)])
    editor.post(url("add"), {**form, **PUBLISH})
    assert list(Action.objects.published().get().regions.all()) == [region]


def test_an_action_can_be_national(editor):
    editor.post(url("add"), {**action_form(OrganisationFactory(), is_national="on"), **PUBLISH})
    assert Action.objects.published().get().is_national


@pytest.mark.parametrize(
    ("is_national", "sentence"),
    [
        (False, "Kies de regio’s van deze actie, of geef aan dat zij landelijk is."),
        (True, "Een landelijke actie heeft geen eigen regio’s. Kies een van beide."),
    ],
)
def test_an_action_is_national_or_has_regions_and_is_told_so_beside_the_field(editor, is_national, sentence):
    changes = {"is_national": "on", "regions": [str(RegionFactory().pk)]} if is_national else {}
    answer = editor.post(url("add"), {**action_form(OrganisationFactory(), **changes), **PUBLISH})
    assert answer.context["form"].errors == {"regions": [sentence]}
    assert not Action.objects.exists()


def test_a_draft_may_leave_open_where_it_is(editor):
    answer = editor.post(url("add"), action_form(OrganisationFactory()), headers=AUTOSAVE)
    assert answer.json()["success"]


# --- Progress -----------------------------------------------------------------------------------------------------


def note_form(action, **changes):
    return {"action": action.pk, "noted_on": "2019-03-01", "text": "Het is klaar.", "status": "", **changes}


def test_a_progress_note_is_signed_by_who_writes_it(editor, eva):
    action = ActionFactory()
    form = editor.get(reverse("voortgang:add")).context["form"]
    assert form["noted_on"].value() == timezone.localdate()
    editor.post(
        reverse("voortgang:add"),
        note_form(action, text="De eerste is open."),
    )
    note = ProgressNote.objects.get()
    assert (note.author, note.text) == (eva, "De eerste is open.")


def test_an_editor_reads_a_progress_note_but_does_not_rewrite_it(editor):
    note = ProgressNoteFactory(text="De eerste is open.")
    assert "De eerste is open." in editor.get(reverse("voortgang:inspect", args=[note.pk])).content.decode()
    assert "De eerste is open." in editor.get(reverse("voortgang:index")).content.decode()
    for view in ("edit", "delete"):
        editor.post(
            reverse(f"voortgang:{view}", args=[note.pk]),
            {"action": note.action_id, "noted_on": "2019-03-01", "text": "Anders"},
        )
    assert list(ProgressNote.objects.values_list("text", flat=True)) == ["De eerste is open."]


def test_an_administrator_corrects_a_progress_note(admin):
    note = ProgressNoteFactory()
    form = {"action": note.action_id, "noted_on": "2019-03-01", "text": "Anders"}
    admin.post(reverse("voortgang:edit", args=[note.pk]), form)
    assert ProgressNote.objects.get().text == "Anders"


def test_a_note_changes_the_status_with_it(editor):
    action = ActionFactory(status="loopt")
    editor.post(reverse("voortgang:add"), note_form(action, status="klaar"))
    action.refresh_from_db()
    assert (action.status, action.has_unpublished_changes, action.live) == ("klaar", False, True)
    assert action.get_latest_revision_as_object().status == "klaar"


def test_a_note_without_a_status_leaves_the_action_alone(editor):
    action = ActionFactory(status="loopt")
    editor.post(reverse("voortgang:add"), note_form(action))
    action.refresh_from_db()
    assert (action.status, action.revisions.count()) == ("loopt", 0)


def test_a_note_publishes_no_draft_that_somebody_is_working_on(editor):
    action = ActionFactory(title="Nu", status="loopt")
    draft = action.get_latest_revision_as_object()
    draft.title = "Straks"
    draft.save_revision()
    editor.post(reverse("voortgang:add"), note_form(action, status="klaar"))
    action.refresh_from_db()
    latest = action.get_latest_revision_as_object()
    assert (action.title, action.status, action.has_unpublished_changes) == ("Nu", "klaar", True)
    assert (latest.title, latest.status) == ("Straks", "klaar")


def test_who_wrote_a_note_corrects_it_the_same_day(editor, eva):
    note = ProgressNoteFactory(author=eva, text="Tikfuot")
    editor.post(
        reverse("voortgang:edit", args=[note.pk]), note_form(note.action, text="Goed", status="klaar")
    )
    note.refresh_from_db()
    assert (note.text, note.author, Action.objects.get().status) == ("Goed", eva, "klaar")


@pytest.mark.parametrize(("days", "is_own"), [(1, True), (0, False)])
def test_a_note_stands_after_its_day_and_for_everybody_else(editor, eva, days, is_own):
    note = ProgressNoteFactory(author=eva if is_own else UserFactory(), text="Zo was het")
    ProgressNote.objects.update(created_at=timezone.now() - timedelta(days=days))
    answer = editor.post(reverse("voortgang:edit", args=[note.pk]), note_form(note.action, text="Anders"))
    assert answer.status_code in (302, 403)
    assert ProgressNote.objects.get().text == "Zo was het"
