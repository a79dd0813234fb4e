"""Sessions and who registered for them. Their dates may be relative to the day of loading."""

import datetime
from typing import Any

from django.utils import timezone

from events.models import Event, Registration
from zorgpact.demo.making import Maker
from zorgpact.demo.reading import BadContent, local_time, read_file, read_folder
from zorgpact.dialogue.models import Dialogue
from zorgpact.dialogue.preparing import prepare

SATURDAY = 5  # date.weekday()
HOLIDAYS = {"04-27", "05-05"}  # month and day
CHRISTMAS, AFTER_NEW_YEAR = "12-24", "01-03"
RELATIVE_KEYS = ("days_from_now", "start_time", "hours", "registration_opens_in_days")
OPENS_BEFORE = datetime.timedelta(days=90)
CLOSES_BEFORE = datetime.timedelta(days=1)
BETWEEN_TWO = datetime.timedelta(hours=7)


def load_sessions(maker: Maker) -> None:
    for file in read_folder(maker.folder, "events"):
        data = with_moments(file.data, file.name)
        tables = data.pop("tables", 0)
        outcomes: dict[str, Any] = {key: data.pop(key) for key in ("threads", "contributions") if key in data}
        event = maker.publish(Event, file.slug, data, file.name)
        if event and outcomes:
            maker.make(Dialogue(event=event), with_links(outcomes), file.name)
        if event and tables:
            prepare(event, tables)


def with_links(outcomes: dict[str, Any]) -> dict[str, Any]:
    """What a session yielded, with the slugs of actions at a thread as the rows that link them."""
    threads = [
        {"text": thread["text"], "thread_actions": [{"action": slug} for slug in thread.get("actions", [])]}
        for thread in outcomes.get("threads", [])
    ]
    return outcomes | {"threads": threads}


def with_moments(data: dict[str, Any], where: str) -> dict[str, Any]:
    """Replace what is relative to today by moments: such a session is invented."""
    if not data.keys() & set(RELATIVE_KEYS):
        return dict(data)
    try:
        start_at = moment_of(data["days_from_now"], data["start_time"])
        length = datetime.timedelta(hours=data["hours"])
    except (KeyError, TypeError, ValueError) as error:
        why = f"een sessie heeft days_from_now, start_time en hours nodig ({error})."
        raise BadContent(where, why) from error
    opens_at = min(start_at, timezone.now()) - OPENS_BEFORE
    if "registration_opens_in_days" in data:
        opens_at = moment_of(data["registration_opens_in_days"], "09:00")
    moments = {
        "start_at": start_at,
        "end_at": start_at + length,
        "registration_opens_at": opens_at,
        "registration_closes_at": start_at - CLOSES_BEFORE,
        "is_example": True,
    }
    return moments | {key: value for key, value in data.items() if key not in RELATIVE_KEYS}


def moment_of(days_from_now: int, time: str) -> datetime.datetime:
    day = on_a_working_day(timezone.localdate() + datetime.timedelta(days=days_from_now))
    return local_time(datetime.datetime.combine(day, datetime.time.fromisoformat(time)))


def on_a_working_day(day: datetime.date) -> datetime.date:
    """This day, or the first after it on which people would come. Easter and Whitsun are not known."""
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def is_working_day(day: datetime.date) -> bool:
    date = f"{day:%m-%d}"
    return day.weekday() < SATURDAY and date not in HOLIDAYS and AFTER_NEW_YEAR <= date < CHRISTMAS


def load_registrations(maker: Maker) -> None:
    """Fictional people for the sessions that nobody registered for yet."""
    file = read_file(maker.folder, "registrations.toml")
    for slug, people in file.data.items():
        source = f"{file.name}#{slug}"
        event = Event.objects.filter(slug=slug).first()
        if source in maker.made or (event is None and f"events/{slug}.toml" in maker.made):
            continue
        if event is None:
            raise BadContent(file.name, f"de sessie {slug!r} bestaat niet.")
        if not event.registrations.exists():
            register(maker, event, people, source)
            maker.count += len(people)
        maker.note(event, source)


def register(maker: Maker, event: Event, people: list[dict[str, Any]], where: str) -> None:
    """Written in the order in which they registered: no mail is owed to them."""
    now = timezone.now()
    for number, person in enumerate(people):
        queued_at = now - (len(people) - number) * BETWEEN_TWO
        data = {"status": Registration.Status.CONFIRMED, "queued_at": queued_at} | person
        if data["status"] == Registration.Status.CANCELLED:
            data["cancelled_at"] = now
        registration = maker.make(Registration(event=event), data, f"{where}[{number + 1}]")
        Registration.objects.filter(pk=registration.pk).update(created_at=queued_at)
