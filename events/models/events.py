"""A session that people can come to."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from events.blocks import ProgrammeItemBlock
from events.models.registrations import Registration
from pacts.models import Classified, ClassifiedQuerySet
from zorgpact.cms.blocks import BodyBlock, PersonBlock
from zorgpact.cms.models import Publishable
from zorgpact.taxonomy.models import Topic

KEPT_IN_SUBSCRIPTIONS = timedelta(days=90)
WHOLE_DAY = (time(0, 0), time(23, 59))
WHERE = ("venue", "address", "place", "is_online", "online_url")


class EventTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="%(class)s_items")
    content_object = ParentalKey("events.Event", on_delete=models.CASCADE, related_name="tagged_items")


class EventQuerySet(ClassifiedQuerySet):
    def listed(self) -> "EventQuerySet":
        """Without what is on invitation: that is found nowhere, and only who has its address sees it."""
        return self.published().filter(is_by_invitation=False)

    def upcoming(self) -> "EventQuerySet":
        """Not over yet, nearest first."""
        return self.filter(end_at__gte=timezone.now()).order_by("start_at", "title")

    def subscribed(self) -> "EventQuerySet":
        """What a subscription to the agenda holds: it keeps what was for 90 days, so that it does not vanish at once."""
        return self.filter(end_at__gte=timezone.now() - KEPT_IN_SUBSCRIPTIONS).order_by("start_at", "title")

    def past(self) -> "EventQuerySet":
        """Over, latest first."""
        return self.filter(end_at__lt=timezone.now()).order_by("-start_at", "title")

    def with_places(self) -> "EventQuerySet":
        """Annotate `confirmed`: how many places are taken for certain.

        What is held for an address that nobody proved does not show: nobody can see by it who is known here.
        """
        return self.annotate(confirmed=Registration.objects.confirmed().certain().count_per_event())

    def with_waiting(self) -> "EventQuerySet":
        """Annotate `waiting`: how many wait for a place."""
        return self.annotate(waiting=Registration.objects.waiting().count_per_event())

    def nearest_first(self) -> "EventQuerySet":
        """Upcoming ones from near to far, then past ones from late to early."""
        is_past = models.Q(end_at__lt=timezone.now())
        upcoming_at = models.Case(models.When(~is_past, then="start_at"))
        rows = self.alias(upcoming_at=upcoming_at)
        return rows.order_by(models.F("upcoming_at").asc(nulls_last=True), "-start_at")

    def open_for_registration(self) -> "EventQuerySet":
        """The same rule as `Event.registration_state == "open"`."""
        now = timezone.now()
        opened = models.Q(registration_opens_at=None) | models.Q(registration_opens_at__lte=now)
        closes_at = Coalesce("registration_closes_at", "start_at")
        rows = self.alias(closes_at=closes_at).filter(opened, closes_at__gt=now, end_at__gte=now)
        return rows.filter(is_cancelled=False)


class Event(Classified, index.Indexed, Publishable):
    """A dialogue session, a working session, a meeting, a congress or a webinar."""

    template = "events/event_detail.html"
    context_name = "event"
    reserved_slugs = ("feed", "verleden")
    instead_of_deleting = (
        "Zet in de sessie ‘gaat niet door’ aan: wie zich aanmeldde, krijgt dan bericht. "
        "Of haal de sessie van de site; de aanmeldingen blijven bewaard."
    )

    class Kind(models.TextChoices):
        DIALOGUE = "dialoogsessie", "Dialoogsessie"
        WORKSHOP = "werksessie", "Werksessie"
        MEETING = "kopgroepontmoeting", "Kopgroepontmoeting"
        CONGRESS = "congres", "Congres"
        WEBINAR = "webinar", "Webinar"

    class Availability(models.TextChoices):
        """The value is the shape that components/status.html draws."""

        OPEN = "open", "Je kunt je aanmelden"
        WAITING = "wachtlijst", "Vol, je kunt wel op de wachtlijst"
        FULL = "vol", "Vol"
        EARLY = "voorgenomen", "Je kunt je nog niet aanmelden"
        CLOSED = "gestopt", "Je kunt je niet meer aanmelden"
        CANCELLED = "geannuleerd", "Gaat niet door"
        PAST = "afgerond", "Geweest"

    topics = ClusterTaggableManager(through=EventTopic, verbose_name="onderwerpen", blank=True)
    kind = models.CharField("soort", max_length=20, choices=Kind, default=Kind.DIALOGUE)
    start_at = models.DateTimeField("begint", db_index=True)
    end_at = models.DateTimeField("eindigt", db_index=True)
    venue = models.CharField("locatie", max_length=160, blank=True, help_text="Het gebouw of de zaal.")
    address = models.CharField("adres", max_length=200, blank=True)
    place = models.CharField("plaats", max_length=80, blank=True)
    is_online = models.BooleanField("online", default=False)
    online_url = models.URLField(
        "adres om deel te nemen", blank=True, help_text="Alleen deelnemers krijgen dit, in hun bevestiging."
    )
    body = StreamField(BodyBlock(), verbose_name="inhoud", blank=True)
    programme = StreamField([("item", ProgrammeItemBlock())], verbose_name="programma", blank=True)
    speakers = StreamField([("person", PersonBlock())], verbose_name="sprekers", blank=True)
    pact = models.ForeignKey(
        "pacts.Pact", verbose_name="pact", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    capacity = models.PositiveIntegerField(
        "aantal plaatsen",
        null=True,
        blank=True,
        help_text="Leeg: geen grens. Verlagen neemt niemand een plaats af.",
    )
    has_waiting_list = models.BooleanField("wachtlijst als het vol is", default=True)
    registration_opens_at = models.DateTimeField("aanmelden kan vanaf", null=True, blank=True)
    registration_closes_at = models.DateTimeField(
        "aanmelden kan tot", null=True, blank=True, help_text="Leeg: tot het begin."
    )
    is_cancelled = models.BooleanField(
        "gaat niet door",
        default=False,
        help_text="Wie een plek heeft of erop wacht, krijgt vanzelf bericht zodra je dit publiceert.",
    )
    is_by_invitation = models.BooleanField(
        "op uitnodiging",
        default=False,
        help_text="De sessie staat in geen lijst, kaart, agenda, feed of zoekmachine. Wie het adres heeft, ziet haar wel.",
    )
    organiser_email = models.EmailField("e-mailadres van de organisator", blank=True)

    objects: ClassVar = EventQuerySet.as_manager()

    panels = [
        TitleFieldPanel("title"),
        *Publishable.presentation_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel(
                    [
                        FieldPanel("start_at", help_text="Ken je alleen de dag? Vul dan 00:00 en 23:59 in."),
                        FieldPanel("end_at"),
                    ]
                ),
                FieldRowPanel([FieldPanel("venue"), FieldPanel("place")]),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("is_online"), FieldPanel("online_url")]),
                FieldPanel("is_cancelled"),
                FieldPanel("is_by_invitation"),
                HelpPanel(template="events/admin/reach.html"),
            ],
            "Wanneer en waar",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("has_waiting_list")]),
                FieldRowPanel([FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")]),
                FieldPanel("organiser_email"),
            ],
            "Aanmelden",
        ),
        FieldPanel("body"),
        FieldPanel("programme"),
        FieldPanel("speakers"),
        MultiFieldPanel(
            [Classified.regions_panel, FieldPanel("topics"), FieldPanel("pact")], "Waar en waarover"
        ),
        *Publishable.publishing_panels,
    ]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("introduction", boost=2),
        index.SearchField("place"),
        index.SearchField("body"),
        index.SearchField("programme"),
        index.FilterField("id"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["-start_at"]
        verbose_name = "sessie"
        verbose_name_plural = "sessies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_at__gt=models.F("start_at")),
                name="event_ends_after_start",
                violation_error_message="Een sessie eindigt na het begin.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("event_detail", args=[self.slug])

    def count_places(self) -> int | None:
        """Count now, with the places that are held; gives `places_left`. A row that is not saved has nobody yet."""
        self.confirmed = self.registrations.confirmed().count() if self.pk else 0
        return self.places_left

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        self.count_places()
        return super().get_preview_context(request, mode_name)

    @property
    def places_left(self) -> int | None:
        """For rows of `with_places()`. None: there is no limit."""
        if not hasattr(self, "confirmed"):  # no AttributeError: a template would show nothing instead
            raise RuntimeError("Nobody counted who comes: use with_places() or count_places().")
        return None if self.capacity is None else max(0, self.capacity - self.confirmed)

    @property
    def availability(self) -> "Event.Availability":
        """For rows of `with_places()`: what somebody who wants to come should know first."""
        state = self.Availability[self.registration_state.upper()]
        if state != self.Availability.OPEN or self.places_left != 0:
            return state
        return self.Availability.WAITING if self.has_waiting_list else self.Availability.FULL

    @property
    def location(self) -> str:
        """Venue, address and place on one line, and whether it is online too."""
        building = ", ".join(part for part in (self.venue, self.address, self.place) if part)
        if not self.is_online:
            return building
        return f"{building}, en online" if building else "Online"

    @property
    def short_location(self) -> str:
        """The place only, for lists."""
        if not self.place:
            return self.location
        return f"{self.place}, en online" if self.is_online else self.place

    @property
    def kicker(self) -> str:
        return self.get_kind_display() + self.example_mark

    @property
    def is_hybrid(self) -> bool:
        return self.is_online and bool(self.venue or self.address or self.place)

    @property
    def facts(self) -> dict[str, Any]:
        """What somebody who comes must know, as JSON: when it changes, they hear it.

        Values, not words: another wording in a new version is no news.
        """
        moments = {name: getattr(self, name).astimezone(UTC).isoformat() for name in ("start_at", "end_at")}
        return moments | {name: getattr(self, name) for name in WHERE} | {"is_off": self.is_off}

    @classmethod
    def as_told(cls, facts: dict[str, Any]) -> "Event":
        """An event that stands nowhere, to say in words what somebody was told."""
        moments = {name: datetime.fromisoformat(facts[name]) for name in ("start_at", "end_at")}
        return cls(**moments, **{name: facts[name] for name in WHERE})

    @property
    def is_off(self) -> bool:
        """Called off, or taken from the site."""
        return self.is_cancelled or not self.live

    @property
    def is_whole_day(self) -> bool:
        """From 0.00 to 23.59: no more than the day is known, so no time is shown."""
        start, end = timezone.localtime(self.start_at), timezone.localtime(self.end_at)
        return (start.time(), end.time()) == WHOLE_DAY

    @property
    def when(self) -> str:
        """Day and time in words, with the last day when it is another one."""
        start, end = timezone.localtime(self.start_at), timezone.localtime(self.end_at)
        if self.is_whole_day:
            until = f" tot en met {date_format(end, 'l j F Y')}" if self.last_day else ""
            return date_format(start, "l j F Y") + until
        until = "G.i" if end.date() == start.date() else r"l j F Y, G.i"
        return f"{date_format(start, 'l j F Y, G.i')} tot {date_format(end, until)} uur"

    @property
    def last_day(self) -> date | None:
        """The day on which it ends, when that is not the day on which it begins."""
        end = timezone.localdate(self.end_at)
        return end if end != timezone.localdate(self.start_at) else None

    @property
    def is_past(self) -> bool:
        return self.end_at < timezone.now()

    @property
    def registration_state(self) -> str:
        """One of: cancelled, past, early, closed, open. Whether there is a place left is not part of it."""
        now = timezone.now()
        if self.is_cancelled:
            return "cancelled"
        if self.end_at < now:
            return "past"
        if self.registration_opens_at and now < self.registration_opens_at:
            return "early"
        if now >= (self.registration_closes_at or self.start_at):
            return "closed"
        return "open"
