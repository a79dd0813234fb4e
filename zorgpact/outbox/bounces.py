"""Mail that came back. A report of delivery (RFC 3464) to the address of one mail, saying that it failed for ever, marks it.

Whatever else lies in that mailbox does nothing: delays, answers of people and their holidays, forgeries, and what is broken.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from urllib.parse import unquote, urlsplit

from django.conf import settings

from zorgpact.outbox.models import OutgoingMail
from zorgpact.outbox.senders import mail_of

logger = logging.getLogger(__name__)

LARGEST = 1_000_000  # bytes; a report has a few thousand, with the mail itself behind it
MOST_AT_ONCE = 200
TIMEOUT = 15  # seconds
ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "Cc")
ADDRESS = re.compile(r"[^\s<>,;:\"'()]{1,100}@[^\s<>,;:\"'()]{1,255}")


def record_bounce(content: bytes) -> bool:
    """Note that a mail did not arrive, when that is what this message says; whether it was."""
    if len(content) > LARGEST:
        return False
    try:
        message = message_from_bytes(content)
        status = final_status(message)
        mail = next(filter(None, map(mail_of, addresses_in(message))), None) if status else None
    except Exception as error:  # whatever somebody sends; the error may quote it
        logger.warning("Een teruggekomen bericht is onleesbaar: %s", type(error).__name__)
        return False
    if mail is None:
        return False
    # What waits for another attempt is not given up: somebody may have mended the address.
    sent = type(mail)._default_manager.filter(pk=mail.pk, state=OutgoingMail.State.SENT)
    is_new = sent.update(state=OutgoingMail.State.FAILED, last_error=f"Bounce {status}") == 1
    if is_new:
        logger.warning("%s %s came back: %s", mail._meta.label, mail.pk, status)
    return is_new


def final_status(message: Message) -> str:
    """The code by which delivery failed for ever, such as 5.1.1 (RFC 3463); nothing when this is no such report."""
    report_type = message.get_param("report-type", "")
    if message.get_content_type() != "multipart/report" or str(report_type).lower() != "delivery-status":
        return ""
    parts = (part for part in message.walk() if part.get_content_type() == "message/delivery-status")
    for recipient in (block for part in parts for block in part.walk()):
        action = str(recipient.get("Action", "")).strip().lower()
        status = re.match(r"\s*(5\.\d{1,3}\.\d{1,3})\b", str(recipient.get("Status", "")))
        if action == "failed" and status:
            return status[1]
    return ""


def addresses_in(message: Message) -> Iterator[str]:
    for name in ADDRESSED:
        for value in message.get_all(name, [])[:20]:
            yield from ADDRESS.findall(str(value)[:5000])[:20]


def read_mailbox() -> int:
    """Read what is new in BOUNCE_MAILBOX; returns how many mails had not arrived.

    What said so is removed, for it names people; all else stays, as read, for somebody to look at.
    Raises OSError and imaplib.IMAP4.error when the mailbox cannot be read.
    """
    place = urlsplit(settings.BOUNCE_MAILBOX)
    context = ssl.create_default_context()
    count = 0
    with imaplib.IMAP4_SSL(
        place.hostname or "", place.port or 993, ssl_context=context, timeout=TIMEOUT
    ) as box:
        box.login(unquote(place.username or ""), unquote(place.password or ""))
        state, answer = box.select(place.path.strip("/") or "INBOX")
        if state != "OK":
            raise imaplib.IMAP4.error(f"no such mailbox: {answer!r}")
        numbers = box.uid("SEARCH", "UNSEEN")[1][0].split()
        for number in numbers[:MOST_AT_ONCE]:
            uid = number.decode()
            is_bounce = record_bounce(fetched(box, uid))
            box.uid("STORE", uid, "+FLAGS", r"(\Seen \Deleted)" if is_bounce else r"(\Seen)")
            count += is_bounce
        box.expunge()
    return count


def fetched(box: imaplib.IMAP4, uid: str) -> bytes:
    """A message, or so much of it that it is seen to be too large."""
    answer = box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST + 1}>)")[1]
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")
