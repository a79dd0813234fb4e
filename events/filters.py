"""The agenda as a list, of what comes and of what was, and how visitors narrow it down."""

from typing import Any

from django.db.models import QuerySet

from events.models import Event
from pacts.models import Region
from zorgpact.cms.filters import FilterForm, Listing, OptionField, Options, TopicField
from zorgpact.taxonomy.models import Topic


class EventFilterForm(FilterForm):
    lookups = {"soort": "kind", "regio": "regions__slug", "onderwerp": "topics__slug"}

    soort = OptionField("Soort", "Alle soorten", choices=Event.Kind.choices)
    regio = OptionField("Regio", "Heel Nederland")
    onderwerp = TopicField("Onderwerp", "Alle onderwerpen")

    def options(self) -> dict[str, Options]:
        return {
            "regio": Options(Region.objects.published()),
            "onderwerp": Options(Topic.objects.used_by(Event.objects.listed()), label="name"),
        }


class EventListing(Listing):
    form_class = EventFilterForm
    per_page = 20

    def all_rows(self) -> QuerySet[Event]:
        return Event.objects.listed().upcoming()

    def displayed(self, rows: Any) -> QuerySet[Event]:
        return rows.with_places()


class PastEventListing(EventListing):
    def all_rows(self) -> QuerySet[Event]:
        return Event.objects.listed().past()
