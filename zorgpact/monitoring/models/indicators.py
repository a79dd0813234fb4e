"""What is measured, and what the measurements were."""

from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.search import index

from zorgpact.cms.models import Publishable, PublishedQuerySet
from zorgpact.monitoring.models.numbers import in_words, with_unit
from zorgpact.monitoring.models.periods import BadPeriod, Frequency, Period


class IndicatorQuerySet(PublishedQuerySet):
    def in_order(self) -> "IndicatorQuerySet":
        """By name, those of which nothing is known last."""
        known = models.Exists(Measurement.objects.published().filter(indicator=models.OuterRef("pk")))
        return self.order_by(known.desc(), "title")


class Indicator(index.Indexed, Publishable):
    """Something that is counted again and again, in the same way. Its address is its name in files."""

    template = "monitoring/indicator_detail.html"
    context_name = "indicator"

    unit = models.CharField(
        "eenheid", max_length=60, blank=True, help_text="Staat achter elk getal: ‘%’ of ‘vacatures’."
    )
    scale = models.PositiveIntegerField(
        "één is", default=1, help_text="1000 als de getallen duizendtallen zijn. Nodig om te delen."
    )
    decimals = models.PositiveSmallIntegerField(
        "cijfers achter de komma", default=0, choices=[(number, str(number)) for number in range(5)]
    )
    frequency = models.CharField(
        "hoe vaak",
        max_length=10,
        choices=Frequency,
        default=Frequency.QUARTER,
        help_text="Elke meting gaat hierover.",
    )
    is_regional = models.BooleanField("ook per regio", default=True)
    denominator = models.ForeignKey(
        "self",
        verbose_name="te delen door",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Dan kun je regio’s vergelijken per 1.000, bijvoorbeeld per 1.000 werknemers.",
    )
    denominator_unit = models.CharField(
        "per 1.000 …", max_length=40, blank=True, help_text="Het woord daarvoor: ‘werknemers’."
    )
    source_table = models.CharField("tabel bij de bron", max_length=200, blank=True)
    source_url = models.URLField("adres van de bron", blank=True)

    objects: ClassVar = IndicatorQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        *Publishable.presentation_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("unit"), FieldPanel("decimals"), FieldPanel("scale")]),
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("is_regional")]),
            ],
            "Wat er gemeten wordt",
        ),
        MultiFieldPanel([FieldPanel("denominator"), FieldPanel("denominator_unit")], "Vergelijken"),
        MultiFieldPanel([FieldPanel("source_table"), FieldPanel("source_url")], "Bron"),
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("introduction", boost=2),
        index.SearchField("source_table"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(denominator=models.F("id")),
                name="indicator_divided_by_another",
                violation_error_message="Een cijfer wordt niet door zichzelf gedeeld.",
            ),
            models.CheckConstraint(
                condition=models.Q(scale__gt=0),
                name="indicator_scale_positive",
                violation_error_message="Eén is ten minste 1.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        other = None if self.pk is None else self.measurements.first()
        if other and other.time.frequency != self.frequency:
            raise ValidationError(
                {
                    "frequency": f"Er zijn al metingen, zoals {other.time.label}: die gaan over een andere periode."
                }
            )

    def get_absolute_url(self) -> str:
        return reverse("indicator_detail", args=[self.slug])

    @property
    def divided_by(self) -> str:
        """What its figures can be divided by, as one reads it; nothing when there is no such figure. Needs `denominator`."""
        if self.denominator is None or not self.denominator.live:
            return ""
        return self.denominator_unit or self.denominator.title.lower()

    def refuse_period(self, text: str) -> str:
        """Why a figure of this indicator cannot be about this period; nothing when it can."""
        frequency = Frequency(self.frequency)
        try:
            fits = Period.parse(text).frequency == frequency
        except BadPeriod:
            fits = False
        return (
            ""
            if fits
            else f"‘{text}’ kan niet: dit cijfer is er {frequency.label}, zoals {frequency.example}."
        )


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def published(self) -> "MeasurementQuerySet":
        """What any visitor may see: national figures and those of public regions, of public indicators."""
        where = models.Q(region__isnull=True) | models.Q(region__live=True)
        return self.filter(where, indicator__live=True)

    def national(self) -> "MeasurementQuerySet":
        return self.filter(region__isnull=True)

    def in_places(self, places: Collection[int | None]) -> "MeasurementQuerySet":
        """Of these regions, by primary key; nothing stands for the whole country."""
        keys = [place for place in places if place is not None]
        where = models.Q(region__in=keys)
        return self.filter(where | models.Q(region__isnull=True) if None in places else where)

    def latest_period(self) -> str | None:
        """The last period that there are any of. Ask it of one indicator: the texts of one frequency can be compared."""
        return self.aggregate(latest=models.Max("period"))["latest"]

    def in_time(self) -> "MeasurementQuerySet":
        """As they follow each other; where an old and a new series overlap, the new one last."""
        return self.order_by("period", "series")

    def in_files(self) -> "MeasurementQuerySet":
        """The country first, then region by region."""
        return self.order_by(models.F("region__code").asc(nulls_first=True), "period", "series")


class Measurement(models.Model):
    """One figure: of an indicator, in a region or the whole country, about a period."""

    class Status(models.TextChoices):
        INVENTED = "fictief", "fictief"
        PROVISIONAL = "voorlopig", "voorlopig"
        FINAL = "definitief", "definitief"

    indicator = models.ForeignKey(
        Indicator, verbose_name="indicator", on_delete=models.PROTECT, related_name="measurements"
    )
    region = models.ForeignKey(
        "pacts.Region",
        verbose_name="regio",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Leeg: heel Nederland.",
    )
    period = models.CharField(
        "periode", max_length=8, help_text="Zoals 2018, 2018H1, 2018Q4, 2018M09 of 2018/19."
    )
    series = models.CharField(
        "reeks",
        max_length=20,
        blank=True,
        help_text="Een andere naam dan die van eerdere metingen betekent: sindsdien wordt anders geteld.",
    )
    value = models.DecimalField("waarde", max_digits=14, decimal_places=4)
    status = models.CharField("status", max_length=10, choices=Status)
    source = models.CharField("bron", max_length=200)
    source_date = models.DateField("datum van de bron", null=True, blank=True)
    is_baseline = models.BooleanField("nulmeting", default=False)

    objects: ClassVar = MeasurementQuerySet.as_manager()

    panels = [
        FieldPanel("indicator"),
        FieldPanel("region"),
        FieldRowPanel([FieldPanel("period"), FieldPanel("series")]),
        FieldRowPanel([FieldPanel("value"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_date")]),
        FieldPanel("is_baseline"),
    ]

    class Meta:
        ordering = ["indicator", "-period", "region"]
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        indexes = [models.Index(fields=["indicator", "period"], name="measurement_by_period")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "period", "series"],
                condition=models.Q(region__isnull=False),
                name="measurement_once_in_region",
                violation_error_message="Dit cijfer van deze regio over deze periode is er al.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "series"],
                condition=models.Q(region__isnull=True),
                name="measurement_once_national",
                violation_error_message="Dit landelijke cijfer over deze periode is er al.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "region"],
                condition=models.Q(is_baseline=True, region__isnull=False),
                name="measurement_one_baseline_in_region",
                violation_error_message="Deze regio heeft al een nulmeting.",
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=models.Q(is_baseline=True, region__isnull=True),
                name="measurement_one_baseline_national",
                violation_error_message="Er is al een landelijke nulmeting.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}: {self.value.normalize():f}"

    def clean(self) -> None:
        """Raises ValidationError when its indicator has no such period, or no figures of regions."""
        super().clean()
        indicator = getattr(self, "indicator", None)  # none when it was not filled in
        errors = {}
        if indicator and self.period and (refusal := indicator.refuse_period(self.period)):
            errors["period"] = refusal
        if indicator and self.region_id and not indicator.is_regional:
            errors["region"] = "Dit cijfer is er alleen landelijk. Laat de regio leeg."
        if errors:
            raise ValidationError(errors)

    @cached_property
    def time(self) -> Period:
        return Period.parse(self.period)

    @property
    def is_invented(self) -> bool:
        return self.status == self.Status.INVENTED

    @property
    def number(self) -> str:
        """As a reader sees it, without its unit. Needs `indicator`."""
        return in_words(self.value, self.indicator.decimals)

    @property
    def text(self) -> str:
        """With its unit."""
        return with_unit(self.number, self.indicator.unit)
