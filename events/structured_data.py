"""What search engines read about a session: schema.org's Event."""

from django.conf import settings

from events.models import Event


def event_data(event: Event) -> dict:
    """For `json_ld`."""
    return {
        "@type": "Event",
        "name": event.title,
        "description": event.introduction,
        "url": settings.BASE_URL + event.get_absolute_url(),
        "startDate": event.start_at.isoformat(),
        "endDate": event.end_at.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if event.is_cancelled else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/"
        + ("OnlineEventAttendanceMode" if event.is_online else "OfflineEventAttendanceMode"),
        "location": _location(event),
        "organizer": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": settings.BASE_URL},
        "inLanguage": "nl",
    }


def _location(event: Event) -> dict:
    if event.is_online:
        return {"@type": "VirtualLocation", "url": settings.BASE_URL + event.get_absolute_url()}
    address = {
        "@type": "PostalAddress",
        "streetAddress": event.address,
        "addressLocality": event.place,
        "addressCountry": "NL",
    }
    return {"@type": "Place", "name": event.venue or event.place, "address": address}
