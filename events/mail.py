"""The outbox: a mail is owed by a row in the transaction that has the news, and sent outside any transaction.

A row is claimed by a conditional UPDATE, so two workers never send the same one. The claim is a lease:
`due_at` moves ten minutes ahead, and a row still `sending` by then belonged to a worker that died and is
taken again. The Message-ID stays the same, so a mail that was sent twice after all is shown once.
"""

import logging
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from events.letters import compose, is_outdated
from events.models import Mail, Registration

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
RESEND_AFTER = timedelta(minutes=10)
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
MAX_ATTEMPTS = 6


def owe(registration: Registration, kind: Mail.Kind) -> None:
    """Write down that this person is owed a mail; call it inside the transaction that has the news.

    News replaces older news that is still waiting. The same news is not owed again within ten minutes: who
    posts somebody else's address over and over fills nobody's mailbox.
    """
    now = timezone.now()
    last = registration.mails.order_by("created_at", "id").last()
    if (
        last
        and last.kind == kind
        and last.state != Mail.State.FAILED
        and last.created_at > now - RESEND_AFTER
    ):
        return
    registration.mails.filter(state=Mail.State.QUEUED).delete()
    registration.mails.create(kind=kind, due_at=now)


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    ids = list(Mail.objects.filter(_due()).values_list("pk", flat=True)[:limit])
    return sum(_deliver(pk) for pk in ids if _claim(pk))


def _due() -> models.Q:
    return models.Q(state__in=[Mail.State.QUEUED, Mail.State.SENDING], due_at__lte=timezone.now())


def _claim(pk: int) -> bool:
    lease = {
        "state": Mail.State.SENDING,
        "due_at": timezone.now() + LEASE,
        "attempts": models.F("attempts") + 1,
    }
    return Mail.objects.filter(_due(), pk=pk).update(**lease) == 1


def _deliver(pk: int) -> bool:
    mail = Mail.objects.select_related("registration__event").get(pk=pk)
    if is_outdated(mail):
        mail.delete()
        return False
    try:
        compose(mail).send()
    except Exception as error:  # whatever the mail server or a template does, the next mail must go out
        logger.warning("Mail %s not sent, attempt %s: %s", pk, mail.attempts, type(error).__name__)
        _postpone(mail, error)
        return False
    Mail.objects.filter(pk=pk).update(state=Mail.State.SENT, sent_at=timezone.now(), last_error="")
    return True


def _postpone(mail: Mail, error: Exception) -> None:
    # The server's answer may quote the address: keep the kind of error, and of an answer its code only.
    code = getattr(error, "smtp_code", "")
    changes: dict[str, Any] = {"last_error": f"{type(error).__name__} {code}".strip()[:200]}
    if mail.attempts >= MAX_ATTEMPTS:
        changes["state"] = Mail.State.FAILED
    else:
        changes |= {"state": Mail.State.QUEUED, "due_at": timezone.now() + BACKOFF[mail.attempts - 1]}
    Mail.objects.filter(pk=mail.pk).update(**changes)
