"""One mail per person for all their actions, at its time; two reminders, then the coordinator. None is lost or sent twice."""

from datetime import date

import pytest
from django.core import mail
from django.db import connection

from tests.agenda.conftest import TODAY, days, deliver
from tests.factories import (
    ActionFactory,
    ContactPersonFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    ProgressNoteFactory,
    RegionFactory,
)
from zorgpact.agenda.asking import ask_by_the_clock, ask_owners, remind, tell_coordinators
from zorgpact.agenda.models import Action, Mail, ReportRequest
from zorgpact.agenda.reporting import PassedOn, Report, ask_somebody_else, report

pytestmark = pytest.mark.django_db


def asked() -> dict[str, set[str]]:
    """Whom we asked about what."""
    return {
        request.email: {action.title for action in request.actions.all()}
        for request in ReportRequest.objects.all()
    }


def kinds() -> list[str]:
    return list(Mail.objects.order_by("id").values_list("kind", flat=True))


# --- Whose turn it is ---------------------------------------------------------------------------------------------


def test_an_owner_is_asked_on_the_day_of_the_review(action):
    assert (ask_owners(), asked()) == (1, {"fatima@example.org": {"Samen roosteren"}})


@pytest.mark.parametrize(
    "changes",
    [
        {"review_on": date(2031, 3, 4)},
        {"status": "klaar"},
        {"status": "gestopt"},
        {"live": False},
        {"reported_on": date(2031, 2, 20)},
    ],
)
def test_who_has_nothing_to_tell_yet_is_not_asked(action, changes):
    Action.objects.update(**changes)
    assert (ask_owners(), asked()) == (0, {})


@pytest.mark.parametrize(
    ("cadence", "days_later"), [("kwartaal", 92), ("halfjaar", 184), ("jaar", 366), ("datum", None)]
)
def test_who_is_asked_again_is_asked_by_the_cadence(clock, action, cadence, days_later):
    Action.objects.update(cadence=cadence)
    ask_owners()
    clock.shift(days((days_later or 400) - 1))
    assert ask_owners() == 0
    clock.shift(days(1))
    assert ask_owners() == (1 if days_later else 0)


def test_a_report_that_nobody_asked_for_counts_from_its_day(clock, action):
    ask_owners()
    clock.shift(days(60))
    Action.objects.update(reported_on=TODAY + days(60))
    clock.shift(days(60))
    assert ask_owners() == 0
    clock.shift(days(32))
    assert ask_owners() == 1


def test_a_first_review_is_in_three_months_or_at_the_beginning_and_never_after_the_end(clock):
    def review(**fields):
        action = ActionFactory(**fields)
        action.clean()
        return action.review_on

    assert review(status="loopt") == date(2031, 6, 3)
    assert review(status="loopt", due_on=date(2031, 4, 1)) == date(2031, 4, 1)
    assert review(status="loopt", due_on=date(2031, 3, 1)) == date(2031, 3, 17)
    assert review(status="voorgenomen", starts_on=date(2031, 10, 1)) == date(2031, 10, 1)
    assert review(status="voorgenomen", starts_on=date(2030, 10, 1)) == date(2031, 6, 3)
    assert review(status="klaar") is None
    assert review(status="loopt", review_on=date(2032, 1, 1)) == date(2032, 1, 1)


# --- One mail for all ---------------------------------------------------------------------------------------------


def test_one_person_with_actions_in_three_regions_and_at_two_organisations_gets_one_mail(action, fatima):
    elsewhere = ContactPersonFactory(email="Fatima@Example.org", is_fallback=True)
    for number in range(2):
        ActionFactory(
            title=f"Elders {number}",
            owner=elsewhere.organisation,
            regions=[RegionFactory()],
            review_on=date(2031, 5, 1),
        )
    assert ask_owners() == 1
    (message,) = deliver()
    assert (message.to, message.subject) == (["fatima@example.org"], "Hoe gaat het met je 3 acties?")
    assert [title in message.body for title in ("Samen roosteren", "Elders 0", "Elders 1")] == [True] * 3


def test_a_review_within_a_month_is_part_of_the_mail_and_a_later_one_gets_a_mail_of_its_own(clock, action):
    soon = ActionFactory(owner=action.owner, review_on=TODAY + days(20))
    later = ActionFactory(owner=action.owner, review_on=TODAY + days(60))
    ask_owners()
    dates = dict(Action.objects.values_list("pk", "asked_on"))
    assert dates == {action.pk: TODAY, soon.pk: TODAY + days(20), later.pk: TODAY}
    clock.shift(days(21))
    assert ask_owners() == 0
    clock.shift(days(39))
    assert ask_owners() == 1


def test_what_is_asked_on_its_own_date_only_is_not_asked_before(action):
    ActionFactory(title="Apart", owner=action.owner, cadence="datum", review_on=TODAY + days(90))
    ask_owners()
    assert asked() == {"fatima@example.org": {"Samen roosteren"}}


def test_own_contact_persons_go_before_those_of_the_organisation_and_all_are_asked(action, owner):
    for name in ("anna", "bram"):
        ContactPersonFactory(organisation=owner, email=f"{name}@example.org", actions=[action])
    ContactPersonFactory(email="nee@example.org", state="afgemeld", actions=[action])
    ContactPersonFactory(email="straks@example.org", state="gevraagd", actions=[action])
    assert ask_owners() == 2
    assert asked().keys() == {"anna@example.org", "bram@example.org"}


def test_without_contact_persons_the_coordinator_is_asked(action, fatima):
    fatima.delete()
    plan, pact = PlanFactory(), PactFactory(contact_email="pact@example.org", contact_name="Het bureau")
    Action.objects.update(pact=pact)
    people = [(pact, "pacts", "p@example.org"), (plan, "plans", "r@example.org")]
    found = []
    for thing, relation, email in [(None, "", ""), *people]:
        if thing:
            getattr(ContactPersonFactory(email=email), relation).add(thing)
            Action.objects.update(plan=plan)
        Action.objects.update(asked_on=None)
        ReportRequest.objects.all().delete()
        ask_owners()
        found += asked()
    assert found == ["pact@example.org", "p@example.org", "r@example.org"]


def test_an_action_of_which_nobody_is_known_keeps_its_turn(clock, action, fatima):
    fatima.delete()
    assert ask_owners() == 0
    clock.shift(days(100))
    ContactPersonFactory(organisation=action.owner, is_fallback=True)
    assert ask_owners() == 1


def test_nobody_is_mailed_at_night_or_in_the_weekend(clock, action):
    clock.move_to("2031-03-03T06:30:00+00:00")
    assert ask_by_the_clock() == 0
    clock.move_to("2031-03-08T10:00:00+00:00")
    assert ask_by_the_clock() == 0
    clock.move_to("2031-03-10T10:00:00+00:00")
    assert ask_by_the_clock() == 1


def test_asking_costs_the_same_for_one_and_for_many(action, django_assert_max_num_queries):
    for number in range(5):
        person = ContactPersonFactory(is_fallback=True)
        ActionFactory.create_batch(number, owner=person.organisation, review_on=TODAY)
    with django_assert_max_num_queries(16):
        assert ask_owners() == 5


# --- Reminders and the coordinator --------------------------------------------------------------------------------


DECISIVE = (1, 6, 7, 8, 20, 21, 22, 27, 28, 29, 40, 70)


def run_days(clock, number: int) -> list[tuple[int, str]]:
    """Let the clock run on the days about which the rules are, before, on and after; which mails were owed on which day."""
    found, today = [], 0
    for day in (day for day in DECISIVE if day <= number):
        clock.shift(days(day - today))
        today = day
        before = set(Mail.objects.values_list("pk", flat=True))
        remind()
        tell_coordinators()
        found += [(day, mail.kind) for mail in Mail.objects.exclude(pk__in=before)]
    return found


@pytest.fixture
def coordinator(action):
    plan = PlanFactory()
    Action.objects.update(plan=plan)
    person = ContactPersonFactory(name="Anna de Wit", email="anna@example.org")
    person.plans.add(plan)
    return person


def test_who_says_nothing_is_reminded_after_a_week_and_three_and_then_the_coordinator_is_told(
    clock, coordinator
):
    ask_owners()
    assert run_days(clock, 70) == [(7, "remind"), (21, "remind_again"), (28, "silence")]
    assert [message.to for message in deliver()] == [
        ["anna@example.org"]
    ]  # the links of the owner are closed by now


def test_the_coordinator_gets_one_mail_about_all_who_say_nothing_and_can_tell_it(clock, coordinator, action):
    other = ContactPersonFactory(email="omar@example.org", is_fallback=True)
    ActionFactory(
        title="Leerhuis", owner=other.organisation, plan_id=Action.objects.get().plan_id, review_on=TODAY
    )
    ask_owners()
    run_days(clock, 28)
    message = next(message for message in deliver() if message.to == ["anna@example.org"])
    assert message.subject == "Niets gehoord over 2 acties"
    assert ("Samen roosteren" in message.body, "Leerhuis" in message.body) == (True, True)
    assert "fatima" not in message.body


def test_who_answered_is_not_reminded_and_nobody_is_told(clock, coordinator, action):
    ask_owners()
    request = ReportRequest.objects.get()
    report(request.pk, {action.pk: Report("op-schema", "Het loopt.")}, {})
    assert run_days(clock, 40) == []


def test_what_an_editor_heard_by_telephone_needs_no_reminder(clock, coordinator, action):
    ask_owners()
    Action.objects.update(reported_on=TODAY + days(2))
    assert run_days(clock, 40) == []


def test_who_passed_it_on_is_not_reminded(clock, coordinator, action):
    ask_owners()
    ask_somebody_else(ReportRequest.objects.get().pk, PassedOn(remark="Ik werk hier niet meer."))
    assert run_days(clock, 40) == []


def test_only_what_was_not_answered_is_in_the_reminder(clock, action):
    ActionFactory(title="Leerhuis", owner=action.owner, review_on=TODAY)
    ask_owners()
    deliver()
    report(ReportRequest.objects.get().pk, {action.pk: Report("op-schema", "Het loopt.")}, {})
    run_days(clock, 7)
    (message,) = deliver()
    assert ("Leerhuis" in message.body, "Samen roosteren" in message.body) == (True, False)


def test_an_owner_whose_coordinator_they_are_is_not_told_of_their_own_silence(clock, action, fatima):
    plan = PlanFactory()
    Action.objects.update(plan=plan)
    fatima.plans.add(plan)
    ask_owners()
    assert [kind for _, kind in run_days(clock, 40)] == ["remind", "remind_again"]


# --- A clock that stands still, runs twice or is killed -----------------------------------------------------------


def test_running_twice_asks_nobody_twice(action):
    for _ in range(3):
        ask_owners()
    assert kinds() == ["ask"]


def test_a_clock_that_stood_still_asks_once(clock, coordinator):
    clock.shift(days(200))
    assert ask_owners() == 1
    clock.shift(days(45))  # off again: one reminder, not two at once
    assert (remind(), tell_coordinators()) == (1, 0)
    assert kinds() == ["ask", "remind_again"]
    clock.shift(days(7))
    assert (remind(), tell_coordinators()) == (0, 1)


class Killed(BaseException):
    """What no code of ours can catch."""


def killed_after(number: int):
    """Let the database die at the query with this number."""
    count = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count > number:
            raise Killed
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_at_any_moment_each_person_gets_exactly_one_mail(clock, action):
    people = [action.owner, *OrganisationFactory.create_batch(7)]
    for number, organisation in enumerate(people[1:]):
        ContactPersonFactory(organisation=organisation, email=f"{number}@example.org", is_fallback=True)
        ActionFactory.create_batch(2, owner=organisation, review_on=TODAY)
    kills = 0
    for moment in range(20):
        try:
            with killed_after(moment):
                ask_owners()
        except Killed:
            kills += 1
        assert Mail.objects.count() in (0, 8)
    ask_owners()
    assert kills >= 10
    assert sorted(request.email for request in ReportRequest.objects.all()) == sorted(
        ["fatima@example.org", *(f"{number}@example.org" for number in range(7))]
    )
    deliver()
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 8


def test_a_note_of_an_editor_in_the_round_counts_as_an_answer(clock, action):
    ask_owners()
    ProgressNoteFactory(action=action, noted_on=TODAY)
    Action.objects.update(reported_on=TODAY)
    assert run_days(clock, 10) == []
