"""What ties everything together: topics and regions, and the query for what shares them."""

from django import forms
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager

from zorgpact.cms.models import ContentPageQuerySet, PublishedQuerySet


class ClassifiedMixin:
    """QuerySet methods of what has `topics` and `regions`."""

    def in_region(self, region):
        return self.filter(regions__in=[region.pk])  # nothing, when the region is not saved yet

    def about(self, topic):
        return self.filter(topics=topic)

    def with_cards(self):
        """With what cards show: cover and topics, in two queries more."""
        tagged = self.model.topics.through.objects.select_related("tag").order_by("tag__kind", "tag__name")
        return self.with_covers().prefetch_related(models.Prefetch("tagged_items", tagged))

    def sharing(self, item):
        """Those that share topics or regions with `item`, most shared first; `item` itself is left out.

        Needs no query of its own: the topics and regions of `item` are subqueries.
        """
        topics = item.topics.through.objects.filter(content_object=item.pk).values("tag")
        regions = (
            type(item)
            .regions.through.objects.filter(**{type(item).regions_column(): item.pk})
            .values("region")
        )
        others = self.exclude(pk=item.pk) if isinstance(item, self.model) else self
        return others.annotate(
            shared=models.Count("topics", filter=models.Q(topics__in=topics), distinct=True)
            + models.Count("regions", filter=models.Q(regions__in=regions), distinct=True)
        ).filter(shared__gt=0)


class ClassifiedQuerySet(ClassifiedMixin, PublishedQuerySet):
    """For publishable rows."""


class ClassifiedPageQuerySet(ClassifiedMixin, ContentPageQuerySet):
    """For pages."""


ClassifiedPageManager = PageManager.from_queryset(ClassifiedPageQuerySet)


class Classified(models.Model):
    """Regions; topics are declared by each subclass, for each has a through model of its own."""

    regions = ParentalManyToManyField("pacts.Region", verbose_name="regio's", blank=True, related_name="+")

    regions_panel = FieldPanel("regions", widget=forms.CheckboxSelectMultiple)

    class Meta:
        abstract = True

    @classmethod
    def regions_column(cls) -> str:
        """The name of the field that points back at this model in the table between it and the regions."""
        return cls.regions.field.m2m_field_name()
