"""The room itself: its steps, tables, links and seats, the ballots, and the log of all that was done.

Nobody in it is named. None of these rows is seen by visitors, so none begins a new edition of the site.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from zorgpact.dialogue.models.outcomes import Contribution, Dialogue, Thread
from zorgpact.outbox.models import PersonalLink, PersonalLinkQuerySet, digest, marks


class Step(models.Model):
    """A part of the conversation: what the room is asked, and for how long."""

    class Kind(models.TextChoices):
        WELCOME = "welkom", "Welkom"
        LOOKING_BACK = "terugblik", "Terugblik"
        COLLECTING = "verzamelen", "Verzamelen"
        VOTING = "stemmen", "Stemmen"
        THREADS = "draden", "Rode draden"
        COMMITMENTS = "toezeggingen", "Toezeggingen"
        CLOSING = "afsluiting", "Afsluiting"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField("volgorde")
    kind = models.CharField("stap", max_length=12, choices=Kind)
    question = models.CharField(
        "vraag of tekst op het scherm",
        max_length=200,
        help_text="Kort: de hele zaal leest het van het scherm.",
    )
    point_kind = models.CharField(
        "soort punten",
        max_length=12,
        choices=Contribution.Kind,
        default=Contribution.Kind.ACTION_POINT,
        help_text="Alleen bij verzamelen.",
    )
    minutes = models.PositiveSmallIntegerField("minuten", default=10)
    dots = models.PositiveSmallIntegerField(
        "stippen per telefoon", default=3, help_text="Alleen bij stemmen."
    )
    on_threads = models.BooleanField(
        "stem op de rode draden", default=False, help_text="Uit: ieder stemt op de punten van de tafels."
    )
    is_revealed = models.BooleanField(default=False, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["order"]
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "order"], name="step_once_per_place"),
            models.CheckConstraint(
                condition=models.Q(dots__gte=1, dots__lte=10),
                name="step_dots_are_few",
                violation_error_message="Geef ieder 1 tot en met 10 stippen.",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=240),
                name="step_minutes_make_sense",
                violation_error_message="Kies 1 tot en met 240 minuten.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.get_kind_display()}"

    @property
    def ends_at(self) -> datetime | None:
        """When its time is up, once it began."""
        return self.started_at and self.started_at + timedelta(minutes=self.minutes)


class Table(models.Model):
    """Where people sit together. Its list is shared by all its phones."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="table_once_per_dialogue")]

    def __str__(self) -> str:
        return f"Tafel {self.number}"


class DialogueLinkQuerySet(PersonalLinkQuerySet):
    def working(self) -> "DialogueLinkQuerySet":
        return self.filter(revoked_at=None)


class DialogueLink(PersonalLink):
    """The right to one part in one room, for whoever holds the secret: no account, no name.

    The secret is made of `serial` with the key of the site, so that an organiser can print it again; kept is its digest. When
    the site gets another key, a link goes on with the one that it was made with: its cards lie on the tables.
    """

    class Purpose(models.TextChoices):
        FACILITATOR = "leiding", "Gespreksleider"
        MODERATOR = "moderatie", "Meelezer: tonen en achterhouden"
        SCREEN = "scherm", "Scherm"
        TABLE = "tafel", "Tafel"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="links")
    table = models.ForeignKey(Table, null=True, blank=True, on_delete=models.CASCADE, related_name="links")
    serial = models.CharField(max_length=32, unique=True)
    is_spare = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = DialogueLinkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose="tafel", table__isnull=False)
                | (~models.Q(purpose="tafel") & models.Q(table=None)),
                name="dialogue_link_table_for_tables",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}{' (reserve)' if self.is_spare else ''}"

    @classmethod
    def make(cls, **about: Any) -> "DialogueLink":
        serial = secrets.token_hex(16)
        link = cls(serial=serial, **about)
        link.digest = digest(link.token)
        link.save()
        return link

    def get_purpose_display(self) -> str:
        return str(self.Purpose(self.purpose).label)

    @property
    def token(self) -> str:
        return next((one for one in self.tokens if digest(one) == self.digest), self.tokens[0])

    @property
    def tokens(self) -> list[str]:
        """Of the present key, and of earlier ones."""
        return [mark[:40] for mark in marks("dialogue.link", self.serial)]

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    @property
    def pin(self) -> str:
        """For who cannot scan the card of a table: its number and four digits more."""
        mark = marks("dialogue.pin", self.serial)[self.tokens.index(self.token)]
        number = int(mark, 16) % 10_000
        return f"{self.table.number}{number:04}" if self.table else ""


class Seat(models.Model):
    """A phone in the room, without a name: what it wrote and voted, for as long as it may be changed."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="seats")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="seats")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    is_seen = False
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"Stoel aan {self.table}"


class Ballot(models.Model):
    """A dot that a seat gave, to a point or to a thread."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.SET_NULL, related_name="ballots")
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="ballots"
    )
    thread = models.ForeignKey(
        Thread, null=True, blank=True, on_delete=models.CASCADE, related_name="ballots"
    )

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contribution=None) ^ models.Q(thread=None), name="ballot_for_one_thing"
            ),
            models.UniqueConstraint(
                fields=["step", "seat", "contribution"], name="ballot_once_per_contribution"
            ),
            models.UniqueConstraint(fields=["step", "seat", "thread"], name="ballot_once_per_thread"),
        ]

    def __str__(self) -> str:
        return f"Stip voor {self.contribution or self.thread}"


class LogEntry(models.Model):
    """What was done in the room. Only added, never changed, but for texts that must be erased: that is logged as well."""

    class Role(models.TextChoices):
        SEAT = "stoel", "Tafel"
        FACILITATOR = "leiding", "Gespreksleider"
        MODERATOR = "moderatie", "Meelezer"
        ORGANISER = "organisator", "Organisator"
        OWNER = "eigenaar", "Eigenaar van een toezegging"
        CLOCK = "klok", "Vanzelf"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="log")
    version = models.PositiveIntegerField()
    role = models.CharField(max_length=12, choices=Role)
    verb = models.CharField(max_length=40)
    changes = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """Each row that it touched: `model`, `pk`, and the fields that changed, `before` and `after`."""
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    at = models.DateTimeField(auto_now_add=True)

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "version"], name="log_one_entry_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.verb}"
