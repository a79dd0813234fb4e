"""What is owed by mail, and personal links: abstract, so that each app keeps its own rows beside what they are about.

Neither knows what a mail says or what a link opens. A subclass adds the relations and the kinds.
"""

import hashlib
import secrets
from datetime import datetime
from email.utils import parseaddr
from typing import Any, Self
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

FAILURES = {
    # By the beginning of the finer code (RFC 3463), then by that of the answer (RFC 5321).
    "5.1.": "dit adres bestaat niet",
    "5.2.": "dit postvak neemt niets aan, het is misschien vol",
    "5.7.": "hun mailserver weigert onze mail",
    "550": "dit adres bestaat niet, of hun mailserver weigert onze mail",
    "552": "dit postvak is vol",
    "553": "dit adres klopt niet",
    "5": "hun mailserver weigert deze mail",
}


class OutgoingMailQuerySet(models.QuerySet):
    def queued(self) -> Self:
        """Still waiting, so it may be replaced by newer news."""
        return self.filter(state__in=[OutgoingMail.State.QUEUED, OutgoingMail.State.HELD])

    def failed(self) -> Self:
        """Given up: nobody tries again by itself."""
        return self.filter(state=OutgoingMail.State.FAILED)

    def send_again(self) -> int:
        """Try what was given up from the start; returns how many that are."""
        fresh = {
            "state": OutgoingMail.State.QUEUED,
            "attempts": 0,
            "due_at": timezone.now(),
            "last_error": "",
        }
        return self.failed().update(**fresh)

    def due(self) -> Self:
        """To be sent now; also what a worker that died had claimed."""
        unsent = [OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING]
        return self.filter(state__in=unsent, due_at__lte=timezone.now())


class OutgoingMail(models.Model):
    """A mail that is owed: written in the transaction that has the news, sent afterwards by `zorgpact.outbox.delivery`."""

    class State(models.TextChoices):
        QUEUED = "queued", "Wacht"
        SENDING = "sending", "Wordt verstuurd"
        SENT = "sent", "Verstuurd"
        FAILED = "failed", "Mislukt"
        HELD = "held", "Vastgehouden"

    state = models.CharField(max_length=8, choices=State, default=State.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = OutgoingMailQuerySet.as_manager()
    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["due_at", "id"]

    @property
    def failure(self) -> str:
        """Why it failed, in words, with the code of the mail server if it gave one."""
        codes = [word for word in self.last_error.split() if word[0].isdecimal()]
        found = (
            text for code in reversed(codes) for start, text in FAILURES.items() if code.startswith(start)
        )
        said = f" ({' '.join(codes)})" if codes else ""
        return next(found, "de mailserver was te lang niet bereikbaar") + said

    @property
    def message_id(self) -> str:
        """The same at every attempt; with the time, for numbers start again in a new database."""
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        domain = sender or urlsplit(settings.BASE_URL).hostname
        return f"<{self._meta.label_lower}-{self.pk}-{self.created_at:%Y%m%d%H%M%S%f}@{domain}>"


def mail_models() -> list[type[OutgoingMail]]:
    """Of every app that owes mail."""
    return [model for model in apps.get_models() if issubclass(model, OutgoingMail)]


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def marks(salt: str, value: str) -> list[str]:
    """What the site knows a value by, in hexadecimal digits: made with its present key first, then with each earlier one.

    New things get the first; of what was made before, any will do. `salt` is of the use, so that no mark serves two.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(salt, value, secret=key, algorithm="sha256").hexdigest() for key in keys]


class PersonalLinkQuerySet(models.QuerySet):
    def for_token(self, token: str, purpose: str) -> Self:
        """The link of which this is the secret, if it is for this purpose and not expired; used ones too."""
        in_time = models.Q(expires_at=None) | models.Q(expires_at__gt=timezone.now())
        return self.filter(in_time, digest=digest(token), purpose=purpose)


class PersonalLink(models.Model):
    """The right to do one thing, for whoever holds a mailed secret. Only the secret's SHA-256 digest is kept.

    Name it `token` in the address: such an answer is kept nowhere (see `zorgpact.cms.middleware`).
    """

    purpose = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()
    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    @classmethod
    def issue(cls, purpose: str, expires_at: datetime | None = None, **about: Any) -> str:
        """Make a link about something, and give its secret: nobody can ask for it again."""
        token = secrets.token_urlsafe(32)
        cls._default_manager.create(purpose=purpose, expires_at=expires_at, digest=digest(token), **about)
        return token

    @classmethod
    def issue_in(cls, mail: OutgoingMail, purpose: str, **about: Any) -> str:
        """The link that a mail bears: the same at every attempt to send it, so none pile up and none is dead."""
        token = marks(f"{cls._meta.label_lower}.{purpose}", mail.message_id)[0]
        cls._default_manager.get_or_create(digest=digest(token), defaults={"purpose": purpose, **about})
        return token

    @classmethod
    def url_in(cls, mail: OutgoingMail, purpose: str, view: str, **about: Any) -> str:
        """The whole address that a mail bears: that of this view with the secret of `issue_in`."""
        return settings.BASE_URL + reverse(view, args=[cls.issue_in(mail, purpose, **about)])

    def use(self) -> bool:
        """Note its first use; False when it was used before. For what may be done once, by one of two at the same moment."""
        unused = type(self)._default_manager.filter(pk=self.pk, used_at=None)
        return unused.update(used_at=timezone.now()) == 1
