"""What a progress note does to its action: the status that it tells becomes that of the action."""

from django.db import transaction

from zorgpact.agenda.models import Action, ProgressNote


@transaction.atomic
def apply_status(note: ProgressNote) -> ProgressNote:
    """Give the action the status of this note, at once and in the draft that an editor may be working on.

    A note without a status, or with the one that the action has, changes nothing.
    """
    action = Action.objects.select_for_update().get(pk=note.action_id)
    if note.status and note.status != action.status:
        change_status(action, note)
    return note


def change_status(action: Action, note: ProgressNote) -> None:
    """The caller holds the lock on the action's row."""
    had_draft = action.has_unpublished_changes
    draft = action.get_latest_revision_as_object()
    draft.status = note.status
    revision = draft.save_revision(user=note.author, clean=False)
    if action.live and not had_draft:
        revision.publish(user=note.author, skip_permission_checks=True)
    else:
        Action.objects.filter(pk=action.pk).update(status=note.status)
