"""What a commission advised a region, or the national table agreed; what was answered to each point, and what came of it."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from zorgpact.cms.models import Inventable
from zorgpact.cms.texts import clean_texts


class AdviceQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What any visitor may see."""
        where = models.Q(region__isnull=True) | models.Q(region__live=True)
        return self.filter(where, is_public=True)

    def open_first(self) -> Self:
        """Those of which a point is open come first, each with their newest letter first."""
        is_open = models.Exists(AdvicePoint.objects.filter(advice=models.OuterRef("pk"), is_closed=False))
        return self.order_by(is_open.desc(), "-letter_on", "-id")

    def with_points(self) -> Self:
        return (
            self.select_related("region", "document")
            .defer("region__outline", "region__detailed_outline")
            .prefetch_related("points")
        )


class Advice(Inventable, ClusterableModel):
    """A letter with points."""

    class Kind(models.TextChoices):
        ADVICE = "advies", "Advies"
        AGREEMENT = "afspraak", "Afspraak"

    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.ADVICE)
    region = models.ForeignKey(
        "pacts.Region",
        verbose_name="regio",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Leeg: landelijk.",
    )
    title = models.CharField("titel van de brief", max_length=200)
    letter_on = models.DateField("datum van de brief")
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name="document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_public = models.BooleanField(
        "op de site", default=True, help_text="Uit: alleen wie in het beheer werkt, ziet dit."
    )

    objects = AdviceQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("letter_on"), FieldPanel("document")]),
        InlinePanel("points", heading="Punten, in volgorde", label="Punt", min_num=1),
        FieldRowPanel([FieldPanel("is_public"), FieldPanel("is_example")]),
    ]

    class Meta:
        ordering = ["-letter_on", "-id"]
        verbose_name = "advies of afspraak"
        verbose_name_plural = "adviezen en afspraken"

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        clean_texts(self)
        super().clean()

    @property
    def standing(self) -> str:
        """How many of its points are open, in words. Needs `points`."""
        points = self.points.all()
        still = sum(not point.is_closed for point in points)
        if not still:
            return "afgerond"
        return f"{still} van {len(points)} {'punt' if len(points) == 1 else 'punten'} open"


class AdvicePoint(Orderable):
    """One point of a letter, with the answer and what came of it."""

    class State(models.TextChoices):
        NO_ANSWER = "geen-antwoord", "Nog geen antwoord"
        ADOPTED = "overgenomen", "Overgenomen"
        IN_PART = "deels", "Deels overgenomen"
        REFUSED = "niet", "Niet overgenomen"

    advice = ParentalKey(Advice, on_delete=models.CASCADE, related_name="points")
    text = models.TextField("punt", max_length=1000)
    state = models.CharField("antwoord", max_length=14, choices=State, default=State.NO_ANSWER)
    answer = models.TextField("toelichting op het antwoord", max_length=2000, blank=True)
    answered_on = models.DateField("beantwoord op", null=True, blank=True)
    follow_up = models.TextField("wat is ermee gedaan?", max_length=2000, blank=True)
    followed_up_on = models.DateField("stand van", null=True, blank=True)
    is_closed = models.BooleanField("afgerond", default=False)

    panels = [
        FieldPanel("text"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("state"), FieldPanel("answered_on")]), FieldPanel("answer")],
            "Antwoord",
        ),
        MultiFieldPanel(
            [FieldPanel("follow_up"), FieldRowPanel([FieldPanel("followed_up_on"), FieldPanel("is_closed")])],
            "Opvolging",
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "punt"
        verbose_name_plural = "punten"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="geen-antwoord", answered_on=None)
                | (~models.Q(state="geen-antwoord") & models.Q(answered_on__isnull=False)),
                name="advice_point_answered_on_a_day",
                violation_error_message="Een antwoord heeft een datum; zonder antwoord is er geen.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Raises ValidationError beside the field that is missing."""
        clean_texts(self)
        super().clean()
        if self.state == self.State.NO_ANSWER and (self.answered_on or self.answer):
            raise ValidationError(
                {"state": "Kies wat het antwoord was, of laat de datum en de toelichting leeg."}
            )
        if self.state != self.State.NO_ANSWER and not self.answered_on:
            raise ValidationError({"answered_on": "Op welke dag kwam dit antwoord?"})
        if self.follow_up and not self.followed_up_on:
            raise ValidationError({"followed_up_on": "Van welke dag is dit?"})
