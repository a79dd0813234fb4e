"""What search engines read about a session: schema.org's Event."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from events.models import Event

# As in Django's json_script: a text of an editor cannot end the script element.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(event: Event) -> SafeString:
    """A data block: browsers do not run it, so the content security policy lets it be."""
    data = {
        "@context": "https://schema.org",
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
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 (escaped above)


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
