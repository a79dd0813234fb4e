"""What a room says of what was agreed before: the next report of an action, or of a promise that nobody confirmed yet."""

from django.db import models

from zorgpact.dialogue.models.commitments import Commitment
from zorgpact.dialogue.models.outcomes import Dialogue


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> "ReviewQuerySet":
        """Those that were not undone."""
        return self.filter(is_undone=False)


class Review(models.Model):
    """One verdict of the room. Of an action it is a report, unless it was a rehearsal (see `zorgpact.dialogue.telling`)."""

    class Verdict(models.TextChoices):
        KEPT = "loopt", "Loopt nog"
        REWORDED = "herwoord", "Anders verwoord"
        DONE = "klaar", "Klaar"
        STOPPED = "gestopt", "Gestopt"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="reviews")
    action = models.ForeignKey(
        "agenda.Action", null=True, blank=True, on_delete=models.CASCADE, related_name="reviews"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="reviews"
    )
    verdict = models.CharField("hoe staat het?", max_length=10, choices=Verdict)
    text = models.CharField("wat zegt de zaal erover?", max_length=200, blank=True)
    due_on = models.DateField("klaar op wordt", null=True, blank=True)
    note = models.OneToOneField(
        "agenda.ProgressNote", null=True, blank=True, on_delete=models.SET_NULL, related_name="review"
    )
    """The report that came of it."""
    version = models.PositiveIntegerField(default=0)
    is_undone = models.BooleanField(default=False)

    objects = ReviewQuerySet.as_manager()
    is_seen = False  # the report that comes of it is
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["id"]
        verbose_name = "terugblik"
        verbose_name_plural = "terugblikken"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action=None) ^ models.Q(commitment=None), name="review_of_one_thing"
            ),
            *(
                models.UniqueConstraint(
                    fields=["dialogue", subject],
                    condition=models.Q(is_undone=False),
                    name=f"review_stands_once_per_{subject}",
                )
                for subject in ("action", "commitment")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action or self.commitment}: {self.get_verdict_display()}"
