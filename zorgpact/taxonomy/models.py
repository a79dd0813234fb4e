"""One shared list of topics. It knows nothing of what it tags: a tagged model brings its through model."""

from itertools import chain, count

from django.db import models
from modelsearch import index
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel


class TopicQuerySet(models.QuerySet["Topic"]):
    def of_kind(self, kind: "Topic.Kind") -> "TopicQuerySet":
        return self.filter(kind=kind)

    def used_by(self, rows: models.QuerySet) -> "TopicQuerySet":
        """Those that at least one of these rows has: for each topic the database stops at the first."""
        return self.filter(models.Exists(rows.order_by().filter(topics=models.OuterRef("pk"))))


class Topic(index.Indexed, TagBase):
    """A term that editors choose from. New terms are added on purpose, never by typing in an article."""

    class Kind(models.TextChoices):
        THEME = "thema", "Thema"
        BRANCH = "branche", "Branche"
        LEVEL = "onderwijsniveau", "Onderwijsniveau"
        ACTION_LINE = "actielijn", "Actielijn"
        AUDIENCE = "doelgroep", "Doelgroep"

    free_tagging = False
    instead_of_deleting = (
        "Voeg het samen met een ander onderwerp, of kies eerst een ander onderwerp bij wat er nu aan hangt."
    )

    kind = models.CharField("soort", max_length=20, choices=Kind, default=Kind.THEME)
    description = models.TextField(
        "beschrijving", blank=True, help_text="Eén zin die uitlegt wat dit onderwerp is."
    )
    synonyms = models.CharField(
        "synoniemen",
        max_length=255,
        blank=True,
        help_text="Andere woorden waarmee mensen dit zoeken, met een komma ertussen.",
    )

    objects = TopicQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("kind"), FieldPanel("description"), FieldPanel("synonyms")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("synonyms"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"

    def clean(self) -> None:
        super().clean()
        if Topic.objects.filter(pk=self.pk).exclude(name=self.name).exists():
            self.slug = self.slug_of_name()

    def slug_of_name(self) -> str:
        """The address that belongs to the name, with a number behind it when another topic has it."""
        others = Topic.objects.exclude(pk=self.pk)
        slugs = (self.slugify(self.name, number) for number in chain([None], count(1)))
        return next(slug for slug in slugs if slug and not others.filter(slug=slug).exists())
