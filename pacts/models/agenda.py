"""The action agenda: what was agreed, by whom, until when, and how it goes."""

from django import forms
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.search import index

from pacts.models.pacts import Pact
from pacts.models.plans import Plan
from zorgpact.cms.models import Publishable, PublishedQuerySet


class ActionQuerySet(PublishedQuerySet):
    def in_region(self, region):
        """Actions of a plan or a pact of this region."""
        plans = Plan.objects.published().in_region(region)
        pacts = Pact.objects.published().in_region(region)
        return self.filter(models.Q(plan__in=plans) | models.Q(pact__in=pacts))

    def tally(self) -> dict[str, int]:
        """How many there are of each status, and how many are `overdue`. One query."""
        overdue = models.Q(status__in=Action.OPEN, due_on__lt=timezone.localdate())
        counts = {str(status): models.Count("pk", filter=models.Q(status=status)) for status in Action.Status}
        return self.aggregate(**counts, overdue=models.Count("pk", filter=overdue))

    def in_order(self):
        """What runs first, then what is intended, then what is done or stopped; nearest date first."""
        stage = models.Case(
            models.When(status=Action.Status.RUNNING, then=0),
            models.When(status=Action.Status.INTENDED, then=1),
            models.When(status=Action.Status.DONE, then=2),
            default=3,
        )
        return self.order_by(stage, models.F("due_on").asc(nulls_last=True), "title")


class Action(index.Indexed, Publishable):
    """Something that an organisation does because a plan, a pact or a session asked for it."""

    template = "pacts/action_detail.html"
    context_name = "action"

    class Status(models.TextChoices):
        INTENDED = "voorgenomen", "Voorgenomen"
        RUNNING = "loopt", "Loopt"
        DONE = "klaar", "Klaar"
        STOPPED = "gestopt", "Gestopt"

    OPEN = (Status.INTENDED, Status.RUNNING)

    class Origin(models.TextChoices):
        PLAN = "plan", "Regionaal plan"
        PACT = "pact", "Pact"
        SESSION = "dialoogsessie", "Dialoogsessie"
        KOPLOPER = "koploper", "Koploper"
        OTHER = "overig", "Anders"

    description = models.TextField("wat gaat er gebeuren?", blank=True)
    owner = models.ForeignKey(
        "pacts.Organisation", verbose_name="eigenaar", on_delete=models.PROTECT, related_name="actions"
    )
    pact = models.ForeignKey(
        "pacts.Pact",
        verbose_name="pact",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    plan = models.ForeignKey(
        "pacts.Plan",
        verbose_name="plan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    ambition = models.ForeignKey(
        "pacts.Ambition",
        verbose_name="ambitie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
    )
    action_line = models.ForeignKey(
        "taxonomy.Topic",
        verbose_name="actielijn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "actielijn"},
    )
    status = models.CharField("status", max_length=12, choices=Status, default=Status.INTENDED)
    starts_on = models.DateField("begint op", null=True, blank=True)
    due_on = models.DateField("klaar op", null=True, blank=True)
    origin = models.CharField("komt voort uit", max_length=16, choices=Origin, default=Origin.PLAN)
    origin_note = models.CharField(
        "waar het vandaan komt", max_length=200, blank=True, help_text="Zoals de naam en datum van de sessie."
    )

    objects = ActionQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        *Publishable.presentation_panels,
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldPanel("owner"), FieldPanel("pact"), FieldPanel("plan"), FieldPanel("ambition")], "Van wie"
        ),
        FieldPanel("action_line", widget=forms.Select),
        MultiFieldPanel(
            [FieldPanel("status"), FieldRowPanel([FieldPanel("starts_on"), FieldPanel("due_on")])],
            "Stand van zaken",
        ),
        MultiFieldPanel([FieldPanel("origin"), FieldPanel("origin_note")], "Herkomst"),
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("introduction", boost=2),
        index.SearchField("description"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = "actie"
        verbose_name_plural = "acties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plan__isnull=False) | models.Q(pact__isnull=False),
                name="action_has_plan_or_pact",
                violation_error_message="Kies een plan of een pact waar deze actie bij hoort.",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(due_on__gte=models.F("starts_on")),
                name="action_due_after_start",
                violation_error_message="Een actie is niet klaar voordat zij begint.",
            ),
        ]

    @property
    def is_overdue(self) -> bool:
        """Not finished on the day that it would be."""
        return self.status in self.OPEN and self.due_on is not None and self.due_on < timezone.localdate()

    def get_absolute_url(self):
        return reverse("action_detail", args=[self.slug])


class ProgressNote(models.Model):
    """A dated note on how an action goes. Notes are added, not rewritten."""

    action = models.ForeignKey(Action, verbose_name="actie", on_delete=models.CASCADE, related_name="notes")
    noted_on = models.DateField("datum")
    text = models.TextField("hoe gaat het?", max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    panels = [FieldPanel("action"), FieldPanel("noted_on"), FieldPanel("text")]

    class Meta:
        ordering = ["-noted_on", "-id"]
        verbose_name = "voortgangsnotitie"
        verbose_name_plural = "voortgangsnotities"

    def __str__(self):
        return f"{self.noted_on:%d-%m-%Y}: {self.text[:60]}"
