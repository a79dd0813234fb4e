"""What a mail about an account says. The links in it are made here, so in the process that delivers."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from zorgpact.accounts.models import AccountLink, AccountMail
from zorgpact.outbox.writing import write
from zorgpact.users.models import User

INVITED_FOR = timedelta(days=7)
RESET_FOR = timedelta(hours=2)

SUBJECTS = {
    AccountMail.Kind.INVITATION: "Je bent uitgenodigd voor {}",
    AccountMail.Kind.RESET: "Kies een nieuw wachtwoord voor {}",
    AccountMail.Kind.PASSWORD_CHANGED: "Je wachtwoord van {} is gewijzigd",
    AccountMail.Kind.EMAIL_CHANGED: "Je e-mailadres bij {} is gewijzigd",
}
ABOUT_THE_SECOND_STEP = "Er is iets gewijzigd aan het inloggen bij {}"


def compose(mail: AccountMail) -> EmailMultiAlternatives | None:
    """The message, ready to be sent; None when there is nobody to tell, or nothing any more."""
    user = receiver_of(mail)
    if user is None:
        return None
    kind = AccountMail.Kind(mail.kind)
    is_reset = kind == AccountMail.Kind.RESET
    context = {
        "user": user,
        "mail": mail,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "login_url": settings.BASE_URL + reverse("account_login"),
        "link": link_in(mail, user),
    }
    subject = SUBJECTS.get(kind, ABOUT_THE_SECOND_STEP).format(settings.WAGTAIL_SITE_NAME)
    to = user.email if is_reset else mail.address
    return write(f"accounts/mail/{kind}", context, subject, to, html="accounts/mail/letter.html")


def receiver_of(mail: AccountMail) -> User | None:
    """Whose account it is about. Nobody: an address without one, or somebody who may not log in or may already."""
    if mail.kind == AccountMail.Kind.RESET:
        same = User.objects.alias(lowered=Lower("email")).filter(lowered=Lower(Value(mail.address)))
        user = same.filter(is_active=True).first()
        return user if user and user.has_usable_password() else None
    if mail.kind == AccountMail.Kind.INVITATION:
        return mail.user if mail.user and mail.user.is_invited else None
    return mail.user


def link_in(mail: AccountMail, user: User) -> str:
    """The address where its receiver chooses a password; empty for a mail that only tells something."""
    lifetimes = {AccountMail.Kind.INVITATION: INVITED_FOR, AccountMail.Kind.RESET: RESET_FOR}
    lifetime = lifetimes.get(AccountMail.Kind(mail.kind))
    if lifetime is None:
        return ""
    purpose, until = AccountLink.Purpose(mail.kind), timezone.now() + lifetime
    return AccountLink.url_in(mail, purpose, "choose_password", user=user, expires_at=until)
