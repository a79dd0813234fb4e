"""News: what happened, told by editors."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from pacts.models import Classified, ClassifiedPageQuerySet
from zorgpact.cms.models import ContentPage, IndexPage, Inventable
from zorgpact.outbox.models import OutgoingMail
from zorgpact.taxonomy.models import Topic


class NewsIndexPage(IndexPage):
    """All news, narrowed down by year and topic."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = "overzicht van nieuws"


class NewsPageTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="%(class)s_items")
    content_object = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPageQuerySet(ClassifiedPageQuerySet):
    def newest_first(self) -> "NewsPageQuerySet":
        return self.order_by("-published_on", "-pk")

    def years(self) -> list[int]:
        """The years with an article, newest first."""
        days = self.order_by().values_list("published_on", flat=True).distinct()  # SQLite is slow at years
        return sorted({day.year for day in days}, reverse=True)


class NewsPage(Inventable, Classified, ContentPage):
    """One article."""

    class Kind(models.TextChoices):
        NEWS = "nieuws", "Nieuws"
        STORY = "verhaal", "Verhaal"
        REPORT = "verslag", "Verslag"
        LETTER = "kamerbrief", "Kamerbrief"

    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.NEWS)
    dialogue = models.ForeignKey(
        "dialogue.Dialogue",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    """Of which session this is the report, when it began as a draft of `zorgpact.news.reports`."""
    byline = models.CharField("auteur", max_length=160, blank=True)
    published_on = models.DateField("datum", default=timezone.localdate, db_index=True)
    topics = ClusterTaggableManager(through=NewsPageTopic, verbose_name="onderwerpen", blank=True)

    objects: ClassVar = PageManager.from_queryset(NewsPageQuerySet)()

    card_head = "news/_card_head.html"
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        *ContentPage.presentation_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_on")]),
        FieldPanel("byline"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("topics"), Classified.regions_panel], "Waar en waarover"),
        FieldPanel("is_example"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("byline"),
        index.FilterField("published_on"),
    ]

    class Meta:
        verbose_name = "nieuwsbericht"
        verbose_name_plural = "nieuwsberichten"

    @property
    def kicker(self) -> str:
        return f"{self.get_kind_display()} · {date_format(self.published_on, 'j F Y')}{self.example_mark}"


class ReportReminder(OutgoingMail):
    """To who organised a session of which nothing is published yet; `zorgpact.news.reminding` says when."""

    dialogue = models.ForeignKey(
        "dialogue.Dialogue", on_delete=models.CASCADE, related_name="report_reminders"
    )
    day = models.PositiveSmallIntegerField()
    """How many days after the session it was due."""

    class Meta(OutgoingMail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "day"], name="report_reminder_once_per_day"),
        ]
