"""Asking how actions go, by the clock: one mail per person for all their actions, two reminders, then the coordinator.

Each step is one transaction that sees what is owed, writes it and notes that it did: killed in the middle, nothing happened;
run twice or at the same moment, the second finds nothing to do. A clock that stood still asks once when it goes again.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from zorgpact.agenda.models import QUIET, Action, ContactPerson, Mail, ReportRequest
from zorgpact.agenda.recipients import Recipient, coordinators_of, recipients_of

FIRST_REMINDER, SECOND_REMINDER, TO_COORDINATOR = 7, 21, 28  # days after the question
BETWEEN_MAILS = timedelta(days=7)
SATURDAY = 5  # datetime.weekday()
OFFICE_HOURS = range(8, 18)

Rounds = dict[str, tuple[Recipient, list[Action]]]


def ask_by_the_clock() -> int:
    """For the scheduler: nobody gets a mail of this kind at night or in the weekend. Returns how many are owed."""
    return ask_owners() + remind() + tell_coordinators() if is_office_hour(timezone.localtime()) else 0


def is_office_hour(moment: datetime) -> bool:
    return moment.weekday() < SATURDAY and moment.hour in OFFICE_HOURS


@transaction.atomic
def ask_owners() -> int:
    """Ask everybody of whom an action has its turn about all of their open actions; returns how many people.

    Actions of which nobody is known keep their turn until somebody is.
    """
    due = set(Action.objects.to_ask().select_for_update().values_list("pk", flat=True))
    if not due:
        return 0
    rows = list(Action.objects.together_with_due().select_related("pact").order_by("pk"))
    asked_lately = set(
        ReportRequest.objects.filter(
            kind=ReportRequest.Kind.OWNER, asked_on__gt=timezone.localdate() - QUIET
        ).values_list("email", flat=True)
    )
    rounds = {
        email: (person, actions)
        for email, (person, actions) in by_person(rows, recipients_of(rows)).items()
        if email not in asked_lately and due.intersection(action.pk for action in actions)
    }
    request_all(rounds, ReportRequest.Kind.OWNER, Mail.Kind.ASK)
    asked = {action.pk for _, actions in rounds.values() for action in actions}
    Action.objects.filter(pk__in=asked).note_asked()
    return len(rounds)


def by_person(rows: Iterable[Action], recipients: dict[int, list[Recipient]]) -> Rounds:
    """The actions of each mailbox."""
    found: dict[str, tuple[Recipient, list[Action]]] = {}
    for row in rows:
        for person in dict.fromkeys(recipients.get(row.pk, [])):
            actions = found.setdefault(person.email, (person, []))[1]
            if row not in actions[-1:]:  # the same mailbox under two names
                actions.append(row)
    return found


def request_all(rounds: Rounds, kind: ReportRequest.Kind, mail: Mail.Kind) -> None:
    """The caller's transaction notes that it did."""
    today = timezone.localdate()
    requests = ReportRequest.objects.bulk_create(
        ReportRequest(kind=kind, email=email, name=person.name, asked_on=today)
        for email, (person, _) in rounds.items()
    )
    link = ReportRequest.actions.through
    link.objects.bulk_create(
        [
            link(reportrequest_id=request.pk, action_id=action.pk)
            for request in requests
            for action in rounds[request.email][1]
        ],
        batch_size=500,
    )
    Mail.objects.bulk_create([Mail(request=request, kind=mail) for request in requests], batch_size=500)


def waiting_requests() -> Any:
    """What owners were asked and did not answer yet, the last of each person; with what they were mailed."""
    unanswered = Action.objects.unanswered(models.OuterRef("pk"), models.OuterRef("asked_on"))
    later = ReportRequest.objects.filter(
        kind=ReportRequest.Kind.OWNER,
        email=models.OuterRef("email"),
        asked_on__gt=models.OuterRef("asked_on"),
    )
    declined = ContactPerson.objects.filter(
        email=models.OuterRef("email"), state=ContactPerson.State.DECLINED
    )
    rows = ReportRequest.objects.unclosed().filter(kind=ReportRequest.Kind.OWNER, told_at=None)
    rows = rows.filter(models.Exists(unanswered), ~models.Exists(later), ~models.Exists(declined))
    return rows.annotate(
        mailed_at=models.Max("mails__created_at"),
        reminded=models.Count("mails", filter=models.Q(mails__kind=Mail.Kind.REMIND)),
        reminded_again=models.Count("mails", filter=models.Q(mails__kind=Mail.Kind.REMIND_AGAIN)),
    )


@transaction.atomic
def remind() -> int:
    """Owe a reminder to who did not answer: after a week, and once more after three. Returns how many."""
    rested = waiting_requests().filter(mailed_at__lte=timezone.now() - BETWEEN_MAILS, reminded_again=0)
    second = rested.asked_for(SECOND_REMINDER)
    first = rested.asked_for(FIRST_REMINDER).filter(reminded=0)
    kinds = dict.fromkeys(first.values_list("pk", flat=True), Mail.Kind.REMIND)
    kinds |= dict.fromkeys(second.values_list("pk", flat=True), Mail.Kind.REMIND_AGAIN)
    mails = [Mail(request_id=pk, kind=kind) for pk, kind in kinds.items()]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)  # by another scheduler at this very moment
    return len(mails)


@transaction.atomic
def tell_coordinators() -> int:
    """Tell who coordinates a plan or pact of which of its actions nothing was heard; returns how many people.

    They can report what they know themselves. Who was asked in vain is not told of their own silence. One mail a day for all.
    """
    is_done = ReportRequest.objects.filter(
        kind=ReportRequest.Kind.COORDINATOR, asked_on=timezone.localdate()
    ).exists()
    if is_done:
        return 0
    rested = waiting_requests().filter(mailed_at__lte=timezone.now() - BETWEEN_MAILS, reminded_again__gt=0)
    pks = list(rested.asked_for(TO_COORDINATOR).values_list("pk", flat=True))
    # Locked without the counts, which PostgreSQL does not allow; who came first has told them.
    silent = list(ReportRequest.objects.select_for_update().filter(pk__in=pks, told_at=None))
    asked: dict[int, set[str]] = defaultdict(set)
    rows: dict[int, Action] = {}
    for request in silent:
        for action in Action.objects.unanswered(request.pk, request.asked_on).select_related("pact"):
            rows[action.pk] = action
            asked[action.pk].add(request.email)
    coordinators = {
        pk: [person for person in people if person.email not in asked[pk]]
        for pk, people in coordinators_of(rows.values()).items()
    }
    told = by_person(rows.values(), coordinators)
    request_all(told, ReportRequest.Kind.COORDINATOR, Mail.Kind.SILENCE)
    ReportRequest.objects.filter(pk__in=[request.pk for request in silent]).update(told_at=timezone.now())
    return len(told)
