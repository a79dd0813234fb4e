"""Who comes, and what mail they are owed. Personal data: never a snippet, never in a chooser."""

from django.db import models
from django.db.models.functions import Lower


class RegistrationQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(status=Registration.Status.CONFIRMED)

    def standing(self):
        """Those who have a place or wait for one."""
        return self.filter(status__in=Registration.STANDING)

    def waiting(self):
        """Those on the waiting list, who came first first."""
        return self.filter(status=Registration.Status.WAITING).order_by("queued_at", "id")

    def ahead_of(self, registration):
        """Those on the waiting list of the same event who go before this one."""
        earlier = models.Q(queued_at__lt=registration.queued_at)
        same_moment = models.Q(queued_at=registration.queued_at, id__lt=registration.pk)
        return self.waiting().filter(earlier | same_moment, event=registration.event_id)


class Registration(models.Model):
    """One person's place, or wish for a place, at one event."""

    class Status(models.TextChoices):
        CONFIRMED = "bevestigd", "Bevestigd"
        WAITING = "wachtlijst", "Wachtlijst"
        CANCELLED = "geannuleerd", "Geannuleerd"

    STANDING = (Status.CONFIRMED, Status.WAITING)

    event = models.ForeignKey(
        "events.Event", verbose_name="sessie", on_delete=models.PROTECT, related_name="registrations"
    )
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres")
    organisation = models.CharField("organisatie", max_length=160)
    role = models.CharField("functie", max_length=120, blank=True)
    region = models.ForeignKey(
        "pacts.Region",
        verbose_name="regio",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    remarks = models.TextField("opmerkingen", max_length=1000, blank=True)
    status = models.CharField("status", max_length=12, choices=Status)
    created_at = models.DateTimeField("aangemeld op", auto_now_add=True)
    queued_at = models.DateTimeField("in de rij sinds")
    cancelled_at = models.DateTimeField("geannuleerd op", null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["queued_at", "id"]
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                name="registration_once_per_address",
                violation_error_message="Dit e-mailadres is al aangemeld.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_status_display()})"


class AccessToken(models.Model):
    """The right to do one thing with one registration. Only a SHA-256 digest is kept."""

    class Purpose(models.TextChoices):
        CANCEL = "cancel", "annuleren"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="tokens")
    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True


class Mail(models.Model):
    """A mail that is owed, written in the transaction that owes it and sent afterwards by the worker."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "Je bent aangemeld"
        WAITING = "waiting", "Je staat op de wachtlijst"
        PROMOTED = "promoted", "Er is een plaats voor je"
        CANCELLED = "cancelled", "Je aanmelding is geannuleerd"
        CALLED_OFF = "called_off", "De sessie gaat niet door"
        RESUMED = "resumed", "De sessie gaat toch door"

    class State(models.TextChoices):
        QUEUED = "queued", "Wacht"
        SENDING = "sending", "Wordt verstuurd"
        SENT = "sent", "Verstuurd"
        FAILED = "failed", "Mislukt"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["due_at", "id"]
