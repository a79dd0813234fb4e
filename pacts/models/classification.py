"""What ties everything together: topics and regions."""

from typing import Any

from django import forms
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from zorgpact.cms.models import ContentPageQuerySet, PublishedQuerySet


class ClassifiedMixin:
    """QuerySet methods of what has `topics` and `regions`."""

    def in_region(self: Any, region: models.Model) -> Any:
        return self.filter(regions__in=[region.pk])  # nothing, when the region is not saved yet

    def count_by_region(self: Any) -> dict[int, int]:
        """How many there are in each region that has any, by its primary key."""
        pairs = self.filter(regions__isnull=False).order_by().values_list("regions")
        return dict(pairs.annotate(models.Count("pk")))

    def about(self: Any, topic: models.Model) -> Any:
        return self.filter(topics=topic)

    def with_cards(self: Any) -> Any:
        """With what cards show: cover and topics, in two queries more."""
        tagged = self.model.topics.through.objects.select_related("tag").order_by("tag__kind", "tag__name")
        return self.with_covers().prefetch_related(models.Prefetch("tagged_items", tagged))


class ClassifiedQuerySet(ClassifiedMixin, PublishedQuerySet):
    """For publishable rows."""


class ClassifiedPageQuerySet(ClassifiedMixin, ContentPageQuerySet):
    """For pages."""


class Classified(models.Model):
    """Regions; topics are declared by each subclass, for each has a through model of its own."""

    regions = ParentalManyToManyField("pacts.Region", verbose_name="regio's", blank=True, related_name="+")

    regions_panel = FieldPanel("regions", widget=forms.CheckboxSelectMultiple)

    class Meta:
        abstract = True
