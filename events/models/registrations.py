"""Who comes, and what mail they are owed. Personal data: never a snippet, never in a chooser."""

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Lower, RowNumber

from zorgpact.outbox.models import OutgoingMail, PersonalLink


class RegistrationQuerySet(models.QuerySet):
    def confirmed(self) -> "RegistrationQuerySet":
        """Those who take a place."""
        return self.filter(status=Registration.Status.CONFIRMED)

    def certain(self) -> "RegistrationQuerySet":
        """Whose address was proven by a click in its own mail."""
        return self.filter(confirm_by=None)

    def unproven(self) -> "RegistrationQuerySet":
        """For whom a place is held, or was, until somebody clicks."""
        return self.filter(confirm_by__isnull=False)

    def active(self) -> "RegistrationQuerySet":
        """Those who have a place or wait for one."""
        return self.filter(status__in=Registration.ACTIVE)

    def waiting(self) -> "RegistrationQuerySet":
        """Those on the waiting list, who came first first."""
        return self.filter(status=Registration.Status.WAITING).order_by("queued_at", "id")

    def ahead_of(self, registration: "Registration") -> "RegistrationQuerySet":
        """Those on the waiting list of the same event who go before this one."""
        earlier = models.Q(queued_at__lt=registration.queued_at)
        same_moment = models.Q(queued_at=registration.queued_at, id__lt=registration.pk)
        return self.waiting().certain().filter(earlier | same_moment, event=registration.event_id)

    def of_mailbox(self, address: str) -> "RegistrationQuerySet":
        """Those of one address, compared as the constraint compares it."""
        return self.alias(address=Lower("email")).filter(address=Lower(models.Value(address)))

    def out_of_reach(self) -> "RegistrationQuerySet":
        """Who has a place or waits for one, and could not be mailed."""
        return self.active().filter(mails__state=OutgoingMail.State.FAILED).distinct()

    def with_position(self) -> "RegistrationQuerySet":
        """Annotate `position`: the place on the waiting list, from 1; None for who is not on it for certain."""
        is_certain = models.Q(confirm_by=None)
        parts: list[Any] = ["event", "status", models.Case(models.When(is_certain, then=1), default=0)]
        number = models.Window(RowNumber(), partition_by=parts, order_by=["queued_at", "id"])
        is_counted = models.Q(status=Registration.Status.WAITING) & is_certain
        return self.annotate(position=models.Case(models.When(is_counted, then=number)))

    def count_per_event(self) -> Coalesce:
        """How many of these each event has: to annotate events with."""
        mine = self.filter(event=models.OuterRef("pk")).order_by().values("event")
        return Coalesce(models.Subquery(mine.values(count=models.Count("pk"))), 0)


class Registration(models.Model):
    """One person's place, or wish for a place, at one event."""

    class Status(models.TextChoices):
        CONFIRMED = "bevestigd", "Bevestigd"
        WAITING = "wachtlijst", "Wachtlijst"
        CANCELLED = "geannuleerd", "Geannuleerd"

    ACTIVE = (Status.CONFIRMED, Status.WAITING)

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
    wishes = models.TextField("wensen", max_length=500, blank=True)
    """Diet and access. Data on health: with consent only, in no general list, and gone soon after the session."""
    wishes_allowed_at = models.DateTimeField("toestemming gegeven op", null=True, blank=True)
    status = models.CharField("status", max_length=12, choices=Status)
    created_at = models.DateTimeField("aangemeld op", auto_now_add=True)
    queued_at = models.DateTimeField("in de rij sinds")
    cancelled_at = models.DateTimeField("geannuleerd op", null=True, blank=True)
    confirm_by = models.DateTimeField("bevestigen vóór", null=True, blank=True)
    """Until when the place is held for whoever reads the address to click. None: somebody did, or an organiser knows them."""
    told = models.JSONField(default=dict, editable=False)
    """What this person was last told of the session (`Event.facts`), by mail or by a mail that waits."""

    objects = RegistrationQuerySet.as_manager()
    is_seen = False
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
            models.CheckConstraint(
                condition=models.Q(wishes="") | models.Q(wishes_allowed_at__isnull=False),
                name="registration_wishes_are_allowed",
                violation_error_message="Zonder toestemming bewaren we geen wensen.",
            ),
        ]

    def __str__(self) -> str:
        """Without a name: what fails is logged with the rows that it is about."""
        return f"Aanmelding {self.pk} ({self.get_status_display()})"

    @property
    def queue_position(self) -> int | None:
        """The place on the waiting list, from 1; None for who is not on it. One query."""
        is_waiting = self.status == self.Status.WAITING
        return Registration.objects.ahead_of(self).count() + 1 if is_waiting else None

    @property
    def facts(self) -> dict[str, Any]:
        """What this person must know of the session. Who waits is not given the address to take part."""
        return self.event.facts | ({} if self.status == self.Status.CONFIRMED else {"online_url": ""})


class RegistrationCount(models.Model):
    """What is left of the registrations for a session once they are erased: how many there were of each status."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="registration_counts")
    status = models.CharField("status", max_length=12, choices=Registration.Status)
    number = models.PositiveIntegerField("aantal")

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["status"]
        verbose_name = "aantal aanmeldingen"
        verbose_name_plural = "aantallen aanmeldingen"
        constraints = [
            models.UniqueConstraint(fields=["event", "status"], name="registration_count_once_per_status")
        ]


class AccessToken(PersonalLink):
    """The right to do one thing with one registration."""

    class Purpose(models.TextChoices):
        CANCEL = "cancel", "annuleren"
        DATA = "data", "gegevens inzien en wissen"
        CONFIRM = "confirm", "bevestigen"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="tokens")
    purpose = models.CharField(max_length=12, choices=Purpose)


class Mail(OutgoingMail):
    """News about one registration."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Bevestig je aanmelding"
        CONFIRMED = "confirmed", "Je bent aangemeld"
        WAITING = "waiting", "Je staat op de wachtlijst"
        PROMOTED = "promoted", "Er is een plaats voor je"
        CANCELLED = "cancelled", "Je aanmelding is geannuleerd"
        NOT_ADDED = "not_added", "Iemand anders op dit adres is niet aangemeld"
        MOVED = "moved", "Er is iets veranderd aan de sessie"
        CALLED_OFF = "called_off", "De sessie gaat niet door"
        RESUMED = "resumed", "De sessie gaat toch door"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=12, choices=Kind)
    refused_name = models.CharField(max_length=120, blank=True)
    """Who could not be added, because the address is somebody else's."""
    earlier = models.JSONField(default=dict)
    """What its receiver knew of the session before this news (`Event.facts`)."""
