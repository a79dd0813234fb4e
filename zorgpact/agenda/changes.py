"""What became other of public actions, as a log: for who follows, and to count how often a date moved.

Reports are logged by `zorgpact.agenda.progress`. What an editor changed, or a planned publication, is found by the clock: it
compares every action with what the log says of it, so no screen has to know of the log.
"""

from django.db import models, transaction

from zorgpact.agenda.models import Action, Change
from zorgpact.cms.editions import begin_edition_on_commit


@transaction.atomic
def log_changes() -> int:
    """Log what changed since the last time; returns how many changes. One query when there are none."""
    due_on, logged = models.F("due_on"), models.F("logged_due_on")
    same_day = models.Q(due_on=logged) | models.Q(due_on=None, logged_due_on=None)
    changed = Action.objects.published().exclude(same_day, status=models.F("logged_status"))
    rows = list(changed.select_for_update().order_by("pk"))
    changes = [change for row in rows for change in changes_of(row)]
    Change.objects.bulk_create(changes, batch_size=500)
    if any(change.kind == Change.Kind.DATE for change in changes):
        begin_edition_on_commit()  # the page of an action tells when its date moved
    pks = [row.pk for row in rows]
    Action.objects.filter(pk__in=pks).update(logged_status=models.F("status"), logged_due_on=due_on)
    return len(changes)


def changes_of(row: Action) -> list[Change]:
    if not row.logged_status:
        return [Change(action=row, kind=Change.Kind.NEW, after=row.status)]
    found = []
    if row.status != row.logged_status:
        found.append(Change(action=row, kind=Change.Kind.STATUS, before=row.logged_status, after=row.status))
    if row.due_on != row.logged_due_on:
        before, after = (day.isoformat() if day else "" for day in (row.logged_due_on, row.due_on))
        found.append(Change(action=row, kind=Change.Kind.DATE, before=before, after=after))
    return found
