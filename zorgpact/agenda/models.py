"""The action agenda: what was agreed, by whom, where, until when, and how it goes."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.search import index

from pacts.models import Classified, ClassifiedQuerySet
from zorgpact.cms.models import Publishable
from zorgpact.taxonomy.models import Topic
from zorgpact.users.models import User


class ActionTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="%(class)s_items")
    content_object = ParentalKey("agenda.Action", on_delete=models.CASCADE, related_name="tagged_items")


class ActionQuerySet(ClassifiedQuerySet):
    def tally(self) -> dict[str, int]:
        """How many there are of each status, and how many are `overdue`. One query."""
        overdue = models.Q(status__in=Action.OPEN, due_on__lt=timezone.localdate())
        counts = {str(status): models.Count("pk", filter=models.Q(status=status)) for status in Action.Status}
        return self.aggregate(**counts, overdue=models.Count("pk", filter=overdue))

    def in_order(self) -> "ActionQuerySet":
        """What runs first, then what is intended, then what is done or stopped; nearest date first."""
        stage = models.Case(
            models.When(status=Action.Status.RUNNING, then=0),
            models.When(status=Action.Status.INTENDED, then=1),
            models.When(status=Action.Status.DONE, then=2),
            default=3,
        )
        return self.order_by(stage, models.F("due_on").asc(nulls_last=True), "title")


class Action(Classified, index.Indexed, Publishable):
    """Something that an organisation does, in its regions or everywhere. Where it came from are links, all optional."""

    template = "agenda/action_detail.html"
    context_name = "action"

    class Status(models.TextChoices):
        INTENDED = "voorgenomen", "Voorgenomen"
        RUNNING = "loopt", "Loopt"
        DONE = "klaar", "Klaar"
        STOPPED = "gestopt", "Gestopt"

    OPEN = (Status.INTENDED, Status.RUNNING)

    topics = ClusterTaggableManager(through=ActionTopic, verbose_name="onderwerpen", blank=True)
    is_national = models.BooleanField(
        "landelijk", default=False, help_text="Deze actie geldt voor heel Nederland. Kies dan geen regio’s."
    )
    description = models.TextField("wat gaat er gebeuren?", blank=True)
    owner = models.ForeignKey(
        "pacts.Organisation", verbose_name="eigenaar", on_delete=models.PROTECT, related_name="actions"
    )
    pact = models.ForeignKey(
        "pacts.Pact",
        verbose_name="pact",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    plan = models.ForeignKey(
        "pacts.Plan",
        verbose_name="plan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    ambition = models.ForeignKey(
        "pacts.Ambition",
        verbose_name="ambitie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
    )
    action_line = models.ForeignKey(
        "taxonomy.Topic",
        verbose_name="actielijn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "actielijn"},
    )
    status = models.CharField("status", max_length=12, choices=Status, default=Status.INTENDED)
    starts_on = models.DateField("begint op", null=True, blank=True)
    due_on = models.DateField("klaar op", null=True, blank=True)

    objects: ClassVar = ActionQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        *Publishable.presentation_panels,
        FieldPanel("description"),
        FieldPanel("owner"),
        MultiFieldPanel(
            [FieldPanel("is_national"), Classified.regions_panel, FieldPanel("topics")], "Waar en waarover"
        ),
        FieldPanel("action_line", widget=forms.Select),
        MultiFieldPanel(
            [FieldPanel("status"), FieldRowPanel([FieldPanel("starts_on"), FieldPanel("due_on")])],
            "Stand van zaken",
        ),
        MultiFieldPanel([FieldPanel("plan"), FieldPanel("ambition"), FieldPanel("pact")], "Komt voort uit"),
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("introduction", boost=2),
        index.SearchField("description"),
        index.FilterField("id"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = "actie"
        verbose_name_plural = "acties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(due_on__gte=models.F("starts_on")),
                name="action_due_after_start",
                violation_error_message="Een actie is niet klaar voordat zij begint.",
            ),
        ]

    @property
    def is_overdue(self) -> bool:
        """Not finished on the day that it would be."""
        return self.status in self.OPEN and self.due_on is not None and self.due_on < timezone.localdate()

    def get_absolute_url(self) -> str:
        return reverse("action_detail", args=[self.slug])


class ProgressNote(models.Model):
    """A dated note on how an action goes, with the status that it gave the action if it changed."""

    action = models.ForeignKey(Action, verbose_name="actie", on_delete=models.CASCADE, related_name="notes")
    noted_on = models.DateField("datum")
    text = models.TextField("hoe gaat het?", max_length=1000)
    status = models.CharField(
        "de status wordt",
        max_length=12,
        choices=Action.Status,
        blank=True,
        help_text="Leeg: de status van de actie blijft zoals hij is.",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    panels = [FieldPanel("action"), FieldPanel("noted_on"), FieldPanel("text"), FieldPanel("status")]

    class Meta:
        ordering = ["-noted_on", "-id"]
        verbose_name = "voortgangsnotitie"
        verbose_name_plural = "voortgangsnotities"

    def __str__(self) -> str:
        return f"{self.noted_on:%d-%m-%Y}: {self.text[:60]}"

    def can_be_corrected_by(self, user: User | AnonymousUser) -> bool:
        """By its writer on the day that it was written; afterwards it stands."""
        is_today = timezone.localdate(self.created_at) == timezone.localdate()
        return self.author_id is not None and self.author_id == user.pk and is_today
