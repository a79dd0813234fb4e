"""Mail of a restored database waits for somebody to release it: what was queued then may have been sent since."""

from collections.abc import Iterator

from django.utils import timezone

from zorgpact.outbox.models import OutgoingMail, OutgoingMailQuerySet, mail_models

State = OutgoingMail.State


def outboxes() -> Iterator[OutgoingMailQuerySet]:
    """The mails of each app that has some."""
    for model in mail_models():
        yield model._default_manager.all()


def hold_mail() -> int:
    """Hold all that was to be sent; returns how many."""
    unsent = [State.QUEUED, State.SENDING]
    return sum(mails.filter(state__in=unsent).update(state=State.HELD) for mails in outboxes())


def held_mail() -> int:
    """How many are held."""
    return sum(mails.filter(state=State.HELD).count() for mails in outboxes())


def release_mail() -> int:
    """Let what is held be sent after all, from the first attempt; returns how many."""
    fresh = {"state": State.QUEUED, "attempts": 0, "due_at": timezone.now(), "last_error": ""}
    return sum(mails.filter(state=State.HELD).update(**fresh) for mails in outboxes())


def drop_held_mail() -> int:
    """Never send what is held; returns how many that were."""
    return sum(mails.filter(state=State.HELD).delete()[0] for mails in outboxes())
