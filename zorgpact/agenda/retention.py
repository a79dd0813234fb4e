"""How long people behind actions are known: `settings.RETENTION_DAYS`. Erased by the clock, also after a pause."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from zorgpact.agenda.models import (
    CLOSES_AFTER,
    Action,
    ContactPerson,
    Follower,
    Joining,
    Mail,
    ReportRequest,
    Subscription,
)

UNPROVEN = timedelta(days=7)
UNANSWERED = timedelta(days=30)
ENDED = (Mail.State.SENT, Mail.State.FAILED)


def forget_old() -> int:
    """Erase what was kept long enough; returns how many rows it touched. Doing it twice changes nothing. For the scheduler."""
    note_who_is_idle()
    return forget_contacts() + forget_requests() + forget_joinings() + forget_unproven() + forget_mails()


def kept_since(name: str) -> date:
    """What ended before this day was kept long enough."""
    return timezone.localdate() - timedelta(days=settings.RETENTION_DAYS[name])


def note_who_is_idle() -> None:
    """Note since when somebody has no open action any more, of any kind."""
    person = models.OuterRef("pk")
    open_actions = Action.objects.open()
    of_owner = open_actions.filter(owner__contact_persons=person, owner__contact_persons__is_fallback=True)
    is_busy = (
        models.Exists(open_actions.filter(contact_persons=person))
        | models.Exists(of_owner)
        | models.Exists(open_actions.filter(plan__coordinators=person))
        | models.Exists(open_actions.filter(pact__coordinators=person))
        | models.Exists(open_actions.filter(handovers__successor=person))
    )
    ContactPerson.objects.filter(is_busy, idle_since__isnull=False).update(idle_since=None)
    ContactPerson.objects.filter(~is_busy, idle_since=None).update(idle_since=timezone.localdate())


def forget_contacts() -> int:
    return ContactPerson.objects.filter(idle_since__lt=kept_since("contacts")).delete()[0]


def forget_requests() -> int:
    """With their mails and links; what was told stays, as the organisation's. A public address that declined is remembered."""
    ended = ReportRequest.objects.filter(asked_on__lt=kept_since("contacts") - CLOSES_AFTER)
    return ended.filter(is_declined=False).delete()[0]


def forget_joinings() -> int:
    """Who wrote that an organisation joins: once the action is over, or it was refused and told so. The organisation stays."""
    known = Joining.objects.exclude(email="")
    over = known.exclude(action__status__in=Action.OPEN)
    over = over.filter(action__updated_at__date__lt=kept_since("contacts"))
    to_be_told = Mail.objects.exclude(state__in=ENDED).filter(joining=models.OuterRef("pk"))
    told = known.filter(~models.Exists(to_be_told), state=Joining.State.REFUSED)
    return over.update(name="", email="") + told.update(name="", email="")


def forget_unproven() -> int:
    """Who never clicked in the mail."""
    before = timezone.now() - UNPROVEN
    invited = ContactPerson.objects.filter(state=ContactPerson.State.INVITED)
    people = invited.filter(created_at__lt=timezone.now() - UNANSWERED).delete()[0]
    joinings = Joining.objects.filter(confirmed_at=None, created_at__lt=before).delete()[0]
    subscriptions = Subscription.objects.filter(confirmed_at=None, created_at__lt=before).delete()[0]
    idle = Follower.objects.filter(subscriptions=None).exclude(awaits_until__gte=timezone.localdate())
    return people + joinings + subscriptions + idle.delete()[0]


def forget_mails() -> int:
    """Those that went out or failed for good. The question itself goes with its request."""
    since = kept_since("mails")
    return Mail.objects.filter(request=None, created_at__date__lt=since, state__in=ENDED).delete()[0]
