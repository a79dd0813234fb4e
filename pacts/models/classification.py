"""What ties everything together: topics and regions, and the query for what shares them."""

from django import forms
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager

from zorgpact.cms.models import ContentPageQuerySet, PublishedQuerySet


def topics_of(item: models.Model) -> models.QuerySet | None:
    """The topics of a row, for use inside another query; nothing for a model without topics."""
    topics = getattr(item, "topics", None)
    if topics is None:
        return None
    return topics.through.objects.filter(content_object=item.pk).values("tag")


def regions_of(item: models.Model) -> models.QuerySet:
    """The regions of a row, for use inside another query."""
    field = item._meta.get_field("regions")
    return field.remote_field.through.objects.filter(**{field.m2m_field_name(): item.pk}).values("region")


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
        shared: models.Expression = models.Count(
            "regions", filter=models.Q(regions__in=regions_of(item)), distinct=True
        )
        topics = topics_of(item)
        if topics is not None:
            shared += models.Count("topics", filter=models.Q(topics__in=topics), distinct=True)
        others = self.exclude(pk=item.pk) if isinstance(item, self.model) else self
        return others.annotate(shared=shared).filter(shared__gt=0)


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
