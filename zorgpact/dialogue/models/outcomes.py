"""What a session yields: the points of its tables, the common threads, and the actions that these became.

While a room is at work these rows are written by `zorgpact.dialogue.changing` only, and no visitor sees them: they begin no
new edition of the site. Saving the dialogue does, as the form of editors and publishing do.
"""

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

LONGEST_KEPT = 30
"""Days: what the site promises. A session may keep it shorter."""


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    def public(self) -> "DialogueQuerySet":
        """What visitors may see: written down by an editor, or published after the session."""
        return self.filter(state=Dialogue.State.PUBLIC)


class Dialogue(ClusterableModel):
    """The conversation of one session. It is kept beside the session, not in its drafts: what is saved is public with it.

    Unless a room was prepared: then it is public once the organiser publishes it.
    """

    class State(models.TextChoices):
        PREPARED = "voorbereid", "Voorbereid"
        RUNNING = "bezig", "Bezig"
        CLOSED = "afgelopen", "Afgelopen"
        PUBLIC = "openbaar", "Openbaar"

    event = models.OneToOneField(
        "events.Event", verbose_name="sessie", on_delete=models.CASCADE, related_name="dialogue"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PUBLIC, editable=False)
    code = models.CharField(max_length=6, blank=True, editable=False)
    """What people type to join, without look-alikes; empty when no room was prepared."""
    is_rehearsal = models.BooleanField("oefening", default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    """Raised by every write in the room, so that everybody who polls knows whether there is news."""
    step = models.ForeignKey(
        "dialogue.Step", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    first_vote_at = models.DateTimeField(null=True, blank=True, editable=False)
    """From then on the words of a point are fixed."""
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    kept_days = models.PositiveSmallIntegerField("bewaartermijn", default=LONGEST_KEPT, editable=False)
    """How long what was hidden, who took something up and the links are kept, in days."""
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """Who made the room: they are reminded when nobody else is known."""
    seat_count = models.PositiveIntegerField(default=0, editable=False)
    """How many phones joined; it outlives the seats."""
    in_charge = models.ForeignKey(
        "dialogue.DialogueLink",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """Which of the facilitators' links leads now."""

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ["-event__start_at"]
        verbose_name = "opbrengst"
        verbose_name_plural = "opbrengsten"
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="dialogue_code_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(is_rehearsal=True, state="openbaar"), name="rehearsal_never_public"
            ),
            models.CheckConstraint(
                condition=models.Q(kept_days__gte=1, kept_days__lte=LONGEST_KEPT),
                name="dialogue_kept_no_longer_than_the_site_keeps",
            ),
        ]

    def __str__(self) -> str:
        return f"Opbrengst van {self.event}"

    @property
    def has_room(self) -> bool:
        """Whether a room was prepared, so that there are steps, tables and links."""
        return bool(self.code)

    @property
    def is_at_work(self) -> bool:
        """Until the room is closed the form of editors would overwrite what it writes."""
        return self.state in (self.State.PREPARED, self.State.RUNNING)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def shown(self) -> "ContributionQuerySet":
        """What counts and may be seen: not held back, withdrawn or replaced by another wording."""
        return self.filter(state=Contribution.State.SHOWN)


class Contribution(Orderable):
    """A point that a table brought in."""

    class Kind(models.TextChoices):
        SUCCESS_FACTOR = "succesfactor", "Succesfactor"
        ACTION_POINT = "actiepunt", "Actiepunt"

    class State(models.TextChoices):
        SHOWN = "getoond", "Getoond"
        HELD = "achter", "Achtergehouden"
        WITHDRAWN = "in", "Ingetrokken door de tafel"
        REPLACED = "vervangen", "Vervangen door een andere tekst"
        UNDONE = "terug", "Ongedaan gemaakt"

    class How(models.TextChoices):
        """What was done to the parent."""

        SPLIT = "splitsing", "Gesplitst"
        REWORDED = "herwoord", "Anders verwoord"

    dialogue = ParentalKey(Dialogue, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.ACTION_POINT)
    text = models.CharField("punt", max_length=300)
    table = models.PositiveSmallIntegerField("tafel", null=True, blank=True)
    state = models.CharField("stand", max_length=10, choices=State, default=State.SHOWN, editable=False)
    key = models.CharField(max_length=36, null=True, blank=True, editable=False)
    """Made by the phone at the first keystroke: whatever is sent with it again is the same point."""
    seat = models.ForeignKey(
        "dialogue.Seat",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="contributions",
    )
    is_paper = models.BooleanField("van papier", default=False, editable=False)
    is_late = models.BooleanField("nagekomen", default=False, editable=False)
    is_minority = models.BooleanField("minderheidspunt", default=False, editable=False)
    thread = models.ForeignKey(
        "dialogue.Thread",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="members",
    )
    """Empty: it stands loose, which is always allowed and always counted."""
    parent = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="children"
    )
    how = models.CharField(max_length=10, choices=How, blank=True, editable=False)
    votes = models.PositiveIntegerField(default=0, editable=False)
    """The sum of its ballots; it outlives them."""
    version = models.PositiveIntegerField(default=0, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Since when nobody sees it; its text is erased after a while."""

    objects = ContributionQuerySet.as_manager()
    is_seen = False

    class Meta(Orderable.Meta):
        verbose_name = "punt"
        verbose_name_plural = "punten"
        indexes = [models.Index(fields=["dialogue", "version"], name="contribution_news")]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "key"], name="contribution_once_per_key"),
            models.CheckConstraint(
                condition=models.Q(parent=None, how="")
                | (models.Q(parent__isnull=False) & ~models.Q(how="")),
                name="contribution_says_how_it_descends",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ThreadQuerySet(models.QuerySet["Thread"]):
    def standing(self) -> "ThreadQuerySet":
        """Those that were not undone."""
        return self.filter(is_undone=False)


class Thread(ClusterableModel, Orderable):
    """What the room agreed on (a "rode draad"). The order is that in which the room put them."""

    dialogue = ParentalKey(Dialogue, on_delete=models.CASCADE, related_name="threads")
    text = models.CharField("rode draad", max_length=300)
    votes = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    is_undone = models.BooleanField(default=False, editable=False)

    objects = ThreadQuerySet.as_manager()
    is_seen = False

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
