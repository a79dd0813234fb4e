"""Who organised a session is reminded of its report, three and seven days after it, until something of it is published.

By the clock: a run that was missed is made up for, and a second run does nothing. What was overtaken is not sent: after a
pause of a week one mail comes, not two.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from zorgpact.cms.models import SiteSettings
from zorgpact.dialogue.models import Dialogue
from zorgpact.news.models import NewsPage, ReportReminder
from zorgpact.outbox import delivery
from zorgpact.outbox.writing import write

DAYS = (3, 7)
NOT_AFTER = timedelta(days=30)


def waiting() -> models.QuerySet[Dialogue]:
    """Rooms that closed three days ago or more, of which neither the outcomes nor a report is public. Oldest first."""
    before = timezone.now() - timedelta(days=DAYS[0])
    rooms = Dialogue.objects.filter(state=Dialogue.State.CLOSED, is_rehearsal=False, closed_at__lte=before)
    published = NewsPage.objects.live().filter(dialogue=models.OuterRef("pk"))
    rows = rooms.exclude(code="").exclude(models.Exists(published))
    return rows.select_related("event", "prepared_by").order_by("closed_at")


def address_of(dialogue: Dialogue) -> str:
    """The organiser of the session, or else who prepared the room; empty when nobody is known."""
    if dialogue.event.organiser_email:
        return dialogue.event.organiser_email
    user = dialogue.prepared_by
    return user.email if user and user.is_active else ""


def remind_organisers() -> int:
    """Owe the mails that are due; returns how many. For the scheduler."""
    now = timezone.now()
    return sum(remind(room) for room in waiting().filter(closed_at__gt=now - NOT_AFTER) if address_of(room))


@transaction.atomic
def remind(dialogue: Dialogue) -> bool:
    """Whether there was a mail to owe."""
    if dialogue.closed_at is None:
        return False
    passed = (timezone.now() - dialogue.closed_at).days
    day = max(day for day in DAYS if day <= passed)
    _, is_new = ReportReminder.objects.get_or_create(dialogue=dialogue, day=day)
    return is_new


def compose(mail: ReportReminder) -> EmailMessage | None:
    """None when it was published meanwhile, or when nobody is known any more."""
    dialogue = waiting().filter(pk=mail.dialogue_id).first()
    address = address_of(dialogue) if dialogue else ""
    if dialogue is None or not address:
        return None
    site = SiteSettings.load()
    context = {
        "event": dialogue.event,
        "site": site,
        "day": mail.day,
        "room_url": settings.BASE_URL + reverse("gesprek:room", args=[dialogue.pk]),
    }
    subject = f"Nog geen verslag: {dialogue.event.title}"
    return write("news/mail/report", context, subject, address, site.contact_email)


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    return delivery.deliver_due(ReportReminder.objects.all(), compose, limit)
