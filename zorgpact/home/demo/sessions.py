"""Sessions and who registered for them. Their dates may be relative to the day of loading."""

import datetime
from typing import Any

from django.utils import timezone

from events.models import Event, Registration
from zorgpact.home.demo.fields import local_time
from zorgpact.home.demo.files import BadContent, read_file, read_folder
from zorgpact.home.demo.maker import Maker

SATURDAY = 5  # date.weekday()
HOLIDAYS = {"04-27", "05-05"}  # month and day
CHRISTMAS, AFTER_NEW_YEAR = "12-24", "01-03"
RELATIVE_KEYS = ("days_from_now", "start_time", "hours", "registration_opens_in_days")
OPENS_BEFORE = datetime.timedelta(days=90)
CLOSES_BEFORE = datetime.timedelta(days=1)


def load_sessions(maker: Maker) -> None:
    for file in read_folder(maker.folder, "events"):
        maker.publish(Event, file.slug, with_moments(file.data, file.name), file.name)


def with_moments(data: dict[str, Any], where: str) -> dict[str, Any]:
    """Replace what is relative to today by moments."""
    relative = {key: data[key] for key in RELATIVE_KEYS if key in data}
    if not relative:
        return data
    try:
        start_time = datetime.time.fromisoformat(relative["start_time"])
        day = on_a_working_day(timezone.localdate() + datetime.timedelta(days=relative["days_from_now"]))
        length = datetime.timedelta(hours=relative["hours"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadContent(
            where, f"een sessie heeft days_from_now, start_time en hours nodig ({error})."
        ) from error
    start_at = local_time(datetime.datetime.combine(day, start_time))
    opens_at = min(start_at, timezone.now()) - OPENS_BEFORE
    if "registration_opens_in_days" in relative:
        opens_on = timezone.localdate() + datetime.timedelta(days=relative["registration_opens_in_days"])
        opens_at = local_time(datetime.datetime.combine(opens_on, datetime.time(9)))
    moments = {
        "start_at": start_at,
        "end_at": start_at + length,
        "registration_opens_at": opens_at,
        "registration_closes_at": start_at - CLOSES_BEFORE,
    }
    return moments | {key: value for key, value in data.items() if key not in RELATIVE_KEYS}


def on_a_working_day(day: datetime.date) -> datetime.date:
    """This day, or the first after it on which people would come. Easter and Whitsun are not known."""
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def is_working_day(day: datetime.date) -> bool:
    date = f"{day:%m-%d}"
    return day.weekday() < SATURDAY and date not in HOLIDAYS and AFTER_NEW_YEAR <= date < CHRISTMAS


def load_registrations(maker: Maker) -> None:
    """Fictional people, written in the order in which they registered: no mail is owed to them."""
    file = read_file(maker.folder, "registrations.toml")
    for slug, people in file.data.items():
        source = f"{file.name}#{slug}"
        event = Event.objects.filter(slug=slug).first()
        if source in maker.ledger or (event is None and f"events/{slug}.toml" in maker.ledger):
            continue
        if event is None:
            raise BadContent(file.name, f"de sessie {slug!r} bestaat niet.")
        if not event.registrations.exists():
            register(maker, event, people, source)
        maker.ledger.note(event, source)


def register(maker: Maker, event: Event, people: list[dict[str, Any]], source: str) -> None:
    first_at = timezone.now() - datetime.timedelta(hours=7 * len(people))
    for number, person in enumerate(people):
        where = f"{source}[{number + 1}]"
        queued_at = first_at + datetime.timedelta(hours=7 * number)
        registration = Registration(event=event, status=Registration.Status.CONFIRMED, queued_at=queued_at)
        maker.fields.fill(registration, person, where)
        if registration.status == Registration.Status.CANCELLED:
            registration.cancelled_at = timezone.now()
        maker.fields.check(registration, where)
        registration.save()
        Registration.objects.filter(pk=registration.pk).update(created_at=queued_at)
