"""The lists of pacts and of plans, and how visitors narrow them down."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from pacts.models import Pact, Plan, Region
from zorgpact.cms.filters import FilterForm, Listing, OptionField, Options, TopicField
from zorgpact.taxonomy.models import Topic


class PactFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "onderwerp": "topics__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio’s")
    onderwerp = TopicField("Onderwerp", "Alle onderwerpen")
    status = OptionField("Stand van zaken", "Alle pacten", choices=Pact.Status.choices)

    def options(self) -> dict[str, Options]:
        return {
            "regio": Options(Region.objects.published()),
            "onderwerp": Options(Topic.objects.used_by(Pact.objects.published()), label="name"),
        }


class PactListing(Listing):
    form_class = PactFilterForm

    def all_rows(self) -> QuerySet[Pact]:
        return Pact.objects.published().in_order()

    def displayed(self, rows: Any) -> QuerySet[Pact]:
        return rows.with_cards()


class PlanFilterForm(FilterForm):
    lookups = {"regio": "regions__slug"}

    regio = OptionField("Regio", "Alle regio’s")

    def options(self) -> dict[str, Options]:
        return {"regio": Options(Region.objects.published())}


class PlanListing(Listing):
    form_class = PlanFilterForm
    per_page = 20

    def all_rows(self) -> QuerySet[Plan]:
        return Plan.objects.published().current_first()

    def displayed(self, rows: Any) -> QuerySet[Plan]:
        places = Region.objects.published().only("title", "slug").order_by("title")
        return rows.prefetch_related(Prefetch("regions", places))
