"""Registering for a session and withdrawing from it: the only code that hands out places.

Every path locks the event's row first, then counts, then writes; what it owes by mail is written in the
same transaction. So a place is never given twice, whoever comes at the same moment. Doing anything a second
time changes nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from events.mail import bring_up_to_date, enqueue, enqueue_refusal
from events.models import Event, Mail, Registration

HOLD = timedelta(hours=24)
HOLD_ON_THE_LAST_DAY = timedelta(hours=1)
DETAILS = ("name", "email", "organisation", "role", "region", "remarks", "wishes")


class RegistrationClosed(Exception):
    """Nobody can register now. `state` tells why: cancelled, past, early or closed."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


class EventFull(Exception):
    """All places are taken and there is no waiting list. `is_held`: some of them for who still has to click."""

    def __init__(self, is_held: bool):
        super().__init__()
        self.is_held = is_held


@contextmanager
def locked_event(event_id: int) -> Iterator[Event]:
    """The event, its row locked until the block ends. SQLite has no row locks: there BEGIN IMMEDIATE does it.

    Raises Event.DoesNotExist.
    """
    with transaction.atomic():
        yield Event.objects.select_for_update().get(pk=event_id)


def register(event_id: int, details: Mapping[str, Any], must_confirm: bool = False) -> Registration:
    """Give a place or, when there is none left, a place on the waiting list.

    Who is registered already keeps what they have, corrects the rest, and is sent that once more; who withdrew
    joins the end of the queue. One address is one person's: somebody else is not added, and a mail says so.
    With `must_confirm` the place is held until its owner clicks in that mail; until then the last who typed counts,
    afterwards nobody changes anything by typing a name and an address: the mail says whom to ask.
    Raises Event.DoesNotExist (drafts too), RegistrationClosed and EventFull.
    """
    with locked_event(event_id) as event:
        if not event.live:
            raise Event.DoesNotExist
        if event.registration_state != "open":
            raise RegistrationClosed(event.registration_state)
        _promote(event)
        registration = _find(event, details["email"])
        if registration is None or registration.status == Registration.Status.CANCELLED:
            registration = _join(event, registration, details)
            registration.confirm_by = held_until(event) if must_confirm else None
            registration.save(update_fields=["confirm_by"])
        elif registration.confirm_by is None and registration.name.casefold() != details["name"].casefold():
            enqueue_refusal(registration, details["name"])
            return registration
        elif registration.confirm_by or not must_confirm:
            _fill_in(registration, details)
            registration.save()
        enqueue(registration, _mail_about(registration))
    return registration


def held_until(event: Event) -> datetime:
    """A day; an hour on the last day, when others want to know."""
    now = timezone.now()
    is_last_day = event.start_at - now <= HOLD
    return now + (HOLD_ON_THE_LAST_DAY if is_last_day else HOLD)


def confirm(registration_id: int) -> Registration:
    """Its owner clicked: the place is theirs. Who comes too late joins the end of the queue. A second time changes nothing.

    Raises Registration.DoesNotExist, RegistrationClosed when it was too late and nobody can join any more, EventFull.
    """
    event_id = Registration.objects.values_list("event_id", flat=True).get(pk=registration_id)
    with locked_event(event_id) as event:
        registration = event.registrations.get(pk=registration_id)
        if registration.confirm_by is None:
            return registration
        if registration.status == Registration.Status.CANCELLED:
            if event.registration_state != "open":
                raise RegistrationClosed(event.registration_state)
            _take_what_there_is(event, registration)
        registration.confirm_by = None
        registration.save()
        enqueue(registration, _mail_about(registration))
        _promote(event)
    return registration


def release_held() -> int:
    """Take back the places for which nobody clicked in time; returns how many. For the scheduler."""
    late = Registration.objects.active().filter(confirm_by__lt=timezone.now())
    count = 0
    for event_id in sorted(set(late.order_by().values_list("event_id", flat=True))):
        with locked_event(event_id) as event:
            released = {"status": Registration.Status.CANCELLED, "cancelled_at": timezone.now()}
            count += late.filter(event=event_id).update(**released)
            _promote(event)
    return count


def cancel(registration_id: int) -> Registration:
    """Withdraw, and give the place to the first who waits. Raises Registration.DoesNotExist."""
    event_id = Registration.objects.values_list("event_id", flat=True).get(pk=registration_id)
    with locked_event(event_id) as event:
        registration = Registration.objects.select_related("event").get(pk=registration_id)
        if registration.status != Registration.Status.CANCELLED:
            registration.status = Registration.Status.CANCELLED
            registration.cancelled_at = timezone.now()
            registration.save(update_fields=["status", "cancelled_at"])
            enqueue(registration, Mail.Kind.CANCELLED)
            _promote(event)
    return registration


def promote_waiting(event_id: int) -> int:
    """Move the waiting list up as far as there are places; returns how many got one."""
    with locked_event(event_id) as event:
        return _promote(event)


def promote_everywhere() -> int:
    """Move up every list that can: for the scheduler, after an editor raised a capacity.

    One query when there is nothing.
    """
    free = models.Q(capacity=None) | models.Q(capacity__gt=models.F("confirmed"))
    waiting = Registration.objects.waiting().certain().filter(event=models.OuterRef("pk"))
    events = Event.objects.published().with_places().filter(free, models.Exists(waiting), is_cancelled=False)
    return sum(
        promote_waiting(pk) for pk in events.filter(start_at__gt=timezone.now()).values_list("pk", flat=True)
    )


def tell_changes() -> int:
    """Owe who has a place, or waits for one, what an editor changed: another time, place or link, off, or on after all.

    For the scheduler. Returns how many are owed news. Two queries when there is none.
    """
    coming = Registration.objects.active().filter(event__start_at__gt=timezone.now())
    known = coming.order_by().values_list("event", "status", "told").distinct()
    events = Event.objects.in_bulk({event for event, _, _ in known})
    changed = {
        event
        for event, status, told in known
        if told != Registration(event=events[event], status=status).facts
    }
    count = 0
    for event_id in sorted(changed):
        with locked_event(event_id) as event:
            count += sum(bring_up_to_date(registration) for registration in event.registrations.active())
    return count


def _find(event: Event, email: str) -> Registration | None:
    return event.registrations.of_mailbox(email).first()  # by the event, which comes with it


def _join(event: Event, registration: Registration | None, details: Mapping[str, Any]) -> Registration:
    registration = registration or Registration(event=event)
    _fill_in(registration, details)
    _take_what_there_is(event, registration)
    registration.save()
    registration.tokens.all().delete()  # a link from before the withdrawal does not reach this registration
    return registration


def _take_what_there_is(event: Event, registration: Registration) -> None:
    left = event.count_places()
    if left == 0 and not event.has_waiting_list:
        raise EventFull(is_held=event.registrations.confirmed().unproven().exists())
    registration.status = Registration.Status.WAITING if left == 0 else Registration.Status.CONFIRMED
    registration.queued_at = _end_of_queue(event)
    registration.cancelled_at = None


def _fill_in(registration: Registration, details: Mapping[str, Any]) -> None:
    for field in DETAILS:
        setattr(registration, field, details.get(field) or (None if field == "region" else ""))
    registration.wishes_allowed_at = timezone.now() if registration.wishes else None


def _end_of_queue(event: Event) -> datetime:
    """Now, but after everyone who is registered, also when the clocks of two servers differ."""
    last = event.registrations.aggregate(last=models.Max("queued_at"))["last"]
    return max(timezone.now(), last + timedelta(microseconds=1)) if last else timezone.now()


def _mail_about(registration: Registration) -> Mail.Kind:
    if registration.confirm_by:
        return Mail.Kind.CONFIRM
    waiting = registration.status == Registration.Status.WAITING
    return Mail.Kind.WAITING if waiting else Mail.Kind.CONFIRMED


def _promote(event: Event) -> int:
    """The caller holds the lock. Nobody moves up when the session is off, hidden or has begun."""
    is_over = event.start_at <= timezone.now() and event.registration_state != "open"
    if event.is_off or is_over:
        return 0
    first = list(event.registrations.waiting().certain()[: event.count_places()])
    for registration in first:
        registration.status = Registration.Status.CONFIRMED
        registration.save(update_fields=["status"])
        enqueue(registration, Mail.Kind.PROMOTED)
    return len(first)
