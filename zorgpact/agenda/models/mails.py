"""What people are owed by mail about actions, and the links in it."""

from typing import Any

from django.db import models

from zorgpact.outbox.models import OutgoingMail, PersonalLink


class Concern(models.Model):
    """What a mail or a link is about: one of these."""

    request = models.ForeignKey(
        "agenda.ReportRequest", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    contact = models.ForeignKey(
        "agenda.ContactPerson", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    joining = models.ForeignKey(
        "agenda.Joining", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    follower = models.ForeignKey(
        "agenda.Follower", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    subscription = models.ForeignKey(
        "agenda.Subscription", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class Mail(Concern, OutgoingMail):
    class Kind(models.TextChoices):
        ASK = "ask", "Hoe gaat het?"
        REMIND = "remind", "Eerste herinnering"
        REMIND_AGAIN = "remind_again", "Tweede herinnering"
        SILENCE = "silence", "Aan de coördinator: niets gehoord"
        RENEW = "renew", "Nieuwe link"
        REFUSED = "refused", "Bericht niet geplaatst"
        INVITE = "invite", "Mogen we je vragen?"
        JOIN = "join", "Bevestig dat jullie meedoen"
        JOINED = "joined", "Jullie staan erbij"
        NOT_JOINED = "not_joined", "Jullie staan er niet bij"
        FOLLOW = "follow", "Bevestig dat je dit volgt"
        DIGEST = "digest", "Wat er veranderde"

    ONCE = (Kind.ASK, Kind.REMIND, Kind.REMIND_AGAIN, Kind.SILENCE)

    kind = models.CharField(max_length=12, choices=Kind)
    changes = models.JSONField(default=list, blank=True)
    """The keys of what a digest tells."""

    class Meta(OutgoingMail.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=models.Q(kind__in=["ask", "remind", "remind_again", "silence"]),
                name="agenda_mail_once_per_request",
            ),
        ]

    @property
    def address(self) -> str:
        """Whose it is."""
        follower = self.subscription.follower if self.subscription else self.follower
        meant: Any = self.request or self.contact or self.joining or follower
        return meant.email


class Link(Concern, PersonalLink):
    class Purpose(models.TextChoices):
        REPORT = "report", "melden hoe het gaat"
        DECLINE = "decline", "vraag iemand anders"
        INVITE = "invite", "ja, vraag mij"
        JOIN = "join", "wij doen mee"
        FOLLOW = "follow", "volgen"
        LEAVE = "leave", "niet meer volgen"

    purpose = models.CharField(max_length=12, choices=Purpose)
