"""Where a mail comes back that cannot be delivered: an address of its own for each (VERP), so that it tells which one it was.

    bounces@site.nl → bounces+events.mail-123-0f1e2d3c4b5a6978@site.nl

Only on the envelope: who gets the mail sees DEFAULT_FROM_EMAIL. It is signed, and by what only that row knows, so that
nobody can declare another mail lost.
"""

import re

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import constant_time_compare

from zorgpact.outbox.models import OutgoingMail, mail_models, marks

SIGNATURE_LENGTH = (
    16  # hexadecimal digits: 64 bits, and an address may have 64 characters before its @ (RFC 5321)
)


def set_envelope_sender(message: EmailMessage, mail: OutgoingMail) -> None:
    """Without BOUNCE_ADDRESS nothing changes: what cannot be delivered comes back at DEFAULT_FROM_EMAIL."""
    if settings.BOUNCE_ADDRESS:
        message.extra_headers.setdefault("From", message.from_email)
        message.from_email = bounce_address(mail)


def bounce_address(mail: OutgoingMail) -> str:
    local, _, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{local}+{mail._meta.label_lower}-{mail.pk}-{signatures_of(mail)[0]}@{domain}"


def signatures_of(mail: OutgoingMail) -> list[str]:
    """The one of now, and those of earlier keys."""
    # The Message-ID holds the moment as well: a number comes again in a restored database, that moment does not.
    return [mark[:SIGNATURE_LENGTH] for mark in marks("zorgpact.outbox.senders", mail.message_id)]


def mail_of(address: str) -> OutgoingMail | None:
    """The mail that came back at this address; None when nobody here made it. Capitals make no difference on the way."""
    local, _, domain = settings.BOUNCE_ADDRESS.lower().partition("@")
    form = rf"{re.escape(local)}\+([a-z_]+\.[a-z_]+)-(\d{{1,18}})-([0-9a-f]{{{SIGNATURE_LENGTH}}})@{re.escape(domain)}"
    found = re.fullmatch(form, address.strip().lower()) if local else None
    model = next((model for model in mail_models() if found and model._meta.label_lower == found[1]), None)
    if found is None or model is None:
        return None
    mail = model._default_manager.filter(pk=int(found[2])).first()
    is_ours = any(constant_time_compare(one, found[3]) for one in signatures_of(mail)) if mail else False
    return mail if is_ours else None
