""" "Wij doen mee": an organisation joins an action, after a click in its own mail and a look of an editor."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from zorgpact.agenda.models import Action, Joining, Mail
from zorgpact.cms.editions import begin_edition_on_commit

RESEND_AFTER = timedelta(minutes=10)


@transaction.atomic
def join(action: Action, details: Mapping[str, str]) -> Joining:
    """Ask whoever reads the address to confirm: `organisation`, `text`, `name` and `email`.

    Until somebody clicks, the last that was typed counts. What is confirmed stays as it is: nobody who knows an address
    changes what an editor looked at. Who was refused may ask again.
    """
    Action.objects.select_for_update().get(pk=action.pk)
    joining = action.joinings.filter(email=details["email"]).first() or Joining(
        action=action, email=details["email"]
    )
    if joining.state == Joining.State.REFUSED:
        joining.state, joining.confirmed_at = Joining.State.PENDING, None
    if joining.confirmed_at:
        return joining
    for name in ("organisation", "text", "name"):
        setattr(joining, name, details[name])
    joining.save()
    asked = joining.mails.filter(kind=Mail.Kind.JOIN, created_at__gt=timezone.now() - RESEND_AFTER)
    if not asked.exists():
        joining.mails.create(kind=Mail.Kind.JOIN)
    return joining


def confirm(joining_id: int) -> None:
    """A second time changes nothing."""
    Joining.objects.filter(pk=joining_id, confirmed_at=None).update(confirmed_at=timezone.now())


def approve(joining: Joining) -> bool:
    """Show it on the page of the action, and tell who wrote it; False when somebody was first."""
    return judge(Joining.objects.pending().filter(pk=joining.pk), Joining.State.APPROVED, Mail.Kind.JOINED)


def refuse(joining: Joining) -> bool:
    """Not shown, or no longer. Who wrote it is told so, and then forgotten: see `retention.forget_joinings`."""
    shown_or_not = Joining.objects.filter(pk=joining.pk).exclude(state=Joining.State.REFUSED)
    return judge(shown_or_not, Joining.State.REFUSED, Mail.Kind.NOT_JOINED)


@transaction.atomic
def judge(rows: QuerySet[Joining], state: Joining.State, kind: Mail.Kind) -> bool:
    """Give the one of these rows its state and its mail; False when there is none any more."""
    joining = rows.select_for_update().first()
    if joining is None:
        return False
    joining.state = state
    joining.save(update_fields=["state"])
    if joining.email:
        joining.mails.create(kind=kind)
    begin_edition_on_commit()
    return True
