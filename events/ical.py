"""Sessions as iCalendar files (RFC 5545), for any calendar. Times are in UTC, which is right everywhere."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Appointment

from events.models import Event

COUNTING_FROM = datetime(2020, 1, 1, tzinfo=UTC)


def appointment(
    event: Event, method: str = "PUBLISH", told_at: datetime | None = None, with_access: bool = False
) -> bytes:
    """A file with one appointment.

    `told_at` is when the receiver is told this; a later file replaces an earlier one, so withdrawing and
    registering again leaves the right thing in the calendar. `with_access` adds the address of an online
    session: for participants only.
    """
    calendar = _calendar(method)
    calendar.add_component(_entry(event, method == "CANCEL", told_at, with_access))
    return calendar.to_ical()


def agenda(events: Iterable[Event]) -> bytes:
    """A file with all these events, to subscribe to."""
    calendar = _calendar("PUBLISH")
    calendar.add(
        "x-wr-calname", "Agenda van Zorgpact"
    )  # icalendar does not escape this one: no text of editors here
    for event in events:
        calendar.add_component(_entry(event))
    return calendar.to_ical()


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Zorgpact//Agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _entry(
    event: Event, withdrawn: bool = False, told_at: datetime | None = None, with_access: bool = False
) -> Appointment:
    changed_at = max(event.updated_at or timezone.now(), told_at or COUNTING_FROM)
    url = settings.BASE_URL + event.get_absolute_url()
    access = f"Doe mee via {event.online_url}" if with_access and event.online_url else ""
    entry = Appointment()
    entry.add("uid", f"sessie-{event.pk}@{settings.BASE_URL.split('//')[-1]}")
    entry.add("sequence", int((changed_at - COUNTING_FROM).total_seconds()))
    entry.add("dtstamp", changed_at.astimezone(UTC))
    entry.add("last-modified", changed_at.astimezone(UTC))
    entry.add("dtstart", event.start_at.astimezone(UTC))
    entry.add("dtend", event.end_at.astimezone(UTC))
    entry.add("summary", event.title)
    entry.add("description", "\n\n".join(filter(None, [event.introduction, access, url])))
    entry.add("location", event.location)
    entry.add("url", url)
    entry.add("status", "CANCELLED" if withdrawn or event.is_cancelled else "CONFIRMED")
    if event.organiser_email:
        organiser = vCalAddress(f"mailto:{event.organiser_email}")
        organiser.params["CN"] = vText(settings.WAGTAIL_SITE_NAME)
        entry.add("organizer", organiser)
    return entry
