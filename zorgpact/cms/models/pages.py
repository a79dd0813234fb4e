"""The settings of the site, and what all pages share."""

from typing import Any, ClassVar, Self

from django.db import models
from django.http import Http404, HttpRequest
from django.urls import resolve
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    Page,
    PageManager,
    PageViewRestriction,
)
from wagtail.query import PageQuerySet
from wagtail.search import index

from zorgpact.cms.blocks import BodyBlock, SocialLinkBlock
from zorgpact.cms.models.files import CustomImage
from zorgpact.cms.texts import clean_texts

ADDRESS_IS_RESERVED = "Dit adres gebruikt de site zelf. Kies een ander."


@register_setting(icon="home")
class SiteSettings(BaseGenericSetting):
    """Texts that stand on every page, kept by editors."""

    name = models.CharField("naam van de site", max_length=60, default="Zorgpact")
    tagline = models.CharField("wat is dit, in één zin", max_length=200, blank=True)
    contact_email = models.EmailField("e-mailadres", blank=True)
    contact_phone = models.CharField("telefoon", max_length=30, blank=True)
    address = models.TextField("adres", blank=True)
    footer_text = RichTextField("tekst onderaan", features=["bold", "link"], blank=True)
    colophon = models.TextField("colofon, in één alinea", blank=True)
    social_links = StreamField([("channel", SocialLinkBlock())], verbose_name="kanalen", blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline")], "De site"),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("address")], "Contact"
        ),
        MultiFieldPanel(
            [FieldPanel("footer_text"), FieldPanel("colophon"), FieldPanel("social_links")], "Onderaan"
        ),
    ]

    class Meta:
        verbose_name = "gegevens van de site"


class Presented(models.Model):
    """How a thing presents itself in a list, at the top of its page and on social media."""

    introduction = models.TextField(
        "inleiding",
        max_length=400,
        help_text="Een tot drie zinnen: ook te zien in lijsten en op sociale media.",
    )
    cover = models.ForeignKey(
        CustomImage,
        verbose_name="omslagbeeld",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    social_image = models.ForeignKey(
        CustomImage,
        verbose_name="beeld voor sociale media",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Leeg: het omslagbeeld.",
    )

    card_head = "components/_card_picture.html"
    """The template with which its card begins: what makes one recognise the kind."""

    presentation_panels = [FieldPanel("introduction"), FieldPanel("cover")]

    class Meta:
        abstract = True


class CoverMixin:
    """QuerySet methods of what is shown in lists, with a cover."""

    def listed(self: Any) -> Any:
        """What lists, feeds, maps, counts, search and the sitemap name: all that any visitor may see, but for what a model
        keeps to who knows its address.
        """
        return self.published()

    def with_covers(self: Any) -> Any:
        """With the pictures that cards need: one query more."""
        return self.select_related("cover").prefetch_related("cover__renditions")

    def first_few(self: Any, limit: int) -> Any:
        """The first rows in this order. The database sorts keys only, and fetches whole rows for these."""
        return self.filter(pk__in=list(self.values_list("pk", flat=True)[:limit]))


class ContentPageQuerySet(CoverMixin, PageQuerySet):
    def published(self) -> Self:
        """What any visitor may see: live, and not in a part of the site that is shielded.

        As Wagtail's `public()`, an alias of a shielded page included: one query for the few paths that are shielded.
        """
        shielded = models.Q()
        for paths in PageViewRestriction.objects.values_list("page__path", "page__aliases__path"):
            for path in filter(None, paths):
                shielded |= models.Q(path__startswith=path)
        return self.live().exclude(shielded) if shielded else self.live()

    def for_display(self) -> Self:
        """With what the page itself shows: one query for the row, one for its picture."""
        return self.with_covers().select_related("cover", *self.model.joined)


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


def page_address(url_path: str) -> str:
    """The address of a page, from its path in the tree: there is one site, and home is the top of it."""
    return f"/{url_path.split('/', 2)[2]}"


class PageAddressForm(WagtailAdminPageForm):
    """Refuses an address at which visitors would find something else of the site."""

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        if slug := cleaned_data.get("slug"):
            address = page_address(f"{self.parent_page.url_path}{slug}/")
            if resolve(address).url_name != "wagtail_serve":
                self.add_error("slug", ADDRESS_IS_RESERVED)
        return cleaned_data


class PresentedPage(Presented, Page):
    """A page that presents itself. Give subclasses `objects = ContentPageManager()`."""

    base_form_class = PageAddressForm

    joined: list[str] = []
    """Relations to other rows that the page shows, fetched with it."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        clean_texts(self)
        super().clean()

    @cached_property
    def trail(self) -> list[Page]:
        """The pages above this one, home first. On the way from home to a page `route()` has them already."""
        return list(self.get_ancestors().filter(depth__gt=1)) if self.depth > 2 else []

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """As Wagtail does, but a child comes with what it shows, and knows the pages above it."""
        if not path_components:
            return super().route(request, path_components)
        slug, *below = path_components
        child = self.child_at(slug)
        if child is None:
            raise Http404
        child.trail = [*self.trail, self]
        return child.route(request, below)

    def child_at(self, slug: str) -> Page | None:
        """The child with what it shows. Its kind is asked only where several are possible."""
        kinds = self.allowed_subpage_models()
        if len(kinds) == 1:
            return kinds[0].objects.child_of(self).for_display().filter(slug=slug).first()
        page = self.get_children().filter(slug=slug).first()
        return page and page.specific_class.objects.for_display().get(pk=page.pk)

    def get_absolute_url(self) -> str:
        """The address, without the queries that Wagtail needs to choose between sites."""
        return page_address(self.url_path)


class ContentPage(PresentedPage):
    """A page with an introduction, a cover and a body."""

    body = StreamField(BodyBlock(), verbose_name="inhoud", blank=True)

    promote_panels = [*Page.promote_panels, FieldPanel("social_image")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        abstract = True


class IndexPage(PresentedPage):
    """A page that lists its children."""

    objects: ClassVar = ContentPageManager()

    content_panels = [*Page.content_panels, *Presented.presentation_panels]
    promote_panels = [*Page.promote_panels, FieldPanel("social_image")]

    class Meta:
        abstract = True


class StandardPage(ContentPage):
    """An ordinary page: about us, privacy, accessibility."""

    shows_retention = models.BooleanField(
        "toont hoelang gegevens bewaard worden",
        default=False,
        help_text="Onder de tekst komt een tabel met de termijnen die de site zelf bewaakt. Voor de privacypagina.",
    )

    objects: ClassVar = ContentPageManager()

    parent_page_types = ["home.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    content_panels = [*Page.content_panels, *Presented.presentation_panels, FieldPanel("body")]
    settings_panels = [*Page.settings_panels, FieldPanel("shows_retention")]

    class Meta:
        verbose_name = "gewone pagina"
        verbose_name_plural = "gewone pagina's"
