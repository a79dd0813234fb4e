"""Where figures stand beside promises: the target of an ambition, and the figures on the page of a region."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from zorgpact.monitoring.models.indicators import Indicator
from zorgpact.monitoring.models.numbers import in_words, with_unit

PLACES = [(1, "eerste"), (2, "tweede"), (3, "derde")]


class TargetQuerySet(models.QuerySet["Target"]):
    def published(self) -> "TargetQuerySet":
        """What any visitor may see, where the plan is seen."""
        where = models.Q(region__isnull=True) | models.Q(region__live=True)
        return self.filter(where, indicator__live=True, ambition__live=True)


class Target(models.Model):
    """How far an ambition wants to bring a figure, from where, in which year."""

    ambition = models.ForeignKey(
        "pacts.Ambition", verbose_name="ambitie", on_delete=models.CASCADE, related_name="targets"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name="indicator", on_delete=models.PROTECT, related_name="targets"
    )
    region = models.ForeignKey(
        "pacts.Region",
        verbose_name="regio",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Leeg: het landelijke cijfer.",
    )
    baseline = models.DecimalField("nulmeting", max_digits=14, decimal_places=4)
    baseline_year = models.PositiveSmallIntegerField("jaar van de nulmeting")
    value = models.DecimalField("doel", max_digits=14, decimal_places=4)
    year = models.PositiveSmallIntegerField("te halen in")
    is_invented = models.BooleanField(
        "fictief", default=False, help_text="Verzonnen: bezoekers zien er het woord ‘fictief’ bij."
    )

    objects: ClassVar = TargetQuerySet.as_manager()

    panels = [
        FieldPanel("ambition"),
        FieldRowPanel([FieldPanel("indicator"), FieldPanel("region")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("baseline"), FieldPanel("baseline_year")])], "Nulmeting"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("value"), FieldPanel("year")])], "Doel"),
        FieldPanel("is_invented"),
    ]

    class Meta:
        ordering = ["ambition", "id"]
        verbose_name = "doel in cijfers"
        verbose_name_plural = "doelen in cijfers"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__gt=models.F("baseline_year")),
                name="target_after_baseline",
                violation_error_message="Het doel ligt na de nulmeting: kies een later jaar.",
            ),
            models.CheckConstraint(
                condition=~models.Q(value=models.F("baseline")),
                name="target_differs_from_baseline",
                violation_error_message="Het doel is hetzelfde als de nulmeting.",
            ),
            models.UniqueConstraint(
                fields=["ambition", "indicator", "region"],
                condition=models.Q(region__isnull=False),
                name="target_once_in_region",
                violation_error_message="Deze ambitie heeft voor deze regio al een doel met dit cijfer.",
            ),
            models.UniqueConstraint(
                fields=["ambition", "indicator"],
                condition=models.Q(region__isnull=True),
                name="target_once_national",
                violation_error_message="Deze ambitie heeft al een landelijk doel met dit cijfer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.text_of('value')} in {self.year}"

    def clean(self) -> None:
        super().clean()
        indicator = getattr(self, "indicator", None)  # none when it was not filled in
        if indicator and self.region_id and not indicator.is_regional:
            raise ValidationError({"region": "Dit cijfer is er alleen landelijk. Laat de regio leeg."})

    @property
    def is_over(self) -> bool:
        """Whether the year in which it was to be reached has ended."""
        return self.year < timezone.localdate().year

    def text_of(self, name: str) -> str:
        """The baseline or the value, with its unit."""
        number = in_words(getattr(self, name), self.indicator.decimals)
        return with_unit(number, self.indicator.unit)


class RegionFigure(models.Model):
    """A figure that stands on the page of a region, and its place there: at most three."""

    region = models.ForeignKey(
        "pacts.Region", verbose_name="regio", on_delete=models.CASCADE, related_name="picked_figures"
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indicator",
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to={"is_regional": True},
    )
    place = models.PositiveSmallIntegerField("plaats", choices=PLACES)

    panels = [FieldPanel("region"), FieldPanel("place"), FieldPanel("indicator")]

    class Meta:
        ordering = ["region", "place"]
        verbose_name = "cijfer op een regiopagina"
        verbose_name_plural = "cijfers op regiopagina’s"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__range=(1, len(PLACES))),
                name="region_figure_one_of_three",
                violation_error_message="Op de pagina van een regio staan ten hoogste drie cijfers.",
            ),
            models.UniqueConstraint(
                fields=["region", "place"],
                name="region_figure_one_in_place",
                violation_error_message="Op deze plaats staat al een cijfer.",
            ),
            models.UniqueConstraint(
                fields=["region", "indicator"],
                name="region_figure_once",
                violation_error_message="Dit cijfer staat al op de pagina van deze regio.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.indicator}"
