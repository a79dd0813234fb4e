"""A person chooses a password by a mailed link: the first one by an invitation, a new one when it was forgotten.

An invited account sleeps until then. It has no password and cannot be logged in to, by nobody.
"""

from django.db import transaction

from zorgpact.accounts import audit
from zorgpact.accounts.mail import enqueue
from zorgpact.accounts.models import AccountLink, AccountMail
from zorgpact.users.models import User


class LinkIsOver(Exception):
    """The link was used, replaced or is too old, or its account may not be logged in to."""


class NotInvitable(Exception):
    """Who has a password already needs no invitation."""


def link_of(token: str) -> AccountLink:
    """The link with this secret, with its user. Raises LinkIsOver."""
    links = AccountLink.objects.select_related("user").filter(used_at=None)
    for purpose in AccountLink.Purpose:
        link = links.for_token(token, purpose).first()
        if link and may_choose(link):
            return link
    raise LinkIsOver


def may_choose(link: AccountLink) -> bool:
    """Not any more when an administrator blocked the account, or when it has a password already and this invites to it."""
    if link.purpose == AccountLink.Purpose.INVITATION:
        return link.user.is_invited
    return link.user.is_active and link.user.has_usable_password()


@transaction.atomic
def choose(token: str, password: str) -> User:
    """Give the account this password, and wake it when it was invited. The link, and every other one of this person, is
    over. Raises LinkIsOver.
    """
    link = link_of(token)
    user = User.objects.select_for_update().get(pk=link.user_id)
    if not link.use():
        raise LinkIsOver
    is_first = user.is_invited
    user.set_password(password)
    user.is_active = user.is_active or is_first
    user.save(update_fields=["password", "is_active"])
    user.account_links.all().delete()
    audit.record(user, audit.ACCEPTED if is_first else audit.PASSWORD, user=user)
    if not is_first:
        enqueue(user, AccountMail.Kind.PASSWORD_CHANGED)
    return user


@transaction.atomic
def invite(user: User, by: audit.Actor) -> None:
    """Owe this person a link to choose a password; earlier ones are over. Raises NotInvitable."""
    if not user.is_invited:
        raise NotInvitable
    user.account_links.all().delete()
    user.account_mails.filter(kind=AccountMail.Kind.INVITATION).queued().delete()
    enqueue(user, AccountMail.Kind.INVITATION)
    audit.record(user, audit.INVITED, user=by)
