"""Organisations, and the rows that say who takes part in what, and as what."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from zorgpact.cms.models import Publishable, PublishedQuerySet


class Reachable(models.Model):
    """Whom visitors can ask. Public: never somebody's private address."""

    contact_name = models.CharField("contactpersoon", max_length=120, blank=True)
    contact_email = models.EmailField("e-mailadres", blank=True)
    contact_phone = models.CharField(
        "telefoon", max_length=30, blank=True, help_text="Zoals 088 123 45 67. Bezoekers kunnen erop klikken."
    )

    contact_panel = MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
        ],
        "Contact",
        help_text="Leeg: bezoekers zien de werkgeversorganisatie van de regio.",
    )

    class Meta:
        abstract = True

    @property
    def is_reachable(self) -> bool:
        return bool(self.contact_email or self.contact_phone)


class Organisation(index.Indexed, Reachable, Publishable):
    """A care provider, a school, a government: whoever signs, owns or joins."""

    template = "pacts/organisation_detail.html"
    context_name = "organisation"

    class Kind(models.TextChoices):
        CARE = "zorg", "Zorg"
        WELFARE = "welzijn", "Welzijn"
        EDUCATION = "onderwijs", "Onderwijs"
        GOVERNMENT = "overheid", "Overheid"
        EMPLOYERS = "werkgevers", "Werkgevers"
        OTHER = "overig", "Overig"

    title = models.CharField("naam", max_length=160, unique=True)
    introduction = models.TextField(
        "inleiding", max_length=400, blank=True, help_text="Wat doet deze organisatie, in een of twee zinnen?"
    )
    kind = models.CharField("soort", max_length=20, choices=Kind, default=Kind.OTHER)
    place = models.CharField("plaats", max_length=80, blank=True)
    website = models.URLField("website", blank=True)
    reports_are_trusted = models.BooleanField(
        "berichten staan meteen op de site",
        default=False,
        help_text="Wat deze organisatie over haar acties meldt, wacht dan niet op de redactie.",
    )

    title.required_on_save = True  # type: ignore[attr-defined]  # Wagtail's own mark

    objects: ClassVar = PublishedQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("place")]),
        FieldPanel("website"),
        Reachable.contact_panel,
        FieldPanel("reports_are_trusted"),
        *Publishable.presentation_panels,
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("introduction"),
        index.SearchField("place"),
        index.FilterField("kind"),
        index.FilterField("id"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"

    def get_absolute_url(self) -> str:
        return reverse("organisation_detail", args=[self.slug])

    @property
    def kicker(self) -> str:
        return f"{self.get_kind_display()} · {self.place}" if self.place else self.get_kind_display()


class Involvement(Orderable):
    """An organisation that takes part in something, and as what. A subclass names the thing with a ParentalKey."""

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField("rol", max_length=120, blank=True, help_text="Zoals penvoerder, of mbo.")

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.organisation}, {self.role}" if self.role else str(self.organisation)
