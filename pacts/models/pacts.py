"""The pacts that organisations close."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from pacts.blocks import ConsultationBlock, PactPersonBlock
from pacts.models.classification import Classified, ClassifiedQuerySet
from pacts.models.organisations import Involvement, Reachable
from zorgpact.cms.blocks import BodyBlock, TitledTextBlock
from zorgpact.cms.models import Publishable
from zorgpact.taxonomy.models import Topic


class PactTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="%(class)s_items")
    content_object = ParentalKey("pacts.Pact", on_delete=models.CASCADE, related_name="tagged_items")


class PactQuerySet(ClassifiedQuerySet):
    def in_order(self) -> "PactQuerySet":
        """Running pacts first, then by title."""
        running = models.Case(models.When(status=Pact.Status.ACTIVE, then=0), default=1)
        return self.order_by(running, "title")


class Pact(Classified, Reachable, index.Indexed, Publishable):
    """An agreement in one or more regions between care, education and government."""

    template = "pacts/pact_detail.html"
    context_name = "pact"
    reserved_slugs = ("feed",)

    class Status(models.TextChoices):
        ACTIVE = "actief", "Actief"
        CONTINUED = "voortgezet", "Voortgezet"
        CLOSED = "afgerond", "Afgerond"

    topics = ClusterTaggableManager(through=PactTopic, verbose_name="onderwerpen", blank=True)
    place = models.CharField("plaats of gebied", max_length=120, blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.ACTIVE)
    started_on = models.DateField("begonnen op", null=True, blank=True)
    ended_on = models.DateField("geëindigd op", null=True, blank=True)
    continued_as = models.CharField(
        "waarin het verdergaat", max_length=200, blank=True, help_text="Alleen bij de status Voortgezet."
    )
    continued_url = models.URLField("adres daarvan", blank=True)
    body = StreamField(BodyBlock(), verbose_name="inhoud", blank=True)
    people = StreamField([("person", PactPersonBlock())], verbose_name="mensen", blank=True)
    results = StreamField(
        [("result", TitledTextBlock(label="Resultaat"))], verbose_name="resultaten", blank=True
    )
    next_steps = StreamField(
        [("step", TitledTextBlock(label="Volgende stap"))], verbose_name="volgende stappen", blank=True
    )
    consultations_introduction = models.TextField("inleiding op het overleg", blank=True)
    consultations = StreamField([("consultation", ConsultationBlock())], verbose_name="overleg", blank=True)

    objects: ClassVar = PactQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        *Publishable.presentation_panels,
        MultiFieldPanel(
            [Classified.regions_panel, FieldPanel("place"), FieldPanel("topics")], "Waar en waarover"
        ),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
                FieldPanel("continued_as"),
                FieldPanel("continued_url"),
            ],
            "Stand van zaken",
        ),
        FieldPanel("body"),
        InlinePanel("partners", heading="Partners", label="Partner"),
        FieldPanel("people"),
        FieldPanel("results"),
        FieldPanel("next_steps"),
        Reachable.contact_panel,
        MultiFieldPanel([FieldPanel("consultations_introduction"), FieldPanel("consultations")], "Overleg"),
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("introduction", boost=2),
        index.SearchField("place"),
        index.SearchField("body"),
        index.RelatedFields("partners", [index.RelatedFields("organisation", [index.SearchField("title")])]),
        index.SearchField("results"),
        index.SearchField("next_steps"),
        index.FilterField("id"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = "pact"
        verbose_name_plural = "pacten"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="pact_ends_after_start",
                violation_error_message="Een pact eindigt niet voordat het begint.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("pact_detail", args=[self.slug])

    @property
    def kicker(self) -> str:
        return f"{self.get_status_display()} · {self.place}" if self.place else self.get_status_display()


class PactPartner(Involvement):
    pact = ParentalKey(Pact, on_delete=models.CASCADE, related_name="partners")

    class Meta(Involvement.Meta):
        verbose_name = "partner"
        verbose_name_plural = "partners"
