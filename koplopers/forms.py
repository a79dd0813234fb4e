"""How visitors narrow the list of koplopers down."""

from koplopers.models import KoploperPage
from pacts.models import Region
from zorgpact.cms.filters import FilterForm, OptionField, Options
from zorgpact.taxonomy.models import Topic


class KoploperFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "onderwerp": "topics__slug"}

    regio = OptionField("Regio", "Alle regio’s")
    onderwerp = OptionField("Onderwerp", "Alle onderwerpen")

    def options(self):
        return {
            "regio": Options(Region.objects.published()),
            "onderwerp": Options(Topic.objects.borne_by(KoploperPage.objects.published()), label="name"),
        }
