"""What a session yields: the points of its tables, the common threads, and the actions that these became."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable


class Dialogue(ClusterableModel):
    """The conversation of one session. It is kept beside the session, not in its drafts: what is saved is public with it."""

    event = models.OneToOneField(
        "events.Event", verbose_name="sessie", on_delete=models.CASCADE, related_name="dialogue"
    )

    class Meta:
        ordering = ["-event__start_at"]
        verbose_name = "opbrengst"
        verbose_name_plural = "opbrengsten"

    def __str__(self) -> str:
        return f"Opbrengst van {self.event}"


class Contribution(Orderable):
    """A point that a table brought in."""

    class Kind(models.TextChoices):
        SUCCESS_FACTOR = "succesfactor", "Succesfactor"
        ACTION_POINT = "actiepunt", "Actiepunt"

    dialogue = ParentalKey(Dialogue, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.ACTION_POINT)
    text = models.CharField("punt", max_length=300)
    table = models.PositiveSmallIntegerField("tafel", null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "punt"
        verbose_name_plural = "punten"

    def __str__(self) -> str:
        return self.text


class Thread(ClusterableModel, Orderable):
    """What the room agreed on (a "rode draad"). The order is that in which the room put them."""

    dialogue = ParentalKey(Dialogue, on_delete=models.CASCADE, related_name="threads")
    text = models.CharField("rode draad", max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = "rode draad"
        verbose_name_plural = "rode draden"

    def __str__(self) -> str:
        return self.text


class ThreadAction(Orderable):
    """An action that came of a thread. An action can answer several threads, also of several sessions."""

    thread = ParentalKey(Thread, on_delete=models.CASCADE, related_name="thread_actions")
    action = models.ForeignKey(
        "agenda.Action", verbose_name="actie", on_delete=models.CASCADE, related_name="thread_actions"
    )

    class Meta(Orderable.Meta):
        verbose_name = "actie"
        verbose_name_plural = "acties"
        constraints = [
            models.UniqueConstraint(fields=["thread", "action"], name="thread_action_once"),
        ]

    def __str__(self) -> str:
        return str(self.action)
