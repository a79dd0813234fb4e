"""Sessions as iCalendar files (RFC 5545), for any calendar. Times are in UTC, which is right everywhere."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Appointment

from events.models import Event
from zorgpact.cms.models import SiteSettings
from zorgpact.cms.texts import without_controls

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
    contact = event.organiser_email or contact_address()
    calendar.add_component(_entry(event, contact, method == "CANCEL", told_at, with_access))
    return calendar.to_ical()


def agenda(events: Iterable[Event]) -> bytes:
    """A file with all these events, to subscribe to.

    A calendar has at least one component (RFC 5545, 3.6): without events that is the time zone.
    """
    calendar = _calendar("PUBLISH")
    calendar.add(
        "x-wr-calname", "Agenda van Zorgpact"
    )  # icalendar does not escape this one: no text of editors here
    contact = contact_address()
    for event in events:
        calendar.add_component(_entry(event, event.organiser_email or contact))
    if not calendar.subcomponents:
        calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    return calendar.to_ical()


def contact_address() -> str:
    """Whom to write to where a session names nobody: an ORGANIZER is required in what is mailed (RFC 5546, 3.2)."""
    return SiteSettings.load().contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Zorgpact//Agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _span(event: Event) -> tuple[date, date]:
    """Two moments; of a session of which only the day is known, that day and the one after it."""
    if not event.is_whole_day:
        return event.start_at.astimezone(UTC), event.end_at.astimezone(UTC)
    return timezone.localdate(event.start_at), timezone.localdate(event.end_at) + timedelta(days=1)


def _entry(
    event: Event,
    contact: str,
    withdrawn: bool = False,
    told_at: datetime | None = None,
    with_access: bool = False,
) -> Appointment:
    changed_at = max(event.updated_at or timezone.now(), told_at or COUNTING_FROM)
    url = settings.BASE_URL + event.get_absolute_url()
    access = f"Doe mee via {event.online_url}" if with_access and event.online_url else ""
    entry = Appointment()
    entry.add("uid", f"sessie-{event.pk}@{settings.BASE_URL.split('//')[-1]}")
    entry.add("sequence", int((changed_at - COUNTING_FROM).total_seconds()))
    entry.add("dtstamp", changed_at.astimezone(UTC))
    entry.add("last-modified", changed_at.astimezone(UTC))
    start, end = _span(event)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    entry.add("summary", f"Gaat niet door: {event.title}" if event.is_cancelled else event.title)
    entry.add("description", "\n\n".join(filter(None, [event.introduction, access, url])))
    entry.add("location", event.location)
    entry.add("url", url)
    entry.add("status", "CANCELLED" if withdrawn or event.is_cancelled else "CONFIRMED")
    organiser = vCalAddress(f"mailto:{contact}")
    organiser.params["CN"] = vText(settings.WAGTAIL_SITE_NAME)
    entry.add("organizer", organiser)
    for name in ("summary", "description", "location"):
        entry[name] = vText(without_controls(str(entry[name])))
    return entry
