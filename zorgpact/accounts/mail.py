"""What people with an account are owed by mail; `zorgpact.outbox` knows how that is sent."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from zorgpact.accounts.letters import compose
from zorgpact.accounts.models import AccountLink, AccountMail
from zorgpact.outbox import delivery
from zorgpact.outbox.addresses import mailbox
from zorgpact.users.models import User


def enqueue(user: User, kind: AccountMail.Kind, address: str = "") -> None:
    """Write down that this person is owed a mail, at their own address or another one."""
    AccountMail.objects.create(kind=kind, user=user, address=address or user.email)


def enqueue_reset(address: str) -> None:
    """Write down that somebody asked for a new password. Whether we know the address is asked when it is delivered:
    so the request costs the same for each, and nobody learns who has an account.
    """
    AccountMail.objects.create(kind=AccountMail.Kind.RESET, address=mailbox(address))


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    return delivery.deliver_due(AccountMail.objects.select_related("user"), compose, limit)


def forget_old() -> int:
    """Erase the mails that were kept long enough and the links that work no more; returns how many. For the scheduler."""
    now = timezone.now()
    kept_since = now - timedelta(days=settings.RETENTION_DAYS["mails"])
    ended = [AccountMail.State.SENT, AccountMail.State.FAILED]
    mails = AccountMail.objects.filter(created_at__lt=kept_since, state__in=ended).delete()[0]
    return mails + AccountLink.objects.filter(expires_at__lt=now).delete()[0]
