"""What a mail says: text, HTML and a calendar file, with a link to withdraw that only its receiver knows."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from events.ical import appointment
from events.models import AccessToken, Event, Mail, Registration
from zorgpact.cms.models import SiteSettings
from zorgpact.outbox.writing import write

SUBJECTS = {
    Mail.Kind.CONFIRM: "Bevestig je aanmelding: {}",
    Mail.Kind.CONFIRMED: "Je bent aangemeld: {}",
    Mail.Kind.WAITING: "Je staat op de wachtlijst: {}",
    Mail.Kind.PROMOTED: "Er is een plek voor je: {}",
    Mail.Kind.CANCELLED: "Je aanmelding is geannuleerd: {}",
    Mail.Kind.NOT_ADDED: "Niet aangemeld: {}",
    Mail.Kind.MOVED: "Er verandert iets: {}",
    Mail.Kind.CALLED_OFF: "Gaat niet door: {}",
    Mail.Kind.RESUMED: "Gaat toch door: {}",
}
STATUSES_NEEDED = {
    Mail.Kind.CONFIRM: Registration.ACTIVE,
    Mail.Kind.CONFIRMED: (Registration.Status.CONFIRMED,),
    Mail.Kind.WAITING: (Registration.Status.WAITING,),
    Mail.Kind.PROMOTED: (Registration.Status.CONFIRMED,),
    Mail.Kind.CANCELLED: (Registration.Status.CANCELLED,),
    Mail.Kind.NOT_ADDED: tuple(Registration.Status),
    Mail.Kind.MOVED: Registration.ACTIVE,
    Mail.Kind.CALLED_OFF: Registration.ACTIVE,
    Mail.Kind.RESUMED: Registration.ACTIVE,
}
FAREWELLS = {Mail.Kind.CANCELLED, Mail.Kind.CALLED_OFF}
WITHOUT_CALENDAR = {Mail.Kind.NOT_ADDED, Mail.Kind.CONFIRM}
CHANGES = {"when": "Wanneer", "location": "Waar", "online_url": "Deelnemen via"}


def is_outdated(mail: Mail) -> bool:
    """Whether the registration or the session changed after this mail was owed: another one tells the news."""
    if mail.registration.status not in STATUSES_NEEDED[Mail.Kind(mail.kind)]:
        return True
    if mail.kind == Mail.Kind.CONFIRM and mail.registration.confirm_by is None:
        return True
    if mail.kind in (Mail.Kind.CANCELLED, Mail.Kind.NOT_ADDED):  # true whether the session is on or off
        return False
    return mail.registration.event.is_off != (mail.kind == Mail.Kind.CALLED_OFF)


def changes_in(mail: Mail) -> list[dict[str, str]]:
    """What is other than its receiver knew, in words: label, and what it was and is."""
    if not mail.earlier:
        return []
    was, now = Event.as_told(mail.earlier), Event.as_told(mail.registration.facts)
    told = [(label, getattr(was, name), getattr(now, name)) for name, label in CHANGES.items()]
    return [
        {"label": label, "was": old or "nog niet bekend", "now": new or "nog niet bekend"}
        for label, old, new in told
        if old != new
    ]


def compose(mail: Mail) -> EmailMultiAlternatives | None:
    """The message, ready to be sent; None when it is outdated. Each has links of its own."""
    if is_outdated(mail):
        return None
    registration, event = mail.registration, mail.registration.event
    about = {"registration": registration}
    context = {
        "registration": registration,
        "event": event,
        "event_url": settings.BASE_URL + event.get_absolute_url() if event.live else "",
        "changes": changes_in(mail),
        "refused_name": mail.refused_name,
        "register_url": settings.BASE_URL + reverse("registration_create", args=[event.slug]),
        "agenda_url": settings.BASE_URL + reverse("event_list"),
        "cancel_url": None
        if mail.kind in FAREWELLS | WITHOUT_CALENDAR
        else AccessToken.url_in(mail, AccessToken.Purpose.CANCEL, "registration_cancel", **about),
        "confirm_url": AccessToken.url_in(mail, AccessToken.Purpose.CONFIRM, "registration_confirm", **about)
        if registration.confirm_by
        else None,
        "data_url": AccessToken.url_in(mail, AccessToken.Purpose.DATA, "registration_data", **about),
        "position": registration.queue_position,
        "site": SiteSettings.load(),
    }
    organiser = event.organiser_email or context["site"].contact_email
    subject = SUBJECTS[Mail.Kind(mail.kind)].format(event.title)
    message = write(f"events/mail/{mail.kind}", context, subject, registration.email, organiser)
    if method := _calendar_method(mail):
        content = appointment(event, method=method, told_at=mail.created_at, with_access=method == "PUBLISH")
        message.attach("sessie.ics", content.decode(), f"text/calendar; method={method}")
    return message


def _calendar_method(mail: Mail) -> str | None:
    """PUBLISH puts the session in the receiver's calendar, CANCEL takes it out. Who waits is not given it."""
    if mail.kind in WITHOUT_CALENDAR:
        return None
    if mail.kind in FAREWELLS:
        return "CANCEL"
    return "PUBLISH" if mail.registration.status == Registration.Status.CONFIRMED else None
