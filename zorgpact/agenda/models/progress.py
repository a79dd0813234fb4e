"""What was told of an action: by an editor, or by its owner with a personal link."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from zorgpact.agenda.models.actions import Action
from zorgpact.users.models import User

ENDS_BEFORE_IT_BEGINS = "De actie begint dan pas. Kies een latere datum."


class ProgressNoteQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What any visitor may read."""
        return self.filter(state=ProgressNote.State.PUBLIC)

    def pending(self) -> Self:
        """What an editor still has to look at, oldest first."""
        return self.filter(state=ProgressNote.State.PENDING).order_by("created_at", "id")


class ProgressNote(models.Model):
    """A dated note on how an action goes, with the status and the date that it gave the action if it changed them."""

    class State(models.TextChoices):
        PUBLIC = "openbaar", "Op de site"
        PENDING = "wacht", "Wacht op de redactie"
        REFUSED = "geweigerd", "Niet geplaatst"

    class Answer(models.TextChoices):
        ON_TRACK = "op-schema", "Op schema"
        SLIPPING = "loopt-uit", "Loopt uit"
        DONE = "klaar", "Klaar"
        STOPPED = "gestopt", "Gestopt"

    action = models.ForeignKey(Action, verbose_name="actie", on_delete=models.CASCADE, related_name="notes")
    noted_on = models.DateField("datum")
    text = models.TextField("hoe gaat het?", max_length=1000)
    status = models.CharField(
        "de status wordt",
        max_length=12,
        choices=Action.Status,
        blank=True,
        help_text="Leeg: de status van de actie blijft zoals hij is.",
    )
    due_on = models.DateField(
        "klaar op wordt", null=True, blank=True, help_text="Leeg: de datum van de actie blijft."
    )
    status_before = models.CharField(max_length=12, blank=True, editable=False)
    due_on_before = models.DateField(null=True, editable=False)
    """What the action had before this note changed it; empty when it changed nothing."""
    answer = models.CharField("antwoord", max_length=12, choices=Answer, blank=True, editable=False)
    organisation = models.ForeignKey(
        "pacts.Organisation",
        verbose_name="namens",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    """Whose report it is. Never a person."""
    request = models.ForeignKey(
        "agenda.ReportRequest",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="notes",
        editable=False,
    )
    state = models.CharField("stand", max_length=10, choices=State, default=State.PUBLIC, editable=False)
    refusal = models.CharField("waarom niet", max_length=500, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProgressNoteQuerySet.as_manager()

    panels = [
        FieldPanel("action"),
        FieldPanel("noted_on"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("status"), FieldPanel("due_on")]),
    ]

    class Meta:
        ordering = ["-noted_on", "-id"]
        verbose_name = "voortgangsnotitie"
        verbose_name_plural = "voortgangsnotities"
        constraints = [
            models.UniqueConstraint(fields=["request", "action"], name="note_once_per_request_and_action"),
        ]

    def __str__(self) -> str:
        return f"{self.noted_on:%d-%m-%Y}: {self.text[:60]}"

    def clean(self) -> None:
        super().clean()
        begins_on = self.action.starts_on if self.action_id else None
        if self.due_on and begins_on and self.due_on < begins_on:
            raise ValidationError({"due_on": ENDS_BEFORE_IT_BEGINS})

    def can_be_corrected_by(self, user: User | AnonymousUser) -> bool:
        """By its writer on the day that it was written; afterwards it stands."""
        is_today = timezone.localdate(self.created_at) == timezone.localdate()
        return self.author_id is not None and self.author_id == user.pk and is_today
