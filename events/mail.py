"""What people are owed by mail about their registration; `zorgpact.outbox` knows how that is sent."""

from datetime import timedelta

from django.utils import timezone

from events.letters import compose
from events.models import Mail, Registration
from zorgpact.outbox import delivery

RESEND_AFTER = timedelta(minutes=10)


def enqueue(registration: Registration, kind: Mail.Kind) -> None:
    """Write down that this person is owed a mail; call it inside the transaction that has the news.

    News replaces older news that is still waiting. The same news is not owed again within ten minutes: who
    posts somebody else's address over and over fills nobody's mailbox.
    """
    last = registration.mails.order_by("created_at", "id").last()
    is_same = last is not None and last.kind == kind and last.state != Mail.State.FAILED
    if last and is_same and last.created_at > timezone.now() - RESEND_AFTER:
        return
    registration.mails.queued().delete()
    registration.mails.create(kind=kind)


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    return delivery.deliver_due(Mail.objects.select_related("registration__event"), compose, limit)
