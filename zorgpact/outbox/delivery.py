"""Sending what is owed, outside any transaction: the only code that claims, sends and postpones a mail.

A row is claimed by a conditional UPDATE, so two workers never send the same one. The claim is a lease:
`due_at` moves ten minutes ahead, and a row still `sending` by then belonged to a worker that died and is
taken again. The Message-ID stays the same, so a mail that was sent twice after all is shown once.

What becomes of a mail for each fault of a mail server is a table: tests/outbox/test_smtp_faults.py.
"""

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any, TypeVar

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.utils import timezone

from zorgpact.outbox.models import OutgoingMail, OutgoingMailQuerySet
from zorgpact.outbox.senders import set_envelope_sender

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
MAX_ATTEMPTS = len(BACKOFF) + 1

MailType = TypeVar("MailType", bound=OutgoingMail)


def deliver_due(
    mails: OutgoingMailQuerySet, compose: Callable[[MailType], EmailMessage | None], limit: int = 50
) -> int:
    """Send what is due of these, at most `limit`, over one connection; returns how many were sent.

    `compose` makes the message of a row, or gives None when other news overtook it: the row is deleted then.
    A mail server that cannot be reached, or does not let us in, is no fault of a mail: nothing is claimed, and its error
    is raised. When a conversation breaks off, its mail is postponed and the others wait for the next call.
    """
    server, sent = get_connection(), 0
    try:
        for pk in list(mails.due().values_list("pk", flat=True)[:limit]):
            server.open()  # does nothing while it is open
            if _claim(mails, pk):
                sent += _deliver(mails.get(pk=pk), compose, server)
    except BrokenOff:
        pass
    finally:
        _hang_up(server)
    return sent


class BrokenOff(Exception):
    """The mail server hangs, is gone or said goodbye in the middle of a mail."""


def _hang_up(server: BaseEmailBackend) -> None:
    with suppress(OSError):  # it may be gone already; every error of smtplib is an OSError
        server.close()


def _claim(mails: OutgoingMailQuerySet, pk: int) -> bool:
    lease = {
        "state": OutgoingMail.State.SENDING,
        "due_at": timezone.now() + LEASE,
        "attempts": models.F("attempts") + 1,
    }
    return mails.due().filter(pk=pk).update(**lease) == 1


def _deliver(
    mail: MailType, compose: Callable[[MailType], EmailMessage | None], server: BaseEmailBackend
) -> bool:
    """Whether it was sent. Raises BrokenOff."""
    try:
        message = compose(mail)
        if message is None:
            mail.delete()
            return False
        message.extra_headers["Message-ID"] = mail.message_id
        set_envelope_sender(message, mail)
        message.connection = server
        message.send()
    except Exception as error:  # whatever the mail server or a template does, the next mail must go out
        name = type(error).__name__
        logger.warning("%s %s not sent, attempt %s: %s", mail._meta.label, mail.pk, mail.attempts, name)
        _postpone(mail, error)
        _hang_up(server)  # smtplib may leave a refused mail half said
        if _breaks_off(error):
            raise BrokenOff from error
        return False
    _record(mail, state=OutgoingMail.State.SENT, sent_at=timezone.now(), last_error="")
    return True


def answer_of(error: Exception) -> tuple[int, str]:
    """The code that the mail server answered, and the finer one in its text (RFC 3463), of several recipients the first.

    0 and nothing when it did not come so far.
    """
    if isinstance(error, SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()), (0, b""))
    else:
        code, text = getattr(error, "smtp_code", 0), getattr(error, "smtp_error", b"")
    said = text if isinstance(text, bytes) else str(text).encode()
    finer = re.match(rb"[245]\.\d{1,3}\.\d{1,3}\b", said)
    return code, finer[0].decode() if finer else ""


def is_final(error: Exception) -> bool:
    """Whether this mail will be refused for ever (RFC 5321: 5xx). A refused sender or password is no fault of the mail."""
    return isinstance(error, SMTPRecipientsRefused | SMTPDataError) and 500 <= answer_of(error)[0] < 600


def _breaks_off(error: Exception) -> bool:
    """Whether the server says no more: it hangs, is gone, or said goodbye (421)."""
    is_answer = isinstance(error, SMTPResponseException | SMTPRecipientsRefused)
    return answer_of(error)[0] == 421 if is_answer else isinstance(error, OSError)


def _postpone(mail: OutgoingMail, error: Exception) -> None:
    # The server's answer may quote the address: keep the kind of error, and of an answer its codes only.
    code, finer = answer_of(error)
    reason = " ".join(str(part) for part in (type(error).__name__, code, finer) if part)[:200]
    if is_final(error) or mail.attempts >= MAX_ATTEMPTS:
        _record(mail, state=OutgoingMail.State.FAILED, last_error=reason)
    else:
        due_at = timezone.now() + BACKOFF[mail.attempts - 1]
        _record(mail, state=OutgoingMail.State.QUEUED, due_at=due_at, last_error=reason)


def _record(mail: OutgoingMail, **changes: Any) -> None:
    """Unless the lease ran out and another worker claimed it: then that one tells how it ended."""
    type(mail)._default_manager.filter(pk=mail.pk, attempts=mail.attempts).update(**changes)
