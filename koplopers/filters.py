"""The list of koplopers, and how visitors narrow it down."""

from typing import Any

from django.db.models import F, QuerySet

from koplopers.models import KoploperPage
from pacts.models import Region
from zorgpact.cms.filters import FilterForm, Listing, OptionField, Options, TopicField
from zorgpact.taxonomy.models import Topic


class KoploperFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "onderwerp": "topics__slug"}

    regio = OptionField("Regio", "Alle regio’s")
    onderwerp = TopicField("Onderwerp", "Alle onderwerpen")

    def options(self) -> dict[str, Options]:
        return {
            "regio": Options(Region.objects.published()),
            "onderwerp": Options(Topic.objects.used_by(KoploperPage.objects.published()), label="name"),
        }


class KoploperListing(Listing):
    form_class = KoploperFilterForm

    def all_rows(self) -> QuerySet[KoploperPage]:
        return KoploperPage.objects.published().order_by(F("since").desc(nulls_last=True), "title")

    def displayed(self, rows: Any) -> QuerySet[KoploperPage]:
        return rows.with_cards()
