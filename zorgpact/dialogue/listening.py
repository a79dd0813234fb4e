"""A table leaves one address: after a click in its mail it follows the actions that are made of its points.

Which these are is found by the clock, for an action may be made of a thread on any screen, and cards move between threads.
"""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from zorgpact.agenda import following
from zorgpact.agenda.models import Action
from zorgpact.cms.models import SiteSettings
from zorgpact.dialogue.changing import RoomRefusal
from zorgpact.dialogue.models import Contribution, Dialogue, ListenerLink, ListenerMail, Seat, TableListener
from zorgpact.limits.counting import Limit, allows
from zorgpact.outbox import delivery
from zorgpact.outbox.writing import write

A_DAY = 24 * 60 * 60
BY_TABLE = Limit("table-address-of", 5, A_DAY)
BY_RECEIVER = Limit("table-address-to", 3, A_DAY)
UNPROVEN = timedelta(days=7)
KEPT = timedelta(days=180)  # since it was confirmed: by then actions are made, and followed


@transaction.atomic
def leave_address(seat: Seat, address: str) -> TableListener:
    """Ask whoever reads this address. One for each table, until it is confirmed the last one counts. Raises RoomRefusal."""
    Dialogue.objects.select_for_update().get(pk=seat.dialogue_id)
    if seat.dialogue.is_rehearsal:
        raise RoomRefusal("Dit is een oefening. Een adres achterlaten kan straks.")
    present = TableListener.objects.filter(table=seat.table_id).first()
    if present and present.confirmed_at:
        raise RoomRefusal("Jullie tafel heeft al een adres. Eén is genoeg.")
    if not allows((BY_TABLE, str(seat.table_id)), (BY_RECEIVER, address)):
        raise RoomRefusal(
            "Er is al een paar keer een adres achtergelaten. Kijk in de mail, of probeer het morgen."
        )
    if present:
        present.delete()
    follower = following.await_actions(address, UNPROVEN)
    listener = TableListener.objects.create(table=seat.table, follower=follower)
    listener.mails.create()
    return listener


def listener_by_token(token: str) -> TableListener | None:
    links = ListenerLink.objects.for_token(token, ListenerLink.Purpose.LISTEN)
    link = links.select_related("listener__table__dialogue__event", "listener__follower").first()
    return link.listener if link else None


@transaction.atomic
def confirm(listener: TableListener) -> None:
    """From now on it hears. A second time changes nothing."""
    fresh = TableListener.objects.filter(pk=listener.pk, confirmed_at=None)
    if fresh.update(confirmed_at=timezone.now()):
        following.await_actions(listener.follower.email, KEPT)
        subscribe(TableListener.objects.select_related("table", "follower").get(pk=listener.pk))


def subscribe_tables() -> int:
    """Let tables follow the public actions that were made of their points since; returns how many. For the scheduler."""
    confirmed = TableListener.objects.filter(confirmed_at__isnull=False)
    return sum(subscribe(listener) for listener in confirmed.select_related("table", "follower"))


@transaction.atomic
def subscribe(listener: TableListener) -> int:
    points = Contribution.objects.shown().filter(
        dialogue=listener.table.dialogue_id, table=listener.table.number, thread__is_undone=False
    )
    theirs = Action.objects.published().filter(thread_actions__thread__in=points.values("thread"))
    known = listener.actions.values("pk")
    actions = list(theirs.exclude(pk__in=known).distinct())
    for action in actions:
        following.subscribe(listener.follower, action, listener.confirmed_at or timezone.now())
    listener.actions.add(*actions)
    return len(actions)


def forget_listeners() -> int:
    """Who never clicked, and who heard long enough: what they follow stays theirs to stop."""
    now = timezone.now()
    unproven = TableListener.objects.filter(confirmed_at=None, created_at__lt=now - UNPROVEN)
    return unproven.delete()[0] + TableListener.objects.filter(confirmed_at__lt=now - KEPT).delete()[0]


def compose(mail: ListenerMail) -> EmailMessage | None:
    """None when it is confirmed already."""
    listener = mail.listener
    if listener.confirmed_at:
        return None
    event, site = listener.table.dialogue.event, SiteSettings.load()
    url = ListenerLink.url_in(mail, ListenerLink.Purpose.LISTEN, "listener_confirm", listener=listener)
    context = {"listener": listener, "event": event, "site": site, "confirm_url": url}
    subject = f"Wil je horen wat ervan komt? {event.title}"
    return write("dialogue/mail/listen", context, subject, listener.follower.email, site.contact_email)


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    mails = ListenerMail.objects.select_related("listener__table__dialogue__event", "listener__follower")
    return delivery.deliver_due(mails, compose, limit)
