"""Organisations that join an action: "wij doen mee"."""

from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class JoiningQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(state=Joining.State.APPROVED)

    def pending(self) -> Self:
        """Confirmed by mail, and not looked at by an editor."""
        return self.filter(state=Joining.State.PENDING, confirmed_at__isnull=False).order_by("confirmed_at")


class Joining(models.Model):
    """The name of the organisation and what it adds become public; who said it does not."""

    class State(models.TextChoices):
        PENDING = "wacht", "Wacht op de redactie"
        APPROVED = "akkoord", "Op de site"
        REFUSED = "geweigerd", "Niet geplaatst"

    action = models.ForeignKey(
        "agenda.Action", verbose_name="actie", on_delete=models.CASCADE, related_name="joinings"
    )
    organisation = models.CharField("organisatie", max_length=160)
    text = models.CharField("wat voegen jullie toe?", max_length=500)
    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    state = models.CharField("stand", max_length=10, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = JoiningQuerySet.as_manager()
    is_seen = False  # whoever shows one begins a new edition: see `zorgpact.agenda.joining`
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["confirmed_at", "id"]
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        constraints = [
            models.UniqueConstraint(
                "action", Lower("email"), condition=~models.Q(email=""), name="joining_once_per_address"
            ),
        ]
