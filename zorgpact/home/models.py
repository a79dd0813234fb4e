"""The home page: what this is, where your region is, and what is new."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from zorgpact.cms.models import ContentPageManager, PresentedPage

# What the home page of a new site says, until somebody writes.
FIRST_TEXTS = {
    "title": "Zorgpact",
    "slug": "home",
    "headline": "Samen opleiden voor de zorg van morgen",
    "introduction": "Zorg, onderwijs en overheid spreken per regio af hoe ze genoeg mensen opleiden.",
}


class HomePage(PresentedPage):
    headline = models.CharField("grote kop", max_length=160)
    map_title = models.CharField("kop boven de kaart", max_length=120, default="Vind je regio")
    theme = models.ForeignKey(
        "themes.ThemePage",
        verbose_name="uitgelicht thema",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects: ClassVar = ContentPageManager()

    template = "home/home.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        *PresentedPage.presentation_panels,
        FieldPanel("map_title"),
        FieldPanel("theme"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("social_image")]

    class Meta:
        verbose_name = "voorpagina"
