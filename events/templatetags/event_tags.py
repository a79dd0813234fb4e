"""Sessions for the pages of any app. Each tag costs one or two queries and shows sessions that anyone may find."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from events.models import Event
from events.structured_data import event_data
from pacts.models import Region

register = template.Library()

MOST = 4
BUTTONS = {
    Event.Availability.OPEN: "Meld je aan",
    Event.Availability.WAITING: "Zet me op de wachtlijst",
}


@register.inclusion_tag("events/_sessions.html")
def sessions_in(region: Region, title: str = "Sessies in deze regio") -> dict[str, Any]:
    """What is coming and what was, in a region; says where to look when there is nothing."""
    events = Event.objects.listed().in_region(region).nearest_first().first_few(MOST).with_places()
    more_url = f"{reverse('event_list')}?regio={region.slug}"
    return {
        "events": events,
        "title": title,
        "more_url": more_url,
        "link": "Alle sessies in deze regio",
        "empty": True,
    }


@register.simple_tag
def retention_days(name: str) -> int:
    """How many days after a session this is kept."""
    return settings.RETENTION_DAYS[name]


@register.simple_tag
def retention_periods() -> list[tuple[str, str]]:
    """What is kept, and until when, in words."""
    days = settings.RETENTION_DAYS
    return [
        ("Opmerkingen en wensen (dieet, toegankelijkheid)", f"{days['wishes']} dagen na de sessie"),
        (
            "De rest van je aanmelding",
            f"{days['registrations']} dagen na de sessie; alleen het aantal aanmeldingen blijft",
        ),
        ("Wanneer welke mail aan jou is verstuurd", f"{days['mails']} dagen"),
        ("Wie we vragen hoe het met een actie gaat", f"{days['contacts']} dagen na de laatste open actie"),
        ("Wie namens een organisatie meedoet", f"{days['contacts']} dagen nadat de actie voorbij is"),
        ("Je adres, als je een actie, pact of regio volgt", "tot je stopt"),
        ("Verslagen van de server (logs)", "30 dagen"),
    ]


@register.simple_tag
def sessions_by_region() -> dict[int, int]:
    """Those that are still to come."""
    return Event.objects.listed().upcoming().count_by_region()


@register.inclusion_tag("events/_sessions.html")
def pact_sessions(pact: Any, title: str = "Sessies van dit pact") -> dict[str, Any]:
    if pact.pk is None:  # an editor previews what is not saved yet
        return {"events": [], "title": title}
    events = Event.objects.listed().filter(pact=pact).nearest_first().first_few(MOST).with_places()
    return {"events": events, "title": title}


@register.inclusion_tag("events/_next_session.html")
def next_session() -> dict[str, Any]:
    """The nearest session that still takes registrations, as a ticket."""
    events = Event.objects.listed().open_for_registration().order_by("start_at", "pk")
    return {"event": events.first_few(1).with_places().first()}


@register.simple_tag
def registration_button(event: Event) -> dict[str, str]:
    """Where one registers and what the button says; nothing when nobody can. For rows of `with_places()`."""
    text = BUTTONS.get(event.availability)
    return {"url": reverse("registration_create", args=[event.slug]), "text": text} if text else {}


# --- For the session's own page, which the editor's preview shows as well -----------------------------------


@register.inclusion_tag("components/ticket.html")
def event_ticket(event: Event, with_button: bool = True) -> dict[str, Any]:
    """When, where, whether there is a place, and what to do now. For rows of `with_places()`."""
    availability = event.availability
    button_text = BUTTONS.get(availability) if with_button else None
    is_known = availability not in (Event.Availability.PAST, Event.Availability.CANCELLED)
    return {
        "start_at": event.start_at,
        "end_at": event.end_at,
        "last_day": event.last_day,
        "is_whole_day": event.is_whole_day,
        "place": event.location,
        "is_online": event.is_online,
        "places_left": event.places_left if availability == Event.Availability.OPEN else None,
        "status": availability.value,
        "status_label": availability.label,
        "button_url": reverse("registration_create", args=[event.slug]) if button_text else None,
        "button_text": button_text,
        "note": _note(event, availability) if is_known else None,
    }


def _note(event: Event, availability: Event.Availability) -> str:
    until = _moment(event.registration_closes_at or event.start_at)
    return {
        Event.Availability.OPEN: f"Aanmelden kan tot {until}.",
        Event.Availability.WAITING: "Alles is bezet. Zegt iemand af, dan schuift de wachtlijst vanzelf door.",
        Event.Availability.FULL: "Alles is bezet. Zegt iemand af, dan kun je je hier weer aanmelden.",
        Event.Availability.EARLY: f"Aanmelden kan vanaf {_moment(event.registration_opens_at)}.",
        Event.Availability.CLOSED: f"Aanmelden kon tot {until}.",
    }[availability]


def _moment(moment: datetime | None) -> str:
    return date_format(localtime(moment), r"l j F Y, G.i \u\u\r") if moment else ""


@register.simple_tag
def event_speakers(event: Event) -> list[Any]:
    """The values of the speakers' blocks, their portraits with renditions in one query."""
    people = [block.value for block in event.speakers]
    prefetch_related_objects([person["portrait"] for person in people if person["portrait"]], "renditions")
    return people


register.simple_tag(event_data)
