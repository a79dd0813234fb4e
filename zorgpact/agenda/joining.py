""" "Wij doen mee": an organisation joins an action, after a click in its own mail and a look of an editor."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zorgpact.agenda.models import Action, Joining, Mail
from zorgpact.cms.editions import begin_edition_on_commit

RESEND_AFTER = timedelta(minutes=10)


@transaction.atomic
def join(action: Action, details: Mapping[str, str]) -> Joining:
    """Ask whoever reads the address to confirm: `organisation`, `text`, `name` and `email`.

    Until somebody clicks, the last that was typed counts. What is confirmed stays as it is: nobody who knows an address
    changes what an editor looked at.
    """
    Action.objects.select_for_update().get(pk=action.pk)
    joining = action.joinings.filter(email=details["email"]).first() or Joining(
        action=action, email=details["email"]
    )
    if joining.confirmed_at:
        return joining
    for name in ("organisation", "text", "name"):
        setattr(joining, name, details[name])
    joining.save()
    if not joining.mails.filter(created_at__gt=timezone.now() - RESEND_AFTER).exists():
        joining.mails.create(kind=Mail.Kind.JOIN)
    return joining


def confirm(joining_id: int) -> None:
    """A second time changes nothing."""
    Joining.objects.filter(pk=joining_id, confirmed_at=None).update(confirmed_at=timezone.now())


def approve(joining: Joining) -> bool:
    """Show it on the page of the action; False when somebody was first."""
    if not Joining.objects.pending().filter(pk=joining.pk).update(state=Joining.State.APPROVED):
        return False
    begin_edition_on_commit()
    return True


def refuse(joining: Joining) -> bool:
    """It is not shown, and who wrote it is forgotten. Also for what was shown."""
    rows = Joining.objects.filter(pk=joining.pk).exclude(state=Joining.State.REFUSED)
    if not rows.update(state=Joining.State.REFUSED, name="", email=""):
        return False
    begin_edition_on_commit()
    return True
