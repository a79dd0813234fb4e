"""The 28 care labour-market regions and the names by which people look for them."""

from typing import ClassVar

from django import forms
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from zorgpact.cms.models import Publishable, PublishedQuerySet


class Region(index.Indexed, Publishable):
    """One of the 28 RegioPlus care labour-market regions (source: CBS layers of 2018 and 2025)."""

    template = "pacts/region_detail.html"
    context_name = "region"

    code = models.CharField("code", max_length=6, unique=True, help_text="De CBS-code, zoals RA0919.")
    short_name = models.CharField("korte naam", max_length=60)
    aliases = models.CharField("andere namen", max_length=200, blank=True)
    provinces = models.CharField("provincies", max_length=120)
    organisation = models.ForeignKey(
        "pacts.Organisation",
        verbose_name="regionale werkgeversorganisatie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    neighbours = ParentalManyToManyField("self", verbose_name="buurregio's", blank=True, symmetrical=False)
    outline = models.TextField("omtrek", editable=False, help_text="Pad op de kaart (viewBox 0 0 600 707).")
    detailed_outline = models.TextField(
        "omtrek van dichtbij", editable=False, blank=True, help_text="Sluit aan op die van de gemeenten."
    )

    objects: ClassVar = PublishedQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        *Publishable.presentation_panels,
        MultiFieldPanel([FieldPanel("code"), FieldPanel("short_name"), FieldPanel("aliases")], "Namen"),
        FieldPanel("provinces"),
        FieldPanel("organisation"),
        FieldPanel("neighbours", widget=forms.CheckboxSelectMultiple),
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("aliases"),
        index.SearchField("provinces"),
        index.SearchField("introduction"),
        index.FilterField("id"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = "regio"
        verbose_name_plural = "regio's"

    def get_absolute_url(self) -> str:
        return reverse("region_detail", args=[self.slug])


class Municipality(models.Model):
    """A municipality (CBS GM code) and the region that it belongs to."""

    code = models.CharField("code", max_length=6, unique=True)
    name = models.CharField("naam", max_length=80)
    key = models.CharField(max_length=80, db_index=True, editable=False)
    province = models.CharField("provincie", max_length=40)
    outline = models.TextField("omtrek", editable=False, blank=True)
    region = models.ForeignKey(
        Region, verbose_name="regio", on_delete=models.PROTECT, related_name="municipalities"
    )

    class Meta:
        ordering = ["name", "code"]
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """Another name that leads to a municipality: a place in it, or a municipality that merged into it."""

    class Kind(models.TextChoices):
        PLACE = "plaats", "plaats"
        HAMLET = "buurt of gehucht", "buurt of gehucht"
        FORMER = "voormalige gemeente", "voormalige gemeente"
        ALIAS = "andere naam", "andere naam"

    name = models.CharField("naam", max_length=80)
    key = models.CharField(max_length=80, db_index=True, editable=False)
    kind = models.CharField("soort", max_length=20, choices=Kind)
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.CASCADE, related_name="place_names"
    )

    wagtail_reference_index_ignore = (
        True  # thousands, in no screen of the admin; they go with their municipality
    )

    class Meta:
        ordering = ["name", "municipality__name"]
        verbose_name = "plaatsnaam"
        verbose_name_plural = "plaatsnamen"
        constraints = [
            models.UniqueConstraint(fields=["name", "kind", "municipality"], name="place_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name
