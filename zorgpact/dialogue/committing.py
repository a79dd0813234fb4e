"""From "wie pakt dit op?" to an action of the agenda: said in the room, confirmed by its owner or by the organiser.

Nothing is typed twice: the action knows what the session, the thread and the commitment know.
"""

from itertools import chain, count
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from pacts.models import Organisation
from zorgpact.agenda.models import Action
from zorgpact.dialogue.changing import RoomRefusal, changing, leading
from zorgpact.dialogue.conversion import link
from zorgpact.dialogue.facilitating import thread_of
from zorgpact.dialogue.models import Commitment, CommitmentMail, DialogueLink, LogEntry


class CannotConfirm(RoomRefusal):
    """It was undone, or said in a rehearsal."""


def commit(lead: DialogueLink, thread_id: int, details: dict[str, Any]) -> Commitment:
    """Write down who takes up a thread; the owner is asked by mail whether that is right. Raises RoomRefusal.

    `details` is the cleaned data of `forms.CommitmentForm`.
    """
    regions = details.pop("regions", ())
    with leading(lead, "leg toezegging vast") as change:
        thread = thread_of(change, thread_id)
        organisation = (
            Organisation.objects.published().filter(title__iexact=details["organisation_name"]).first()
        )
        rows = [Commitment(dialogue=change.dialogue, thread=thread, organisation=organisation, **details)]
        (commitment,) = change.add(rows)
        commitment.regions.set(regions)
        if commitment.person_email and not change.dialogue.is_rehearsal:
            commitment.mails.create()
    return commitment


def confirm(commitment_id: int, role: LogEntry.Role) -> Action:
    """Make an action of it, once; asking again gives the same. Raises CannotConfirm.

    It is public at once when the organisation is known here; a new one waits, with its action, for an editor.
    """
    dialogue_id = Commitment.objects.values_list("dialogue", flat=True).get(pk=commitment_id)
    with changing(dialogue_id, role, "bevestig toezegging") as change:
        commitment = Commitment.objects.select_related("organisation", "thread", "action").get(
            pk=commitment_id
        )
        if commitment.action:
            return commitment.action
        if commitment.is_undone or change.dialogue.is_rehearsal or commitment.thread is None:
            raise CannotConfirm("Deze toezegging staat niet meer vast.")
        action = action_of(commitment)
        link(commitment.thread, action)
        Commitment.objects.filter(pk=commitment.pk).update(
            action=action, confirmed_at=timezone.now(), version=change.version
        )
        change.is_news = True
    return action


def action_of(commitment: Commitment) -> Action:
    """Saved, published when its owner is."""
    event = commitment.dialogue.event
    owner = commitment.organisation or organisation_named(commitment.organisation_name)
    regions = list(commitment.regions.all())
    action = Action(
        title=commitment.text,
        slug=free_slug(Action, commitment.text),
        introduction=commitment.thread.text if commitment.thread else "",
        owner=owner,
        pact=event.pact,
        is_national=not regions,
        due_on=commitment.due_on,
        live=False,
    )
    action.regions.set(regions)
    action.topics.set(event.topics.all())
    action.save()
    revision = action.save_revision()
    if owner.live:
        revision.publish()
    return action


def organisation_named(name: str) -> Organisation:
    """The one with this name, drafts too, or a new one that is a draft."""
    found = Organisation.objects.filter(title__iexact=name[:160]).first()
    if found:
        return found
    organisation = Organisation(title=name[:160], slug=free_slug(Organisation, name), live=False)
    organisation.save()
    organisation.save_revision()
    return organisation


def free_slug(model: type[models.Model], text: str) -> str:
    """An address for this text that no other row has."""
    start = slugify(text)[:100].strip("-") or "toezegging"
    slugs = (start if number is None else f"{start}-{number}" for number in chain([None], count(2)))
    return next(slug for slug in slugs if not model._default_manager.filter(slug=slug).exists())


@transaction.atomic
def ask_again(commitment: Commitment) -> None:
    """Mail the owner once more."""
    if commitment.person_email and not commitment.mails.queued().exists():
        CommitmentMail.objects.create(commitment=commitment)
