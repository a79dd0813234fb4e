"""Who follows an action, a pact or a region by mail; and what changed, as a log that only grows."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format


class Follower(models.Model):
    """A mailbox: one digest a month, whatever it follows."""

    email = models.EmailField("e-mailadres")
    created_at = models.DateTimeField(default=timezone.now)
    awaits_until = models.DateField(null=True, blank=True)
    """Until when it is kept while it follows nothing yet: a table waits for the actions that are made of its points."""
    digest_month = models.DateField(null=True, blank=True)
    """The first day of the month of the last digest, also when there was nothing to tell."""

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "volger"
        verbose_name_plural = "volgers"
        constraints = [models.UniqueConstraint(Lower("email"), name="follower_once")]


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)


class Subscription(models.Model):
    """What a follower wants to hear of: one of these three."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="subscriptions")
    action = models.ForeignKey(
        "agenda.Action", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    pact = models.ForeignKey("pacts.Pact", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey(
        "pacts.Region", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.BigIntegerField(default=0)
    """The key of the last change that its follower was told of: a mark, so that no pause loses anything."""

    objects = SubscriptionQuerySet.as_manager()
    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "abonnement"
        verbose_name_plural = "abonnementen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action__isnull=False, pact=None, region=None)
                | models.Q(action=None, pact__isnull=False, region=None)
                | models.Q(action=None, pact=None, region__isnull=False),
                name="subscription_to_one_thing",
            ),
            *(
                models.UniqueConstraint(fields=["follower", subject], name=f"subscription_once_per_{subject}")
                for subject in ("action", "pact", "region")
            ),
        ]

    @property
    def subject(self) -> Any:
        """An action, a pact or a region."""
        return self.action or self.pact or self.region


class Change(models.Model):
    """Something of a public action that became other. Rows are only added: what comes later has a higher key."""

    class Kind(models.TextChoices):
        NEW = "nieuw", "Nieuwe actie"
        REPORT = "bericht", "Bericht van de eigenaar"
        STATUS = "status", "Andere stand"
        DATE = "datum", "Andere datum"

    action = models.ForeignKey("agenda.Action", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    note = models.ForeignKey(
        "agenda.ProgressNote", null=True, blank=True, on_delete=models.CASCADE, related_name="changes"
    )
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["id"]
        verbose_name = "verandering"
        verbose_name_plural = "veranderingen"

    @property
    def words(self) -> str:
        """What happened, in one sentence. For rows with their note."""
        if self.note:
            return f"{date_format(self.note.noted_on, 'j F Y')}: {self.note.text}"
        if self.kind == self.Kind.NEW:
            return "Deze actie is nieuw."
        if self.kind == self.Kind.STATUS:
            return f"De stand was {self.before} en is {self.after}."
        was, now = (
            date_format(date.fromisoformat(day), "j F Y") if day else "nog niet bekend"
            for day in (self.before, self.after)
        )
        return f"De datum was {was} en is {now}."
