"""Rounds: how every action stood on a day, and what every plan said, kept for ever.

As soon as `frozen_at` is set, triggers in the database refuse whatever would change the round or its rows: also from
SQL, and from a shell (migration 0005). They do not hold back who may change the tables themselves: TRUNCATE on
PostgreSQL, a trigger that is dropped. On SQLite a migration that makes one of these tables anew takes its triggers along:
it must make them again. A round that is not frozen yet is changed and removed like anything else.

Everything a round tells is copied. What it points to may change or go; only who reads can tell whether it is still there.
"""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Orderable

from zorgpact.agenda.models.actions import SILENT_AFTER, Action, months_after
from zorgpact.cms.models import Inventable
from zorgpact.cms.texts import clean_texts

COUNTRY = "NL"
"""The place of an action for the whole country; its name stands beside it, as that of a region does."""
NOWHERE = ""


class RoundQuerySet(models.QuerySet):
    def frozen(self) -> Self:
        """What any visitor may see, the newest first."""
        return self.filter(frozen_at__isnull=False).order_by("-held_on")


class Round(Inventable, ClusterableModel):
    """A day on which all actions and plans are put on record."""

    title = models.CharField("naam", max_length=120, help_text="Zoals ‘Voortgangsronde najaar 2018’.")
    slug = models.SlugField(
        "adres", max_length=120, unique=True, help_text="Staat in het webadres van de ronde."
    )
    held_on = models.DateField(
        "datum",
        help_text="De dag waarvan dit de stand is. Na die van de ronde ervoor, en niet later dan vandaag.",
    )
    note = models.TextField(
        "toelichting",
        max_length=1000,
        blank=True,
        help_text="Wat een lezer moet weten: ‘Twee regio’s leverden na de sluiting nog gegevens aan.’",
    )
    before = models.ForeignKey(
        "self",
        verbose_name="de ronde ervoor",
        null=True,
        on_delete=models.SET_NULL,
        related_name="after",
        editable=False,
    )
    """With which it is compared: the last one that was frozen before it."""
    frozen_at = models.DateTimeField("vastgezet op", null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("held_on"),
        FieldPanel("note"),
        FieldPanel("is_example"),
    ]

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = "ronde"
        verbose_name_plural = "rondes"

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        clean_texts(self)
        super().clean()
        if self.held_on and self.held_on > timezone.localdate():
            raise ValidationError({"held_on": "Die dag komt nog. Een ronde legt vast hoe het nu is."})

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def silent_since(self) -> date:
        """Whoever was not heard after this day is silent: as `Action.silence`, on the day of the round."""
        return months_after(self.held_on, -SILENT_AFTER)


class RoundActionQuerySet(models.QuerySet):
    """What moved since the round before. In a first round everything is new."""

    def new(self) -> Self:
        return self.filter(status_before="")

    def turned(self, status: str) -> Self:
        """Those that got this status, and had another one."""
        return self.filter(status=status).exclude(status_before__in=["", status])

    def moved(self) -> Self:
        """Those that are to be ready on another day than they were."""
        is_other = ~models.Q(due_on=models.F("due_on_before"))
        is_none = models.Q(due_on=None, due_on_before=None)
        return self.exclude(status_before="").filter(is_other).exclude(is_none)

    def open(self) -> Self:
        return self.filter(status__in=Action.OPEN)

    def silent(self, since: date) -> Self:
        """Open ones of which nothing was heard after that day."""
        return self.open().filter(state_on__lte=since)

    def nearest_first(self) -> Self:
        return self.order_by(models.F("due_on").asc(nulls_last=True), "title")


class RoundAction(Orderable, ClusterableModel):
    """An action as it stood. No person is named in it."""

    round = ParentalKey(Round, verbose_name="ronde", on_delete=models.CASCADE, related_name="actions")
    key = models.CharField(max_length=140)
    """By what it is known in all rounds, also when its address changed, it was removed or the site moved."""
    action = models.ForeignKey(
        Action,
        verbose_name="actie",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,  # it may go; this row stays what it is
        related_name="+",
    )
    title = models.CharField("actie", max_length=200)
    slug = models.CharField("webadres", max_length=120)
    owner = models.CharField("eigenaar", max_length=200)
    line = models.CharField("actielijn", max_length=100, blank=True)
    line_slug = models.CharField(max_length=100, blank=True)
    status = models.CharField("status", max_length=12, choices=Action.Status)
    status_before = models.CharField("status ervoor", max_length=12, choices=Action.Status, blank=True)
    """In the round before; empty when it was not in that one."""
    due_on = models.DateField("klaar op", null=True)
    due_on_before = models.DateField("klaar op, ervoor", null=True)
    reported_on = models.DateField("laatste bericht", null=True)
    state_on = models.DateField("stand van")
    """As `Action.state_on`: the last report, or else its publication."""
    is_national = models.BooleanField("landelijk", default=False)
    is_example = models.BooleanField("voorbeeld", default=False)

    objects = RoundActionQuerySet.as_manager()
    is_seen = False  # an edition begins when the round is frozen
    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = "actie in een ronde"
        verbose_name_plural = "acties in een ronde"
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="round_action_once"),
        ]
        indexes = [models.Index(fields=["round", "status"], name="round_action_status")]


class RoundPlace(Orderable):
    """Where an action was: a region by its CBS code, the country, or nowhere. Each action has at least one."""

    frozen_action = ParentalKey(RoundAction, on_delete=models.CASCADE, related_name="places")
    code = models.CharField(max_length=6, blank=True)
    title = models.CharField(max_length=200)

    is_seen = False  # an edition begins when the round is frozen
    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = "plaats van een actie in een ronde"
        verbose_name_plural = "plaatsen van acties in een ronde"
        constraints = [
            models.UniqueConstraint(fields=["frozen_action", "code"], name="round_place_once"),
        ]


class RoundPlanQuerySet(models.QuerySet):
    def readable(self) -> Self:
        """Of which visitors may read the text: in a frozen round, and of a plan that is on the site today."""
        return self.filter(round__frozen_at__isnull=False, plan__live=True)

    def in_lists(self) -> Self:
        """Without their texts, and with whether these may be read."""
        names = ("round", "title", "slug", "regions", "period_start", "period_end")
        return self.select_related("plan").only(*names, "plan__live", "plan__is_example")


class RoundPlan(Orderable):
    """A plan with its whole text. Whoever takes a plan off the site, takes its old texts along: only its title stays."""

    round = ParentalKey(Round, verbose_name="ronde", on_delete=models.CASCADE, related_name="plans")
    plan = models.ForeignKey(
        "pacts.Plan",
        verbose_name="plan",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    title = models.CharField("plan", max_length=200)
    slug = models.CharField("webadres", max_length=120)
    regions = models.TextField("regio’s", blank=True)
    period_start = models.PositiveSmallIntegerField("vanaf jaar")
    period_end = models.PositiveSmallIntegerField("tot en met jaar")
    text = models.TextField("tekst", blank=True)
    """Introduction, analysis, and each ambition with its target, without markup; a blank line between paragraphs."""

    objects = RoundPlanQuerySet.as_manager()
    is_seen = False  # an edition begins when the round is frozen
    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = "plan in een ronde"
        verbose_name_plural = "plannen in een ronde"
        constraints = [models.UniqueConstraint(fields=["round", "slug"], name="round_plan_once")]

    @property
    def is_readable(self) -> bool:
        """As `readable`. Needs `plan`."""
        return bool(self.plan and self.plan.live)
