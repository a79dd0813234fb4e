"""How long personal data is kept: `settings.RETENTION_DAYS`. What is older is erased by the clock, also after a pause."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from events.erasing import erase_again
from events.models import Event, Mail, Registration, RegistrationCount
from events.registration import locked_event

UNPROVEN = timedelta(days=1)


def forget_old() -> int:
    """Erase what was kept long enough, and again whom a restored database brought back; returns how many rows it touched.

    Doing it twice changes nothing. For the scheduler.
    """
    return forget_unproven() + forget_wishes() + forget_mails() + forget_registrations() + erase_again()


def kept_since(name: str) -> datetime:
    """What is from before this moment was kept long enough."""
    return timezone.now() - timedelta(days=settings.RETENTION_DAYS[name])


def forget_unproven() -> int:
    """Who never clicked, a day after the place was given back."""
    late = Registration.objects.filter(confirm_by__lt=timezone.now() - UNPROVEN)
    count = 0
    for event_id in sorted(set(late.order_by().values_list("event_id", flat=True))):
        with locked_event(event_id):  # somebody may click, or register again, at this moment
            count += late.filter(event=event_id).delete()[0]
    return count


def forget_wishes() -> int:
    """Remarks too: people write there what they need."""
    over = Registration.objects.filter(event__end_at__lt=kept_since("wishes"))
    return over.exclude(remarks="", wishes="").update(remarks="", wishes="", wishes_allowed_at=None)


def forget_mails() -> int:
    """Those that went out or failed for good."""
    ended = [Mail.State.SENT, Mail.State.FAILED]
    return Mail.objects.filter(created_at__lt=kept_since("mails"), state__in=ended).delete()[0]


def forget_registrations() -> int:
    """With their mails and links; how many there were of each status stays."""
    over = Event.objects.filter(end_at__lt=kept_since("registrations"), registrations__isnull=False)
    return sum(reduce_to_counts(pk) for pk in over.values_list("pk", flat=True).distinct())


def reduce_to_counts(event_id: int) -> int:
    with locked_event(event_id) as event:
        counts = event.registrations.order_by().values_list("status").annotate(number=models.Count("pk"))
        for status, number in counts:
            count, _ = RegistrationCount.objects.get_or_create(
                event=event, status=status, defaults={"number": 0}
            )
            count.number += number
            count.save()
        return event.registrations.all().delete()[0]
