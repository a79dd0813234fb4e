"""What was agreed: by whom, where, until when, and when its owner is asked how it goes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django import forms
from django.db import models
from django.urls import reverse
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.search import index

from pacts.models import Classified, ClassifiedQuerySet, Region
from zorgpact.cms.models import Publishable
from zorgpact.taxonomy.models import Topic

QUIET = timedelta(days=30)
"""Nobody is asked within a month of a report, and one mail does for all reviews of the month ahead."""
A_FORTNIGHT = timedelta(days=14)
FIRST_AFTER = 3  # months
SILENT_AFTER = 6  # months


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month. Negative: earlier."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def months_between(start: date, end: date) -> int:
    """How many whole months have gone by."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def is_late() -> models.Q:
    """Not finished, and the day that it would be has gone by."""
    return models.Q(status__in=Action.OPEN, due_on__lt=timezone.localdate())


class ActionTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="%(class)s_items")
    content_object = ParentalKey("agenda.Action", on_delete=models.CASCADE, related_name="tagged_items")


class ActionQuerySet(ClassifiedQuerySet):
    def tally(self) -> dict[str, int]:
        """How many there are of each status, and how many are `overdue`. One query."""
        counts = {str(status): models.Count("pk", filter=models.Q(status=status)) for status in Action.Status}
        return self.aggregate(**counts, overdue=models.Count("pk", filter=is_late()))

    def counted_by(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """For each combination of these values and a status that there is: the values, the status, how many, how many are late.

        What has several values of a name is counted with each. One query.
        """
        late = models.Count("pk", filter=is_late())
        rows = self.order_by().values_list(*names, "status").annotate(number=models.Count("pk"), late=late)
        return rows.iterator()

    def with_lines(self) -> Self:
        """With what a line of a list says: the owner, and the regions that visitors may see. In one query more."""
        regions = Region.objects.published().only("title", "slug").order_by("title")
        return self.select_related("owner").prefetch_related(models.Prefetch("regions", regions))

    def places(self) -> dict[int, list[tuple[str, str]]]:
        """The code and the name of each region that visitors may see, by the key of the action. One query."""
        links = Action.regions.through.objects.filter(
            action__in=self.order_by().values("pk"), region__live=True
        )
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        rows = links.order_by("region__title").values_list("action_id", "region__code", "region__title")
        for pk, code, title in rows.iterator():
            found[pk].append((code, title))
        return found

    def with_place(self) -> Self:
        """Each says whether it `has_place`: a region that visitors may see."""
        places = Action.regions.through.objects.filter(action=models.OuterRef("pk"), region__live=True)
        return self.annotate(has_place=models.Exists(places))

    def nowhere(self) -> Self:
        """Neither in a region nor national."""
        return self.with_place().filter(has_place=False, is_national=False)

    def open(self) -> Self:
        """What runs or is intended."""
        return self.filter(status__in=Action.OPEN)

    def askable(self) -> Self:
        """Those of which visitors wait for news: nobody told any within a month."""
        return self.published().open().exclude(reported_on__gt=timezone.localdate() - QUIET)

    def to_ask(self) -> Self:
        """Those of which it is time to ask how they go: their review has come, or their cadence came round."""
        today = timezone.localdate()
        due = models.Q(review_on__lte=today) & (
            models.Q(asked_on=None) | models.Q(asked_on__lt=models.F("review_on"))
        )
        for cadence, months in Action.MONTHS.items():
            before = months_after(today, -months)
            unheard = models.Q(reported_on=None) | models.Q(reported_on__lte=before)
            due |= models.Q(cadence=cadence, asked_on__lte=before) & unheard
        return self.askable().filter(due)

    def together_with_due(self) -> Self:
        """What is asked in the same mail: all but those that are asked on their own date only, when that has not come."""
        early = models.Q(cadence=Action.Cadence.ONCE) & (
            models.Q(review_on=None)
            | models.Q(review_on__gt=timezone.localdate())
            | models.Q(asked_on__gte=models.F("review_on"))
        )
        return self.askable().exclude(early)

    def unanswered(self, request: Any, asked_on: Any) -> Self:
        """Those of a request (its key, its day) of which nothing was heard: not by it, and not otherwise."""
        rows = self.published().open().filter(requests=request)
        rows = rows.exclude(notes__request=request).exclude(handovers__request=request)
        return rows.filter(models.Q(reported_on=None) | models.Q(reported_on__lt=asked_on))

    def note_asked(self) -> int:
        """They were asked today; a review within a month counts as done too."""
        today = timezone.localdate()
        ahead = models.When(review_on__gt=today, review_on__lte=today + QUIET, then=models.F("review_on"))
        return self.update(asked_on=models.Case(ahead, default=models.Value(today)))

    def in_order(self) -> "ActionQuerySet":
        """What runs first, then what is intended, then what is done or stopped; nearest date first."""
        stage = models.Case(
            models.When(status=Action.Status.RUNNING, then=0),
            models.When(status=Action.Status.INTENDED, then=1),
            models.When(status=Action.Status.DONE, then=2),
            default=3,
        )
        return self.order_by(stage, models.F("due_on").asc(nulls_last=True), "title")

    def by_date(self) -> "ActionQuerySet":
        return self.order_by(models.F("due_on").asc(nulls_last=True), "title")

    def by_report(self) -> "ActionQuerySet":
        """The newest report first, and last what was never reported on."""
        return self.order_by(models.F("reported_on").desc(nulls_last=True), "title")

    def by_region(self) -> "ActionQuerySet":
        """By the name of the first region, and last what has none."""
        places = Action.regions.through.objects.filter(action=models.OuterRef("pk"), region__live=True)
        first = models.Subquery(places.order_by("region__title").values("region__title")[:1])
        return self.order_by(first.asc(nulls_last=True), "title")

    def by_owner(self) -> "ActionQuerySet":
        return self.order_by("owner__title", "title")


class Action(Classified, index.Indexed, Publishable):
    """Something that an organisation does, in its regions or everywhere. Where it came from are links, all optional."""

    template = "agenda/action_detail.html"
    context_name = "action"

    class Status(models.TextChoices):
        INTENDED = "voorgenomen", "Voorgenomen"
        RUNNING = "loopt", "Loopt"
        DONE = "klaar", "Klaar"
        STOPPED = "gestopt", "Gestopt"

    class Cadence(models.TextChoices):
        QUARTERLY = "kwartaal", "elk kwartaal"
        HALF_YEARLY = "halfjaar", "elk halfjaar"
        YEARLY = "jaar", "elk jaar"
        ONCE = "datum", "alleen op de datum"

    OPEN = (Status.INTENDED, Status.RUNNING)
    MONTHS = {Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}
    KEPT_BY_THE_SITE = ("asked_on", "reported_on", "logged_status", "logged_due_on")
    """What no draft brings back when it is published."""

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
    review_on = models.DateField(
        "eerste of volgende vraag op",
        null=True,
        blank=True,
        help_text="Leeg: drie maanden na nu of bij het begin, en nooit na de dag waarop de actie klaar is.",
    )
    cadence = models.CharField("daarna", max_length=8, choices=Cadence, default=Cadence.QUARTERLY)
    asked_on = models.DateField(null=True, editable=False)
    """Until which day its owner was asked: a review that falls soon after a mail is part of it."""
    reported_on = models.DateField("laatste bericht", null=True, editable=False)
    """The day of the last public report: kept by `zorgpact.agenda.progress`."""
    logged_status = models.CharField(max_length=12, blank=True, editable=False)
    logged_due_on = models.DateField(null=True, editable=False)
    """As the log of changes knows it: see `zorgpact.agenda.changes`."""

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
        MultiFieldPanel(
            [
                FieldPanel("reporters", permission="agenda.view_contactperson"),
                FieldRowPanel([FieldPanel("review_on"), FieldPanel("cadence")]),
            ],
            "Hoe horen we hoe het gaat?",
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
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def state_on(self) -> date:
        """Of which day the state is that visitors see: that of the last report, or else of the publication."""
        published_at = self.first_published_at or self.updated_at or timezone.now()
        return self.reported_on or timezone.localdate(published_at)

    @property
    def silence(self) -> str:
        """For how long nothing was heard of an open action, in words; empty when that is less than half a year."""
        months = months_between(self.state_on, timezone.localdate())
        if not self.is_open or months < SILENT_AFTER:
            return ""
        since = f"{months} maanden" if months < 24 else f"{months // 12} jaar"
        return f"al {since} niets gehoord"

    def first_review(self) -> date:
        """When its owner is asked first: three months on, or what is intended when it begins; not later than it is due.

        What should have been done already is asked in a fortnight, so that somebody can say first whom to ask.
        """
        today = timezone.localdate()
        day = months_after(today, FIRST_AFTER)
        if self.status == self.Status.INTENDED and self.starts_on and self.starts_on > today:
            day = self.starts_on
        if self.due_on is None:
            return day
        return min(day, self.due_on) if self.due_on > today else today + A_FORTNIGHT

    def clean(self) -> None:
        super().clean()
        if self.review_on is None and self.is_open:
            self.review_on = self.first_review()

    def with_content_json(self, content: dict[str, Any]) -> "Action":
        obj = super().with_content_json(content)
        for name in self.KEPT_BY_THE_SITE:
            setattr(obj, name, getattr(self, name))
        return obj

    def get_absolute_url(self) -> str:
        return reverse("action_detail", args=[self.slug])
