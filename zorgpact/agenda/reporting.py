"""What somebody tells with a personal link: kept per request and action, public at once or after an editor looked.

Everything is done in one transaction that locks the request: sent twice, it is there once. Until the round closes, telling
something else corrects it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from zorgpact.agenda.models import Action, ContactPerson, Handover, Mail, ProgressNote, ReportRequest
from zorgpact.agenda.progress import make_public, take_back, told_status

RESEND_AFTER = timedelta(minutes=10)
MOST_NAMED = 10  # new people at an organisation, in a day


@dataclass(frozen=True)
class Report:
    """How an action goes; `due_on` for one that slips."""

    answer: str
    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class PassedOn:
    """Whom to ask instead, or a remark for the editor."""

    name: str = ""
    email: str = ""
    remark: str = ""


@transaction.atomic
def report(request_id: int, reports: Mapping[int, Report], passed_on: Mapping[int, PassedOn]) -> None:
    """Keep what is told, by the key of the action. Actions that are gone or not of this request are passed over."""
    request = ReportRequest.objects.select_for_update().get(pk=request_id)
    if request.typed:
        request.typed = {}
        request.save(update_fields=["typed"])
    for action in request.actions.published().select_related("owner"):
        if action.pk in reports:
            keep(request, action, reports[action.pk])
        if action.pk in passed_on:
            pass_on(request, action, passed_on[action.pk])


def keep(request: ReportRequest, action: Action, told: Report) -> None:
    """The caller holds the lock on the request."""
    note = ProgressNote.objects.filter(request=request, action=action).first()
    said = {"answer": told.answer, "text": told.text, "due_on": told.due_on}
    if note and said == {name: getattr(note, name) for name in said}:
        return
    if note:
        take_back(note)
        action.refresh_from_db(fields=["status", "due_on"])
    note = note or ProgressNote(request=request, action=action, organisation=action.owner)
    for name, value in said.items():
        setattr(note, name, value)
    note.noted_on = timezone.localdate()
    note.status = told_status(told.answer, action)
    if is_trusted(request, action):
        make_public(note)
    else:
        note.state, note.refusal = ProgressNote.State.PENDING, ""
        note.save()


def is_trusted(request: ReportRequest, action: Action) -> bool:
    """Whether it is public at once: of an owner whom an editor trusts, by somebody there whom the editors know."""
    known = ContactPerson.objects.reachable().of_mailbox(request.email).filter(is_checked=True)
    return action.owner.reports_are_trusted and known.filter(organisation=action.owner_id).exists()


def pass_on(request: ReportRequest, action: Action, told: PassedOn) -> None:
    """Note that somebody else should be asked, and ask that person whether we may."""
    successor, remark = (invite(action, told) if told.email else None), told.remark
    if told.email and successor is None:
        remark = f"{told.name}, {told.email}. {remark}"[:500]
    Handover.objects.update_or_create(
        request=request,
        action=action,
        defaults={"successor": successor, "remark": remark, "is_handled": False},
    )


def invite(action: Action, told: PassedOn) -> ContactPerson | None:
    """Ask somebody at the owner, known or not, whether we may ask them. None when too many were named today: a link that
    got into the wrong hands mails no more strangers than that, and an editor sees who was named.
    """
    person = action.owner.contact_persons.of_mailbox(told.email).first()
    if person is None:
        since = timezone.now() - timedelta(days=1)
        named = action.owner.contact_persons.filter(is_checked=False, created_at__gt=since)
        if named.count() >= MOST_NAMED:
            return None
        person = ContactPerson.objects.create(
            organisation=action.owner,
            name=told.name,
            email=told.email,
            state=ContactPerson.State.INVITED,
            is_checked=False,
        )
    if not person.mails.filter(kind=Mail.Kind.INVITE, created_at__gt=timezone.now() - RESEND_AFTER).exists():
        person.mails.create(kind=Mail.Kind.INVITE)
    return person


@transaction.atomic
def accept(contact_id: int) -> ContactPerson:
    """They say yes: from now on they are asked about what was passed on to them, and who passed it on is not.

    Raises ContactPerson.DoesNotExist. A second time changes nothing.
    """
    person = ContactPerson.objects.select_for_update().get(pk=contact_id)
    person.state = ContactPerson.State.ACTIVE
    person.save(update_fields=["state"])
    for handover in person.handovers.select_related("request", "action").filter(is_handled=False):
        former = handover.action.contact_persons.of_mailbox(handover.request.email)
        handover.action.contact_persons.remove(*former)
        handover.action.contact_persons.add(person)
        handover.is_handled = True
        handover.save(update_fields=["is_handled"])
    return person


@transaction.atomic
def decline(address: str) -> int:
    """Ask this mailbox nothing any more; returns how many contact persons it was."""
    ReportRequest.objects.filter(email=address).update(is_declined=True)
    return ContactPerson.objects.of_mailbox(address).update(state=ContactPerson.State.DECLINED)


@transaction.atomic
def ask_somebody_else(request_id: int, told: PassedOn) -> None:
    """Ask this mailbox nothing any more, and say whom to ask about all actions of the request."""
    request = ReportRequest.objects.select_for_update().get(pk=request_id)
    decline(request.email)
    for action in request.actions.select_related("owner"):
        pass_on(request, action, told)


@transaction.atomic
def renew(request_id: int, typed: dict[str, Any]) -> ReportRequest:
    """A fresh link by mail to the same address, with what was typed on the old one. Once a day, whatever is asked."""
    old = ReportRequest.objects.get(pk=request_id)
    request, _ = ReportRequest.objects.select_for_update().get_or_create(
        email=old.email,
        asked_on=timezone.localdate(),
        kind=ReportRequest.Kind.RENEWED,
        defaults={"name": old.name},
    )
    request.typed = {**request.typed, **typed}
    request.save(update_fields=["typed"])
    request.actions.add(*old.actions.published())
    if not request.mails.filter(created_at__gt=timezone.now() - RESEND_AFTER).exists():
        request.mails.create(kind=Mail.Kind.RENEW)
    return request
