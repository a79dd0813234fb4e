"""The home page: what this is, where your region is, and what is new."""

from django.db import models
from django.http import Http404
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from zorgpact.cms.models import Presented


class HomePage(Presented, Page):
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

    template = "home/home.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        *Presented.presentation_panels,
        FieldPanel("map_title"),
        FieldPanel("theme"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("social_image")]

    class Meta:
        verbose_name = "voorpagina"

    def route(self, request, path_components):
        """Find any page below in two queries, however deep it lies (Wagtail asks two for each level)."""
        if not path_components:
            return super().route(request, path_components)
        url_path = f"{self.url_path}{'/'.join(path_components)}/"
        page = Page.objects.filter(url_path=url_path, live=True).first()
        if page is None:
            raise Http404
        return RouteResult(page.specific)
