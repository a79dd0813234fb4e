"""The mail that asks an owner whether a commitment is right; `zorgpact.outbox` knows how it is sent."""

from django.core.mail import EmailMessage

from zorgpact.cms.models import SiteSettings
from zorgpact.dialogue.models import CommitmentLink, CommitmentMail
from zorgpact.outbox import delivery
from zorgpact.outbox.writing import write


def compose(mail: CommitmentMail) -> EmailMessage | None:
    """None when there is nothing to confirm any more."""
    commitment = mail.commitment
    if commitment.is_undone or commitment.action_id or not commitment.person_email:
        return None
    event = commitment.dialogue.event
    site = SiteSettings.load()
    context = {
        "commitment": commitment,
        "event": event,
        "site": site,
        "confirm_url": CommitmentLink.url_in(
            mail, CommitmentLink.Purpose.CONFIRM, "commitment_confirm", commitment=commitment
        ),
    }
    organiser = event.organiser_email or site.contact_email
    subject = f"Klopt deze toezegging? {event.title}"
    return write("dialogue/mail/confirm", context, subject, commitment.person_email, organiser)


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    mails = CommitmentMail.objects.select_related("commitment__dialogue__event", "commitment__thread")
    return delivery.deliver_due(mails, compose, limit)
