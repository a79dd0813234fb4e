"""What a mail about an account says. The links in it are made here, so in the process that delivers."""

from datetime import timedelta

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Value
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from zorgpact.accounts.models import AccountLink, AccountMail
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
inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


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
    body = render_to_string(f"accounts/mail/{kind}.txt", context).strip() + "\n"
    message = EmailMultiAlternatives(
        subject=SUBJECTS.get(kind, ABOUT_THE_SECOND_STEP).format(settings.WAGTAIL_SITE_NAME),
        body=body,
        to=[user.email if is_reset else mail.address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    page = render_to_string("accounts/mail/letter.html", {**context, "body": body})
    message.attach_alternative(inliner.inline(page), "text/html")
    return message


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
    purpose = AccountLink.Purpose(mail.kind)
    token = AccountLink.issue_in(mail, purpose, user=user, expires_at=timezone.now() + lifetime)
    return settings.BASE_URL + reverse("choose_password", args=[token])
