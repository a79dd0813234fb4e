"""Koplopers: examples of care and education working together that others can use."""

from typing import ClassVar

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from pacts.models import Classified, ClassifiedPageQuerySet, Involvement, Reachable
from zorgpact.cms.blocks import RICH_TEXT_FEATURES, FigureBlock
from zorgpact.cms.models import ContentPage, IndexPage
from zorgpact.taxonomy.models import Topic


class KoploperIndexPage(IndexPage):
    """All koplopers, narrowed down by region and topic."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["koplopers.KoploperPage"]

    class Meta:
        verbose_name = "overzicht van koplopers"


class KoploperPageTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="%(class)s_items")
    content_object = ParentalKey(
        "koplopers.KoploperPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class KoploperPageQuerySet(ClassifiedPageQuerySet):
    def with_people(self) -> "KoploperPageQuerySet":
        """With who take part: that is how a card begins. Only for cards: a filter on what was fetched so forgets its page."""
        partners = KoploperPartner.objects.select_related("organisation")
        return self.prefetch_related(models.Prefetch("partners", partners))

    def with_cards(self) -> "KoploperPageQuerySet":
        return super().with_cards().with_people()


class KoploperPage(Classified, Reachable, ContentPage):
    """One example: the challenge, the approach, and what came of it in figures."""

    topics = ClusterTaggableManager(through=KoploperPageTopic, verbose_name="onderwerpen", blank=True)
    place = models.CharField("plaats of gebied", max_length=120, blank=True)
    since = models.PositiveSmallIntegerField("koploper sinds", null=True, blank=True, help_text="Het jaar.")
    challenge = RichTextField("de opgave", features=RICH_TEXT_FEATURES, blank=True)
    approach = RichTextField("de aanpak", features=RICH_TEXT_FEATURES, blank=True)
    results = StreamField(
        [("figure", FigureBlock())], verbose_name="resultaat in cijfers", blank=True, max_num=3
    )
    result_text = RichTextField("wat leverde het op?", features=RICH_TEXT_FEATURES, blank=True)
    pact = models.ForeignKey(
        "pacts.Pact", verbose_name="pact", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar = PageManager.from_queryset(KoploperPageQuerySet)()

    card_head = "koplopers/_card_head.html"
    joined = ["pact"]
    parent_page_types = ["koplopers.KoploperIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        *ContentPage.presentation_panels,
        MultiFieldPanel(
            [
                Classified.regions_panel,
                FieldRowPanel([FieldPanel("place"), FieldPanel("since")]),
                FieldPanel("topics"),
            ],
            "Waar en waarover",
        ),
        FieldPanel("results"),
        FieldPanel("challenge"),
        FieldPanel("approach"),
        FieldPanel("result_text"),
        FieldPanel("body"),
        InlinePanel("partners", heading="Partners", label="Partner"),
        FieldPanel("pact"),
        Reachable.contact_panel,
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("challenge"),
        index.SearchField("approach"),
        index.SearchField("result_text"),
        index.SearchField("place"),
        index.RelatedFields("partners", [index.RelatedFields("organisation", [index.SearchField("title")])]),
    ]

    class Meta:
        verbose_name = "koploper"
        verbose_name_plural = "koplopers"

    @property
    def kicker(self) -> str:
        return f"Koploper · {self.place}" if self.place else "Koploper"


class KoploperPartner(Involvement):
    page = ParentalKey(KoploperPage, on_delete=models.CASCADE, related_name="partners")

    class Meta(Involvement.Meta):
        verbose_name = "partner"
        verbose_name_plural = "partners"
