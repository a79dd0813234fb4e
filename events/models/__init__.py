"""Sessions, who registered for them, and the mail that they are owed."""

from events.models.events import Event, EventQuerySet, EventTopic
from events.models.registrations import AccessToken, Mail, Registration, RegistrationCount

__all__ = ["AccessToken", "Event", "EventQuerySet", "EventTopic", "Mail", "Registration", "RegistrationCount"]
