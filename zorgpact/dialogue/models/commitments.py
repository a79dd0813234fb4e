"""Who takes up what: said in the room, an action of the agenda once its owner confirms it."""

from django.db import models

from zorgpact.dialogue.models.outcomes import Dialogue, Thread
from zorgpact.outbox.models import OutgoingMail, PersonalLink


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def standing(self) -> "CommitmentQuerySet":
        """Those that were not undone."""
        return self.filter(is_undone=False)

    def open(self) -> "CommitmentQuerySet":
        """Nobody confirmed it yet."""
        return self.standing().filter(action=None)


class Commitment(models.Model):
    """An answer to "wie pakt dit op?". The name and the address of the person are private."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="commitments")
    thread = models.ForeignKey(
        Thread, verbose_name="rode draad", null=True, on_delete=models.CASCADE, related_name="commitments"
    )
    text = models.CharField("wat gaat er gebeuren?", max_length=200)
    organisation = models.ForeignKey(
        "pacts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation_name = models.CharField("welke organisatie pakt dit op?", max_length=200)
    person_name = models.CharField("wie?", max_length=120, blank=True)
    person_email = models.EmailField("e-mailadres", blank=True)
    regions = models.ManyToManyField("pacts.Region", verbose_name="regio's", blank=True, related_name="+")
    """Without any: the whole country."""
    due_on = models.DateField("wanneer is het klaar?", null=True, blank=True)
    action = models.OneToOneField(
        "agenda.Action", null=True, blank=True, on_delete=models.SET_NULL, related_name="commitment"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    is_undone = models.BooleanField(default=False)

    objects = CommitmentQuerySet.as_manager()
    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["id"]
        verbose_name = "toezegging"
        verbose_name_plural = "toezeggingen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action=None) | models.Q(confirmed_at__isnull=False),
                name="commitment_action_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CommitmentLink(PersonalLink):
    """The right to confirm one commitment."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", "bevestigen"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="links")


class CommitmentMail(OutgoingMail):
    """The question whether somebody really takes it up."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="mails")
