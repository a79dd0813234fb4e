"""Following an action, a pact or a region by mail: after a click in one's own mail, one digest a month of what changed."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from pacts.models import Pact, Region
from zorgpact.agenda.models import Action, Change, Follower, Mail, Subscription
from zorgpact.cms.models import Publishable

SUBJECTS: dict[str, type[Publishable]] = {"actie": Action, "pact": Pact, "regio": Region}
FIELDS: dict[type[Publishable], str] = {Action: "action", Pact: "pact", Region: "region"}
RESEND_AFTER = timedelta(minutes=10)
SETTLED = timedelta(minutes=5)
"""A change with a lower key may be written by a transaction that is still going on: it is told of only after this time."""


@transaction.atomic
def follow(address: str, subject: Publishable) -> Subscription:
    """Ask whoever reads this address whether they want to follow this. Who does so already is asked nothing."""
    follower, _ = Follower.objects.get_or_create(email=address)
    about = dict.fromkeys(FIELDS.values()) | {FIELDS[type(subject)]: subject}
    subscription, _ = Subscription.objects.get_or_create(follower=follower, **about)
    recent = subscription.mails.filter(created_at__gt=timezone.now() - RESEND_AFTER)
    if not subscription.confirmed_at and not recent.exists():
        subscription.mails.create(kind=Mail.Kind.FOLLOW)
    return subscription


@transaction.atomic
def confirm(subscription_id: int) -> Subscription:
    """From now on its follower hears of what changes. A second time changes nothing. Raises Subscription.DoesNotExist."""
    subscription = Subscription.objects.select_for_update().get(pk=subscription_id)
    if subscription.confirmed_at is None:
        subscription.confirmed_at = timezone.now()
        subscription.told_until = Change.objects.aggregate(last=models.Max("pk"))["last"] or 0
        subscription.save(update_fields=["confirmed_at", "told_until"])
        follower = Follower.objects.filter(pk=subscription.follower_id, digest_month=None)
        follower.update(digest_month=timezone.localdate().replace(day=1))
    return subscription


def await_actions(address: str, time: timedelta) -> Follower:
    """Keep this address for so long, also while it follows nothing: what it will follow is still to be made."""
    follower, _ = Follower.objects.get_or_create(email=address)
    until = timezone.localdate() + time
    if follower.awaits_until is None or follower.awaits_until < until:
        follower.awaits_until = until
        follower.save(update_fields=["awaits_until"])
    return follower


@transaction.atomic
def subscribe(follower: Follower, action: Action, since: datetime) -> Subscription:
    """Let somebody who proved this address before follow an action, with what changed since then."""
    subscription, _ = Subscription.objects.get_or_create(
        follower=follower, action=action, pact=None, region=None
    )
    if subscription.confirmed_at is None:
        known = Change.objects.filter(created_at__lt=since)
        subscription.confirmed_at = timezone.now()
        subscription.told_until = known.aggregate(last=models.Max("pk"))["last"] or 0
        subscription.save(update_fields=["confirmed_at", "told_until"])
        begun = Follower.objects.filter(pk=follower.pk, digest_month=None)
        begun.update(digest_month=timezone.localdate().replace(day=1))
    return subscription


def leave(follower_id: int, subscription_id: int | None = None) -> None:
    """Follow this no more, or nothing; who follows nothing is forgotten."""
    mine = Subscription.objects.filter(follower=follower_id)
    (mine if subscription_id is None else mine.filter(pk=subscription_id)).delete()
    Follower.objects.filter(pk=follower_id).exclude(subscriptions__isnull=False).delete()


def write_digests() -> int:
    """Owe every follower who had none this month what changed; who has nothing to hear gets no mail. Returns how many mails."""
    month = timezone.localdate().replace(day=1)
    waiting = Follower.objects.filter(models.Q(digest_month=None) | models.Q(digest_month__lt=month))
    confirmed = Subscription.objects.confirmed().filter(follower=models.OuterRef("pk"))
    pks = waiting.filter(models.Exists(confirmed)).values_list("pk", flat=True)
    return sum(write_digest(pk) for pk in list(pks))


@transaction.atomic
def write_digest(follower_id: int) -> bool:
    """All that they follow in one mail. The mark of each subscription moves in the same transaction."""
    month = timezone.localdate().replace(day=1)
    free = Follower.objects.filter(pk=follower_id).exclude(digest_month=month)
    if not free.update(digest_month=month):  # another scheduler wrote it
        return False
    settled = Change.objects.filter(created_at__lte=timezone.now() - SETTLED)
    until = settled.aggregate(last=models.Max("pk"))["last"] or 0
    news: set[int] = set()
    for subscription in Subscription.objects.confirmed().select_for_update().filter(follower=follower_id):
        changes = changes_for(subscription).filter(pk__gt=subscription.told_until, pk__lte=until)
        news.update(changes.values_list("pk", flat=True))
        subscription.told_until = max(subscription.told_until, until)
        subscription.save(update_fields=["told_until"])
    if news:
        Mail.objects.create(follower_id=follower_id, kind=Mail.Kind.DIGEST, changes=sorted(news))
    return bool(news)


def changes_for(subscription: Subscription) -> models.QuerySet[Change]:
    """Of the action itself, of those of the pact, or of those in the region."""
    public = Change.objects.filter(action__live=True)
    if subscription.action_id:
        return public.filter(action=subscription.action_id)
    if subscription.pact_id:
        return public.filter(action__pact=subscription.pact_id)
    return public.filter(action__regions=subscription.region_id)
