"""What people are owed by mail about their registration; `zorgpact.outbox` knows how that is sent."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.letters import compose
from events.models import Mail, Registration
from zorgpact.outbox import delivery

RESEND_AFTER = timedelta(minutes=10)
WELCOMES = (Mail.Kind.CONFIRM, Mail.Kind.CONFIRMED, Mail.Kind.WAITING, Mail.Kind.PROMOTED)


def enqueue(registration: Registration, kind: Mail.Kind, earlier: dict[str, Any] | None = None) -> None:
    """Write down that this person is owed a mail; call it inside the transaction that has the news.

    News replaces older news that is still waiting. The same news is not owed again within ten minutes: who
    posts somebody else's address over and over fills nobody's mailbox. What changed since `earlier` is always news.
    """
    news = registration.mails.exclude(kind=Mail.Kind.NOT_ADDED)
    last = news.order_by("created_at", "id").last()
    is_same = last is not None and last.kind == kind and last.state != Mail.State.FAILED
    if last and is_same and not earlier and last.created_at > timezone.now() - RESEND_AFTER:
        return
    news.queued().delete()
    registration.mails.create(kind=kind, earlier=earlier or {})
    note_as_told(registration)


def enqueue_refusal(registration: Registration, name: str) -> None:
    """Owe whoever reads this address the news that somebody else could not be added to it. It replaces no other news."""
    recent = registration.mails.filter(created_at__gt=timezone.now() - RESEND_AFTER, refused_name=name)
    if not recent.exclude(state=Mail.State.FAILED).exists():
        registration.mails.create(kind=Mail.Kind.NOT_ADDED, refused_name=name)


def note_as_told(registration: Registration) -> None:
    registration.told = registration.facts
    registration.save(update_fields=["told"])


def bring_up_to_date(registration: Registration) -> bool:
    """Owe what changed about the session since this person was last told; whether there was any news.

    A mail that still waits is overtaken: compared is what its receiver really knows.
    """
    now = registration.facts
    if registration.told == now:
        return False
    waiting = registration.mails.queued().exclude(kind=Mail.Kind.NOT_ADDED).last()
    known = (waiting.earlier if waiting else {}) or registration.told
    is_welcome = waiting is not None and waiting.kind in WELCOMES
    says_it_all = is_welcome and not now["is_off"]  # it tells how things are when it is sent
    if not known or says_it_all or known == now or (known["is_off"] and now["is_off"]):
        if waiting and not says_it_all:
            waiting.delete()
        note_as_told(registration)
        return False
    kind = (
        Mail.Kind.CALLED_OFF if now["is_off"] else Mail.Kind.RESUMED if known["is_off"] else Mail.Kind.MOVED
    )
    enqueue(registration, kind, earlier={} if is_welcome else known)
    return True


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    return delivery.deliver_due(Mail.objects.select_related("registration__event"), compose, limit)
