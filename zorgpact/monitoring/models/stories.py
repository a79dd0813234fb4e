"""What an editor tells with the figures of a round: the koplopers and the obstacles that he picks, and the sources."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

MOST = 5


class RoundStory(ClusterableModel):
    """It can change after the round was frozen: the figures are not in it."""

    round = models.OneToOneField(
        "agenda.Round", verbose_name="ronde", on_delete=models.CASCADE, related_name="story"
    )
    text = models.TextField(
        "wat valt op?",
        max_length=2000,
        blank=True,
        help_text="In een paar zinnen, zoals ‘De meeste acties lopen. Vier regio’s wachten op leerplekken.’",
    )

    panels = [
        FieldPanel("round"),
        FieldPanel("text"),
        InlinePanel("koplopers", heading="Vijf koplopers", label="Koploper", max_num=MOST),
        InlinePanel("obstacles", heading="Belemmeringen", label="Belemmering", max_num=MOST),
        InlinePanel("sources", heading="Bronnen", label="Bron"),
    ]

    class Meta:
        ordering = ["-round__held_on"]
        verbose_name = "verhaal bij een ronde"
        verbose_name_plural = "verhalen bij rondes"

    def __str__(self) -> str:
        return str(self.round)


class RoundKoploper(Orderable):
    story = ParentalKey(RoundStory, on_delete=models.CASCADE, related_name="koplopers")
    page = models.ForeignKey(
        "koplopers.KoploperPage", verbose_name="koploper", on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField("waarom deze?", max_length=300, blank=True)

    panels = [FieldPanel("page"), FieldPanel("reason")]

    class Meta(Orderable.Meta):
        verbose_name = "koploper van een ronde"
        verbose_name_plural = "koplopers van een ronde"

    def __str__(self) -> str:
        return str(self.page)


class Obstacle(Orderable):
    story = ParentalKey(RoundStory, on_delete=models.CASCADE, related_name="obstacles")
    title = models.CharField("wat belemmert?", max_length=160)
    text = models.TextField("toelichting", max_length=600, blank=True)

    panels = [FieldPanel("title"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = "belemmering"
        verbose_name_plural = "belemmeringen"

    def __str__(self) -> str:
        return self.title


class RoundSource(Orderable):
    story = ParentalKey(RoundStory, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField("bron", max_length=200)
    url = models.URLField("webadres", blank=True)

    panels = [FieldPanel("title"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = "bron"
        verbose_name_plural = "bronnen"

    def __str__(self) -> str:
        return self.title
