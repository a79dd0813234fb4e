"""Sending what is owed, outside any transaction: the only code that claims, sends and postpones a mail.

A row is claimed by a conditional UPDATE, so two workers never send the same one. The claim is a lease:
`due_at` moves ten minutes ahead, and a row still `sending` by then belonged to a worker that died and is
taken again. The Message-ID stays the same, so a mail that was sent twice after all is shown once.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any, TypeVar

from django.core.mail import EmailMessage
from django.db import models
from django.utils import timezone

from zorgpact.outbox.models import OutgoingMail, OutgoingMailQuerySet

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
MAX_ATTEMPTS = len(BACKOFF) + 1

MailType = TypeVar("MailType", bound=OutgoingMail)


def deliver_due(
    mails: OutgoingMailQuerySet, compose: Callable[[MailType], EmailMessage | None], limit: int = 50
) -> int:
    """Send what is due of these, at most `limit`; returns how many were sent.

    `compose` makes the message of a row, or gives None when other news overtook it: the row is deleted then.
    """
    ids = list(mails.due().values_list("pk", flat=True)[:limit])
    return sum(_deliver(mails.get(pk=pk), compose) for pk in ids if _claim(mails, pk))


def _claim(mails: OutgoingMailQuerySet, pk: int) -> bool:
    lease = {
        "state": OutgoingMail.State.SENDING,
        "due_at": timezone.now() + LEASE,
        "attempts": models.F("attempts") + 1,
    }
    return mails.due().filter(pk=pk).update(**lease) == 1


def _deliver(mail: MailType, compose: Callable[[MailType], EmailMessage | None]) -> bool:
    try:
        message = compose(mail)
        if message is None:
            mail.delete()
            return False
        message.extra_headers["Message-ID"] = mail.message_id
        message.send()
    except Exception as error:  # whatever the mail server or a template does, the next mail must go out
        name = type(error).__name__
        logger.warning("%s %s not sent, attempt %s: %s", mail._meta.label, mail.pk, mail.attempts, name)
        _postpone(mail, error)
        return False
    _record(mail, state=OutgoingMail.State.SENT, sent_at=timezone.now(), last_error="")
    return True


def answer_code(error: Exception) -> int:
    """What the mail server answered, of several recipients the first; 0 when it did not come so far."""
    if isinstance(error, SMTPRecipientsRefused):
        return next((code for code, _ in error.recipients.values()), 0)
    return getattr(error, "smtp_code", 0)


def is_final(error: Exception) -> bool:
    """Whether this mail will be refused for ever (RFC 5321: 5xx). A refused sender or password is no fault of the mail."""
    return isinstance(error, SMTPRecipientsRefused | SMTPDataError) and 500 <= answer_code(error) < 600


def _postpone(mail: OutgoingMail, error: Exception) -> None:
    # The server's answer may quote the address: keep the kind of error, and of an answer its code only.
    reason = f"{type(error).__name__} {answer_code(error) or ''}".strip()[:200]
    if is_final(error) or mail.attempts >= MAX_ATTEMPTS:
        _record(mail, state=OutgoingMail.State.FAILED, last_error=reason)
    else:
        due_at = timezone.now() + BACKOFF[mail.attempts - 1]
        _record(mail, state=OutgoingMail.State.QUEUED, due_at=due_at, last_error=reason)


def _record(mail: OutgoingMail, **changes: Any) -> None:
    """Unless the lease ran out and another worker claimed it: then that one tells how it ended."""
    type(mail)._default_manager.filter(pk=mail.pk, attempts=mail.attempts).update(**changes)
