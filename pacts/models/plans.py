"""Regional action plans against shortages (RAAT: regionaal actieplan aanpak tekorten)."""

from typing import ClassVar

from django import forms
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.search import index

from pacts.models.organisations import Involvement
from zorgpact.cms.blocks import RICH_TEXT_FEATURES
from zorgpact.cms.models import Drafted, Publishable, PublishedQuerySet


class PlanQuerySet(PublishedQuerySet):
    def in_region(self, region: models.Model) -> "PlanQuerySet":
        return self.filter(regions__in=[region.pk])  # nothing, when the region is not saved yet

    def current_first(self) -> "PlanQuerySet":
        return self.order_by("-period_start", "title")


class Plan(index.Indexed, Publishable):
    """What one or more regions want to reach in a period: an analysis, ambitions and actions."""

    template = "pacts/plan_detail.html"
    context_name = "plan"

    regions = ParentalManyToManyField("pacts.Region", verbose_name="regio's", related_name="+")
    period_start = models.PositiveSmallIntegerField("vanaf jaar")
    period_end = models.PositiveSmallIntegerField("tot en met jaar")
    analysis = RichTextField("analyse", features=RICH_TEXT_FEATURES, blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name="document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    successor = models.ForeignKey(
        "self",
        verbose_name="opgevolgd door",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
    )

    objects: ClassVar = PlanQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        *Publishable.presentation_panels,
        FieldPanel("regions", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel([FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")])], "Periode"),
        FieldPanel("analysis"),
        InlinePanel("signatories", heading="Ondertekenaars", label="Ondertekenaar"),
        FieldPanel("document"),
        FieldPanel("successor"),
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("introduction", boost=2),
        index.SearchField("analysis"),
        index.FilterField("id"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["-period_start", "title"]
        verbose_name = "plan (RAAT)"
        verbose_name_plural = "plannen (RAAT)"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="plan_period_in_order",
                violation_error_message="Het laatste jaar ligt voor het eerste jaar.",
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("id")),
                name="plan_succeeds_another",
                violation_error_message="Een plan volgt zichzelf niet op.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plan_detail", args=[self.slug])


class PlanSignatory(Involvement):
    plan = ParentalKey(Plan, on_delete=models.CASCADE, related_name="signatories")

    class Meta(Involvement.Meta):
        verbose_name = "ondertekenaar"
        verbose_name_plural = "ondertekenaars"


class Ambition(Drafted):
    """What a plan wants to reach."""

    template = "pacts/ambition_preview.html"
    context_name = "ambition"

    plan = models.ForeignKey(Plan, verbose_name="plan", on_delete=models.CASCADE, related_name="ambitions")
    title = models.CharField("ambitie", max_length=200)
    description = models.TextField("toelichting", blank=True)
    target = models.CharField(
        "streefcijfer", max_length=160, blank=True, help_text="Waaraan zie je dat het gelukt is?"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    plan.required_on_save = True  # type: ignore[attr-defined]  # Wagtail's own mark
    title.required_on_save = True  # type: ignore[attr-defined]  # Wagtail's own mark

    panels = [
        FieldPanel("plan"),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("target"),
        FieldPanel("order"),
        PublishingPanel(),
    ]

    class Meta:
        ordering = ["plan", "order", "id"]
        verbose_name = "ambitie"
        verbose_name_plural = "ambities"

    def __str__(self) -> str:
        return self.title
