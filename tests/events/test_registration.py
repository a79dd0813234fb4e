from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.utils import timezone

from events.models import Event, Mail, Registration
from events.registration import (
    EventFull,
    RegistrationClosed,
    cancel,
    promote_everywhere,
    promote_waiting,
    register,
    tell_changes,
)
from tests.events.conftest import details
from tests.factories import EventFactory, RegionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING, CANCELLED = Registration.Status


def mails_of(registration):
    return [mail.kind for mail in registration.mails.order_by("id")]


def let_time_pass(registration):
    """So that the same news may be mailed once more."""
    registration.mails.update(created_at=timezone.now() - timedelta(minutes=11), state=Mail.State.SENT)


# --- Places -------------------------------------------------------------------------------------------------


def test_who_waits_or_withdrew_takes_no_place(event):
    for status in Registration.Status:
        RegistrationFactory(event=event, status=status)

    assert Event.objects.with_places().with_waiting().values_list("confirmed", "waiting").get() == (1, 1)
    assert (Event.objects.with_places().get().places_left, event.count_places()) == (1, 1)


@pytest.mark.parametrize("name", ["places_left", "availability"])
def test_without_a_count_there_is_no_answer(event, name):
    with pytest.raises(RuntimeError, match="with_places"):
        getattr(event, name)


def test_a_template_without_a_count_fails_instead_of_showing_nothing(event):
    with pytest.raises(RuntimeError, match="with_places"):
        Template("{{ event.availability.label }}").render(Context({"event": event}))


# --- Registering --------------------------------------------------------------------------------------------


def test_who_registers_gets_a_place_and_is_owed_a_confirmation(event):
    registration = register(event.pk, details())

    assert registration.status == CONFIRMED
    assert mails_of(registration) == ["confirmed"]


def test_everything_that_was_filled_in_is_kept(event):
    region = RegionFactory()
    register(event.pk, details(region=region, remarks="Ik kom met de rolstoel."))

    assert list(
        Registration.objects.values_list("name", "email", "organisation", "role", "region", "remarks")
    ) == [
        (
            "Fatima Demir",
            "fatima@example.org",
            "Zorggroep De Brug",
            "Praktijkopleider",
            region.pk,
            "Ik kom met de rolstoel.",
        )
    ]


def test_details_cannot_name_a_status_or_another_event(event):
    other = EventFactory(capacity=0)
    registration = register(event.pk, details(status="geannuleerd", event=other, id=99, queued_at=None))

    assert (registration.event_id, registration.status) == (event.pk, CONFIRMED)


def test_after_the_last_place_comes_the_waiting_list_in_order(full_event):
    waiting = [register(full_event.pk, details(email=f"later{n}@example.org")) for n in range(3)]

    assert [registration.status for registration in waiting] == [WAITING] * 3
    assert [registration.queue_position for registration in waiting] == [1, 2, 3]
    assert mails_of(waiting[0]) == ["waiting"]


def test_who_has_a_place_has_no_position_on_the_waiting_list(event):
    assert register(event.pk, details()).queue_position is None


def test_a_full_event_without_a_waiting_list_refuses(full_event):
    Event.objects.update(has_waiting_list=False)

    with pytest.raises(EventFull):
        register(full_event.pk, details())
    assert Registration.objects.count() == 2


def test_without_a_capacity_there_is_no_limit(event):
    Event.objects.update(capacity=None)
    for number in range(5):
        register(event.pk, details(email=f"{number}@example.org"))

    assert Registration.objects.confirmed().count() == 5
    event.refresh_from_db()
    assert event.count_places() is None


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"is_cancelled": True}, "cancelled"),
        ({"past": True}, "past"),
        ({"registration_opens_at": timezone.now() + timedelta(days=1)}, "early"),
        ({"registration_closes_at": timezone.now() - timedelta(days=1)}, "closed"),
    ],
)
def test_outside_its_window_an_event_refuses_and_says_why(changes, state):
    event = EventFactory(**changes)

    with pytest.raises(RegistrationClosed) as refusal:
        register(event.pk, details())
    assert refusal.value.state == state
    assert not Registration.objects.exists()


def test_a_draft_does_not_exist_for_who_wants_to_register():
    with pytest.raises(Event.DoesNotExist):
        register(EventFactory(live=False).pk, details())


@pytest.mark.parametrize("pk", [0, 10**9])
def test_an_unknown_event_does_not_exist(pk):
    with pytest.raises(Event.DoesNotExist):
        register(pk, details())


def test_when_the_mail_cannot_be_owed_no_place_is_taken(event, monkeypatch):
    def fail(registration, kind):
        raise RuntimeError

    monkeypatch.setattr("events.registration.enqueue", fail)
    with pytest.raises(RuntimeError):
        register(event.pk, details())
    assert not Registration.objects.exists()


# --- The same address again ---------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["fatima@example.org", "FATIMA@Example.org"])
def test_the_same_address_never_takes_a_second_place(event, email):
    first = register(event.pk, details())
    second = register(event.pk, details(email=email, name="Iemand Anders"))

    assert second == first
    assert list(Registration.objects.values_list("name", flat=True)) == ["Fatima Demir"]


def test_the_same_address_is_told_once_more_after_a_while(event):
    registration = register(event.pk, details())
    let_time_pass(registration)
    register(event.pk, details())

    assert mails_of(registration) == ["confirmed", "confirmed"]


def test_posting_an_address_over_and_over_fills_no_mailbox(event):
    for _ in range(5):
        registration = register(event.pk, details())

    assert mails_of(registration) == ["confirmed"]


def test_who_waits_keeps_the_same_place_in_the_queue(full_event):
    first = register(full_event.pk, details())
    register(full_event.pk, details(email="later@example.org"))

    assert register(full_event.pk, details()).queue_position == 1
    assert first.status == WAITING


def test_the_same_address_may_come_to_another_event(event):
    register(event.pk, details())
    register(EventFactory().pk, details())

    assert Registration.objects.confirmed().count() == 2


def test_who_withdrew_and_comes_back_joins_the_end_of_the_queue(full_event):
    returning = register(full_event.pk, details())
    other = register(full_event.pk, details(email="ander@example.org"))
    cancel(returning.pk)
    returning = register(full_event.pk, details(name="Fatima de Wit"))

    assert [other.queue_position, returning.queue_position] == [1, 2]
    assert (returning.name, returning.cancelled_at) == ("Fatima de Wit", None)


def test_a_link_from_before_the_withdrawal_does_not_reach_the_new_registration(event):
    registration = register(event.pk, details())
    registration.tokens.create(purpose="cancel", digest="x" * 64)
    cancel(registration.pk)
    register(event.pk, details())

    assert not registration.tokens.exists()


@pytest.mark.parametrize("email", ["fatima@example.org", "Fatima@EXAMPLE.org"])
def test_the_database_refuses_a_second_row_of_an_address(event, email):
    RegistrationFactory(event=event, email="fatima@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=event, email=email)


def test_a_clock_that_runs_behind_does_not_let_anyone_jump_the_queue(full_event):
    first = register(full_event.pk, details())
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        second = register(full_event.pk, details(email="later@example.org"))

    assert [first.queue_position, second.queue_position] == [1, 2]


# --- Withdrawing --------------------------------------------------------------------------------------------


def test_who_withdraws_gives_the_place_to_the_first_who_waits(full_event):
    first = register(full_event.pk, details(email="eerste@example.org"))
    second = register(full_event.pk, details(email="tweede@example.org"))
    leaving = cancel(Registration.objects.confirmed().first().pk)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [leaving.status, first.status, second.status] == [CANCELLED, CONFIRMED, WAITING]
    assert mails_of(leaving) == ["cancelled"]  # the confirmation that was not sent yet would only confuse
    assert mails_of(first) == ["promoted"]


def test_withdrawing_twice_changes_nothing_the_second_time(event):
    registration = register(event.pk, details())
    first = cancel(registration.pk)
    second = cancel(registration.pk)

    assert second.cancelled_at == first.cancelled_at
    assert mails_of(registration) == ["cancelled"]


def test_who_leaves_the_waiting_list_promotes_nobody(full_event):
    leaving = register(full_event.pk, details(email="eerste@example.org"))
    staying = register(full_event.pk, details(email="tweede@example.org"))
    cancel(leaving.pk)

    staying.refresh_from_db()
    assert (staying.status, staying.queue_position) == (WAITING, 1)


def test_after_the_start_nobody_moves_up_any_more(full_event):
    waiting = register(full_event.pk, details())
    Event.objects.update(start_at=timezone.now() - timedelta(hours=1))
    cancel(Registration.objects.confirmed().first().pk)

    waiting.refresh_from_db()
    assert waiting.status == WAITING


def test_withdrawing_what_does_not_exist_says_so(db):
    with pytest.raises(Registration.DoesNotExist):
        cancel(10**9)


# --- Moving up ----------------------------------------------------------------------------------------------


def test_after_raising_the_capacity_the_list_moves_up_in_order(full_event):
    waiting = [register(full_event.pk, details(email=f"{n}@example.org")) for n in range(3)]
    Event.objects.update(capacity=4)

    assert promote_waiting(full_event.pk) == 2
    assert [Registration.objects.get(pk=r.pk).status for r in waiting] == [CONFIRMED, CONFIRMED, WAITING]


def test_a_newcomer_does_not_pass_the_waiting_list(full_event):
    waiting = register(full_event.pk, details(email="eerste@example.org"))
    Event.objects.update(capacity=3)
    newcomer = register(full_event.pk, details(email="nieuw@example.org"))

    waiting.refresh_from_db()
    assert [waiting.status, newcomer.status] == [CONFIRMED, WAITING]


def test_lowering_the_capacity_takes_no_place_away(full_event):
    Event.objects.update(capacity=1)

    assert promote_waiting(full_event.pk) == 0
    assert Registration.objects.confirmed().count() == 2


def test_the_scheduler_finds_every_list_that_can_move_up(full_event):
    register(full_event.pk, details())
    Event.objects.update(capacity=None)

    assert promote_everywhere() == 1
    assert promote_everywhere() == 0


@pytest.mark.parametrize(
    "changes",
    [{"live": False}, {"is_cancelled": True}, {"start_at": timezone.now() - timedelta(hours=1)}],
)
def test_the_scheduler_leaves_alone_what_is_hidden_off_or_begun(full_event, changes):
    register(full_event.pk, details())
    Event.objects.update(capacity=5, **changes)

    assert promote_everywhere() == 0


def test_looking_for_lists_costs_one_query_when_there_is_nothing_to_do(full_event, django_assert_num_queries):
    register(full_event.pk, details())

    with django_assert_num_queries(1):
        promote_everywhere()


# --- Called off ---------------------------------------------------------------------------------------------


def test_a_session_that_is_off_is_told_once_to_who_has_a_place_or_waits(full_event):
    gone, stays = Registration.objects.all()
    cancel(gone.pk)
    register(full_event.pk, details())
    waiting = register(full_event.pk, details(email="wacht@example.org"))
    Event.objects.update(is_cancelled=True)

    assert [tell_changes(), tell_changes()] == [3, 0]
    owed = set(Registration.objects.filter(mails__kind="called_off").values_list("email", flat=True))
    assert owed == {stays.email, "fatima@example.org", waiting.email}


def test_a_session_that_is_taken_from_the_site_is_off(full_event):
    Event.objects.update(live=False)

    assert [tell_changes(), tell_changes()] == [2, 0]
    assert Registration.objects.filter(mails__kind="called_off").count() == 2


def test_what_has_begun_is_not_told(full_event):
    Event.objects.update(is_cancelled=True, start_at=timezone.now() - timedelta(hours=1))

    assert tell_changes() == 0


def test_what_is_on_after_all_is_told_once(full_event):
    Event.objects.update(is_cancelled=True)
    tell_changes()
    Event.objects.update(is_cancelled=False)

    assert [tell_changes(), tell_changes()] == [2, 0]
    assert Registration.objects.filter(mails__kind="resumed").count() == 2


def test_looking_for_news_costs_two_queries_when_there_is_none(full_event, django_assert_num_queries):
    with django_assert_num_queries(2):
        tell_changes()
