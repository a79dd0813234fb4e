"""The mail that asks an owner whether a commitment is right; `zorgpact.outbox` knows how it is sent."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from zorgpact.cms.models import SiteSettings
from zorgpact.dialogue.models import CommitmentLink, CommitmentMail
from zorgpact.outbox import delivery


def compose(mail: CommitmentMail) -> EmailMessage | None:
    """None when there is nothing to confirm any more."""
    commitment = mail.commitment
    if commitment.is_undone or commitment.action_id or not commitment.person_email:
        return None
    event = commitment.dialogue.event
    token = CommitmentLink.issue_in(mail, CommitmentLink.Purpose.CONFIRM, commitment=commitment)
    site = SiteSettings.load()
    context = {
        "commitment": commitment,
        "event": event,
        "site": site,
        "confirm_url": settings.BASE_URL + reverse("commitment_confirm", args=[token]),
    }
    organiser = event.organiser_email or site.contact_email
    return EmailMessage(
        subject=" ".join(f"Klopt deze toezegging? {event.title}".split()),
        body=render_to_string("dialogue/mail/confirm.txt", context).strip() + "\n",
        to=[commitment.person_email],
        reply_to=[organiser] if organiser else None,
        headers={"Auto-Submitted": "auto-generated"},
    )


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    mails = CommitmentMail.objects.select_related("commitment__dialogue__event", "commitment__thread")
    return delivery.deliver_due(mails, compose, limit)
