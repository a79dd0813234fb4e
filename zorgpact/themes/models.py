"""Themes: a magazine-like page for a topic, with everything that is tagged with it."""

from typing import ClassVar

from django import forms
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from zorgpact.cms.blocks import BodyBlock, PersonBlock, VideoBlock
from zorgpact.cms.models import ContentPage, ContentPageManager, IndexPage


class ThemeIndexPage(IndexPage):
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["themes.ThemePage"]

    class Meta:
        verbose_name = "overzicht van thema's"


class ThemePage(ContentPage):
    """One theme: what it is about, an essay by its ambassador, good examples and videos."""

    topic = models.OneToOneField(
        "taxonomy.Topic",
        verbose_name="onderwerp",
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "thema"},
        help_text="Alles met dit onderwerp komt onder het thema te staan.",
    )
    ambassador = StreamField([("person", PersonBlock())], verbose_name="ambassadeur", blank=True, max_num=1)
    essay_title = models.CharField("titel van het essay", max_length=200, blank=True)
    essay = StreamField(BodyBlock(), verbose_name="essay", blank=True)
    examples = StreamField(
        [("koploper", PageChooserBlock("koplopers.KoploperPage", label="Koploper"))],
        verbose_name="goede voorbeelden",
        blank=True,
    )
    videos = StreamField([("video", VideoBlock())], verbose_name="video's", blank=True)

    objects: ClassVar = ContentPageManager()

    joined = ["topic"]
    parent_page_types = ["themes.ThemeIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        *ContentPage.presentation_panels,
        FieldPanel("topic", widget=forms.Select),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("essay_title"), FieldPanel("ambassador"), FieldPanel("essay")], "Essay"),
        FieldPanel("examples"),
        FieldPanel("videos"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("essay_title"), index.SearchField("essay")]

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
