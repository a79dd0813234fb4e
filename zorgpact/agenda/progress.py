"""How a note on an action becomes public, and what it does to the action then.

The only code that makes a report public: the action gets the status and the date that it tells, and the day on which it
was heard of last. Whoever takes a note back gets the action as it was before, unless somebody changed it since.
"""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from zorgpact.agenda.models import Action, Change, Mail, ProgressNote
from zorgpact.users.models import User

STATUSES = {ProgressNote.Answer.DONE: Action.Status.DONE, ProgressNote.Answer.STOPPED: Action.Status.STOPPED}


def told_status(answer: str, action: Action) -> str:
    """The status that an owner's answer gives the action; empty when it stays. What began has begun."""
    begins_on = action.starts_on
    has_begun = begins_on is not None and begins_on <= timezone.localdate()
    if action.status == Action.Status.INTENDED and has_begun and answer not in STATUSES:
        return Action.Status.RUNNING
    return STATUSES.get(ProgressNote.Answer(answer), "")


@transaction.atomic
def make_public(note: ProgressNote, user: User | None = None) -> ProgressNote:
    """Show the note, saved or not, and give the action what it tells, at once and in the draft of an editor.

    What the action has already changes nothing. `user` is who approved it.
    """
    action = Action.objects.select_for_update().get(pk=note.action_id)
    told = told_by(note, action)
    note.state, note.refusal = ProgressNote.State.PUBLIC, ""
    note.status_before = action.status if "status" in told else ""
    note.due_on_before = action.due_on if "due_on" in told else None
    note.save()
    note_last_report(action)
    if told:
        change(action, told, user or note.author)
    note.changes.all().delete()
    Change.objects.create(action=action, kind=Change.Kind.REPORT, note=note)
    return note


def told_by(note: ProgressNote, action: Action) -> dict[str, Any]:
    """What of the action becomes other by this note. A date before its beginning is none."""
    told: dict[str, Any] = {}
    if note.status and note.status != action.status:
        told["status"] = note.status
    begins_on: date | None = action.starts_on
    if note.due_on and note.due_on != action.due_on and (begins_on is None or note.due_on >= begins_on):
        told["due_on"] = note.due_on
    return told


@transaction.atomic
def take_back(note: ProgressNote) -> None:
    """Undo what a public note did, before it is corrected. What others changed since stays."""
    if note.state != ProgressNote.State.PUBLIC:
        return
    action = Action.objects.select_for_update().get(pk=note.action_id)
    ProgressNote.objects.filter(pk=note.pk).update(state=ProgressNote.State.PENDING)
    note.state = ProgressNote.State.PENDING
    note.changes.all().delete()
    note_last_report(action)
    before: dict[str, Any] = {}
    if note.status_before and action.status == note.status:
        before["status"] = note.status_before
    if note.due_on_before and action.due_on == note.due_on:
        before["due_on"] = note.due_on_before
    if before:
        change(action, before, note.author)


@transaction.atomic
def approve(note: ProgressNote, user: User | None) -> bool:
    """Make a report public that waits for it; False when somebody was first."""
    waiting = ProgressNote.objects.pending().select_for_update().filter(pk=note.pk).first()
    if waiting is None:
        return False
    make_public(waiting, user)
    return True


@transaction.atomic
def refuse(note: ProgressNote, reason: str) -> bool:
    """Keep a report from the site and tell its writer why; False when somebody was first."""
    refused = {"state": ProgressNote.State.REFUSED, "refusal": reason}
    if not ProgressNote.objects.pending().filter(pk=note.pk).update(**refused):
        return False
    if note.request_id:
        Mail.objects.create(request_id=note.request_id, kind=Mail.Kind.REFUSED)
    return True


def note_last_report(action: Action) -> None:
    """The caller holds the lock on the action's row."""
    last = action.notes.public().aggregate(last=models.Max("noted_on"))["last"]
    action.reported_on = last
    Action.objects.filter(pk=action.pk).update(reported_on=last)


def change(action: Action, values: dict[str, Any], user: User | None) -> None:
    """The caller holds the lock on the action's row."""
    had_draft = action.has_unpublished_changes
    draft = action.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=user, clean=False)
    if action.live and not had_draft:
        revision.publish(user=user, skip_permission_checks=True)
    else:
        Action.objects.filter(pk=action.pk).update(**values)
