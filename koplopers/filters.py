"""The list of koplopers, and how visitors narrow it down."""

from django.db.models import F

from koplopers.models import KoploperPage
from pacts.models import Region
from zorgpact.cms.filters import FilterForm, Listing, OptionField, Options
from zorgpact.taxonomy.models import Topic


class KoploperFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "onderwerp": "topics__slug"}

    regio = OptionField("Regio", "Alle regio’s")
    onderwerp = OptionField("Onderwerp", "Alle onderwerpen")

    def options(self):
        return {
            "regio": Options(Region.objects.published()),
            "onderwerp": Options(Topic.objects.used_by(KoploperPage.objects.published()), label="name"),
        }


class KoploperListing(Listing):
    form_class = KoploperFilterForm

    def all_rows(self):
        return KoploperPage.objects.published().order_by(F("since").desc(nulls_last=True), "title")

    def displayed(self, rows):
        return rows.with_cards()
