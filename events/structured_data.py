"""What search engines read about a session: schema.org's Event."""

from django.conf import settings
from django.utils import timezone

from events.models import Event


def event_data(event: Event) -> dict:
    """For `json_ld`."""
    start, end = timezone.localtime(event.start_at), timezone.localtime(event.end_at)
    return {
        "@type": "Event",
        "name": event.title,
        "description": event.introduction,
        "url": settings.BASE_URL + event.get_absolute_url(),
        "startDate": (start.date() if event.is_whole_day else start).isoformat(),
        "endDate": (end.date() if event.is_whole_day else end).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if event.is_cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{_mode(event)}EventAttendanceMode",
        "location": _location(event),
        "organizer": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": settings.BASE_URL},
        "inLanguage": "nl",
    }


def _mode(event: Event) -> str:
    if event.is_hybrid:
        return "Mixed"
    return "Online" if event.is_online else "Offline"


def _location(event: Event) -> dict | list[dict]:
    """Where it is: a building, online, or both."""
    online = {"@type": "VirtualLocation", "url": settings.BASE_URL + event.get_absolute_url()}
    address = {
        "@type": "PostalAddress",
        "streetAddress": event.address,
        "addressLocality": event.place,
        "addressCountry": "NL",
    }
    building = {"@type": "Place", "name": event.venue or event.place, "address": address}
    if event.is_hybrid:
        return [building, online]
    return online if event.is_online else building
