"""Asking how actions go: one request to one person for all of their actions, from the mail until the round closes."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

CLOSES_AFTER = timedelta(days=60)


class ReportRequestQuerySet(models.QuerySet):
    def of_mailbox(self, address: str) -> Self:
        return self.filter(email__iexact=address)

    def unclosed(self) -> Self:
        """Those of which the round is going on."""
        return self.filter(asked_on__gt=timezone.localdate() - CLOSES_AFTER)

    def asked_for(self, days: int) -> Self:
        """Those that were asked so many days ago or longer."""
        return self.filter(asked_on__lte=timezone.localdate() - timedelta(days=days))


class ReportRequest(models.Model):
    """The address is that of a mailbox (see `zorgpact.outbox.addresses`), so one person is asked once."""

    class Kind(models.TextChoices):
        OWNER = "eigenaar", "aan wie het weet"
        COORDINATOR = "coordinator", "aan de coördinator, na stilte"
        RENEWED = "opnieuw", "op verzoek, na een verlopen link"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OWNER)
    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=120, blank=True)
    asked_on = models.DateField("gevraagd op")
    created_at = models.DateTimeField(default=timezone.now)
    actions = models.ManyToManyField("agenda.Action", related_name="requests")
    typed = models.JSONField(default=dict, blank=True)
    """What was typed on a link that had expired: the fresh form starts with it."""
    is_declined = models.BooleanField(default=False)
    """Its reader asked not to be asked any more: remembered for good, for an address that is no contact person's."""
    told_at = models.DateTimeField(null=True, blank=True)
    """When the coordinators were told that nothing was heard."""

    objects = ReportRequestQuerySet.as_manager()
    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-asked_on", "id"]
        verbose_name = "vraag om voortgang"
        verbose_name_plural = "vragen om voortgang"
        constraints = [
            models.UniqueConstraint(
                fields=["email", "asked_on", "kind"], name="request_once_per_person_and_day"
            ),
        ]

    @property
    def closes_on(self) -> date:
        """The first day on which the link does nothing any more."""
        return self.asked_on + CLOSES_AFTER

    @property
    def is_closed(self) -> bool:
        return timezone.localdate() >= self.closes_on
