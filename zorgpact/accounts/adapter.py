"""How django-allauth behaves here: nobody signs up, its mails go through the outbox, and what happens is written down."""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from zorgpact.accounts import audit
from zorgpact.accounts.mail import enqueue
from zorgpact.accounts.models import AccountMail
from zorgpact.users.models import User

WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk ze na, of kies een nieuw wachtwoord."
WRONG_CODE = "Deze code klopt niet. Een code uit je app geldt een halve minuut en werkt één keer."
TOO_OFTEN = "Dit ging te vaak mis. Probeer het over een kwartier opnieuw."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "incorrect_password": "Dit is niet je wachtwoord.",
        "enter_current_password": "Dit is niet je wachtwoord van nu.",
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who has nothing to do in the admin reads the site."""
        return reverse("wagtailadmin_home") if request.user.has_perm("wagtailadmin.access_admin") else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        audit.record(user, audit.LOGIN, user=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A line for a known name and for an unknown one."""
        name = credentials.get("email") or credentials.get("username", "")
        known = User.objects.filter(username__iexact=name) | User.objects.filter(email__iexact=name)
        audit.record(known.first() or audit.UNKNOWN, audit.LOGIN_FAILED)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Owe the news that something of an account changed. The last part of the template's name says what."""
        kind = AccountMail.Kind(template_prefix.rpartition("/")[2])
        enqueue(user, kind)
        if kind == AccountMail.Kind.PASSWORD_CHANGED:
            audit.record(user, audit.PASSWORD, user=user)
        else:
            audit.record(user, audit.SECOND_STEP, user=user, what=kind.label)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing else of allauth's is switched on. What would be, must be owed first: a request sends no mail."""
        raise NotImplementedError(f"{template_prefix} is no mail of the outbox")


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def build_totp_svg(self, url: str) -> str:
        """The square to scan, as an element of a page: our policy allows no picture in the address of a picture."""
        code = segno.make(url, error="m", micro=False)
        return code.svg_inline(omitsize=True, border=2, dark="#000", lineclass=None)
