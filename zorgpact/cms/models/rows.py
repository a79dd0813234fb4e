"""Rows that editors publish, with a page of their own, and the addresses that they had."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.models import ClusterableModel
from modelsearch.queryset import SearchableQuerySetMixin
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
)

from zorgpact.cms.models.pages import ADDRESS_IS_RESERVED, CoverMixin, Presented
from zorgpact.cms.texts import clean_texts

EXAMPLE_MARK = " · voorbeeld"


class PublishedQuerySet(CoverMixin, SearchableQuerySetMixin, models.QuerySet):
    def published(self) -> Self:
        """What any visitor may see. Drafts and expired rows are left out."""
        return self.filter(live=True)


class Drafted(PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A row that editors draft, preview, publish and take back.

    Subclasses set `template`, which the preview shows, and `context_name`, by which it knows the row.
    """

    template: str
    context_name: str

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), self.context_name: self}


class FormerSlugQuerySet(models.QuerySet["FormerSlug"]):
    def keep(self, row: models.Model, slug: str) -> None:
        """Remember that this slug led to this row; the last row that had it counts."""
        self.update_or_create(model=row._meta.label_lower, slug=slug, defaults={"object_pk": row.pk})

    def pass_on(self, row: models.Model, heir: models.Model) -> None:
        """Whatever led to a row that goes leads to its heir, of the same kind."""
        self.filter(model=row._meta.label_lower, object_pk=row.pk).update(object_pk=heir.pk)
        self.keep(heir, row.slug)  # type: ignore[attr-defined]  # of what has an address

    def owner_of(self, model: type[models.Model], slug: str) -> int | None:
        """The key of the row to which this slug once led."""
        return (
            self.filter(model=model._meta.label_lower, slug=slug).values_list("object_pk", flat=True).first()
        )


class FormerSlug(models.Model):
    """An address that was public once: whoever follows it is led on."""

    model = models.CharField(max_length=60)
    slug = models.CharField(max_length=255)
    object_pk = models.BigIntegerField()

    objects = FormerSlugQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "vroeger adres"
        verbose_name_plural = "vroegere adressen"
        constraints = [models.UniqueConstraint(fields=["model", "slug"], name="former_slug_unique")]

    def __str__(self) -> str:
        return self.slug


class Inventable(models.Model):
    """What can be invented, as an example: it says so wherever it is shown."""

    is_example = models.BooleanField(
        "voorbeeld", default=False, help_text="Verzonnen inhoud: bezoekers zien er het woord ‘voorbeeld’ bij."
    )

    class Meta:
        abstract = True

    @property
    def example_mark(self) -> str:
        """What stands behind the kind of thing, wherever an invented one is shown."""
        return EXAMPLE_MARK if self.is_example else ""


class Publishable(Inventable, Presented, Drafted, ClusterableModel):
    """A row with a page of its own: the preview shows the same template as the view."""

    reserved_slugs: tuple[str, ...] = ()

    title = models.CharField("titel", max_length=200)
    slug = models.SlugField(
        "adres", max_length=120, unique=True, help_text="Het laatste deel van het webadres."
    )
    updated_at = models.DateTimeField(auto_now=True)

    title.required_on_save = True  # type: ignore[attr-defined]  # Wagtail's own mark
    slug.required_on_save = True  # type: ignore[attr-defined]  # Wagtail's own mark

    publishing_panels = [
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("social_image"),
        FieldPanel("is_example"),
        PublishingPanel(),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        clean_texts(self)
        super().clean()
        if self.slug in self.reserved_slugs:
            raise ValidationError({"slug": ADDRESS_IS_RESERVED})
