"""Whom we ask how an action goes. Personal data: never public, never a snippet, in no export, index or log."""

from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class ContactPersonQuerySet(models.QuerySet):
    def reachable(self) -> Self:
        """Who said yes, or was named by an editor, and may be asked."""
        return self.filter(state=ContactPerson.State.ACTIVE)

    def of_mailbox(self, address: str) -> Self:
        return self.alias(address=Lower("email")).filter(address=Lower(models.Value(address)))


class ContactPerson(models.Model):
    """Somebody at an organisation. What they may be asked: their actions, those of the organisation, or those of a plan."""

    class State(models.TextChoices):
        ACTIVE = "actief", "Wordt gevraagd"
        INVITED = "gevraagd", "Moet nog ja zeggen"
        DECLINED = "afgemeld", "Wil niet gevraagd worden"

    organisation = models.ForeignKey(
        "pacts.Organisation",
        verbose_name="organisatie",
        on_delete=models.CASCADE,
        related_name="contact_persons",
    )
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres")
    phone = models.CharField("telefoon", max_length=30, blank=True)
    is_fallback = models.BooleanField(
        "vraag dit voor elke actie van de organisatie",
        default=False,
        help_text="Voor acties die geen eigen contactpersoon hebben.",
    )
    plans = models.ManyToManyField(
        "pacts.Plan",
        verbose_name="coördineert de plannen",
        blank=True,
        related_name="coordinators",
        help_text="Hoort het als een eigenaar niet antwoordt.",
    )
    pacts = models.ManyToManyField(
        "pacts.Pact", verbose_name="coördineert de pacten", blank=True, related_name="coordinators"
    )
    actions = models.ManyToManyField(
        "agenda.Action", verbose_name="acties", blank=True, related_name="contact_persons"
    )
    state = models.CharField("stand", max_length=10, choices=State, default=State.ACTIVE)
    is_checked = models.BooleanField(
        "bekend bij de redactie",
        default=True,
        help_text="Uit bij wie door een ander werd genoemd: wat die meldt, wacht dan altijd op de redactie.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    idle_since = models.DateField("geen open actie sinds", null=True, editable=False)

    objects = ContactPersonQuerySet.as_manager()
    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["organisation__title", "name"]
        verbose_name = "contactpersoon"
        verbose_name_plural = "contactpersonen"
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                name="contact_once_per_organisation",
                violation_error_message="Dit e-mailadres staat al bij deze organisatie.",
            ),
        ]

    def __str__(self) -> str:
        """Without the name: Wagtail keeps this in its log, for ever."""
        return f"contactpersoon {self.pk} van {self.organisation}"


class Handover(models.Model):
    """ "Dit is niet meer van mij": whom to ask instead of an action, or what the editor should know."""

    request = models.ForeignKey("agenda.ReportRequest", on_delete=models.CASCADE, related_name="handovers")
    action = models.ForeignKey(
        "agenda.Action", verbose_name="actie", on_delete=models.CASCADE, related_name="handovers"
    )
    successor = models.ForeignKey(
        ContactPerson, null=True, blank=True, on_delete=models.SET_NULL, related_name="handovers"
    )
    """Who was named; has to say yes first."""
    remark = models.CharField("opmerking", max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    is_handled = models.BooleanField("afgehandeld", default=False)

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "action"], name="handover_once_per_request_and_action"
            ),
        ]
