"""The lists of pacts and of actions, and how visitors narrow them down."""

from pacts.models import Action, Pact, Region
from zorgpact.cms.filters import FilterForm, Listing, OptionField, Options
from zorgpact.taxonomy.models import Topic


class PactFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "onderwerp": "topics__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio’s")
    onderwerp = OptionField("Onderwerp", "Alle onderwerpen")
    status = OptionField("Stand van zaken", "Alle pacten", choices=Pact.Status.choices)

    def options(self):
        return {
            "regio": Options(Region.objects.published()),
            "onderwerp": Options(Topic.objects.used_by(Pact.objects.published()), label="name"),
        }


class PactListing(Listing):
    form_class = PactFilterForm

    def all_rows(self):
        return Pact.objects.published().in_order()

    def displayed(self, rows):
        return rows.with_cards()


class ActionFilterForm(FilterForm):
    lookups = {"actielijn": "action_line__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio’s")
    actielijn = OptionField("Actielijn", "Alle actielijnen")
    status = OptionField("Stand van zaken", "Alle acties", choices=Action.Status.choices)

    def options(self):
        return {
            "regio": Options(Region.objects.published()),
            "actielijn": Options(Topic.objects.of_kind(Topic.Kind.ACTION_LINE), label="name"),
        }

    def narrow(self, rows):
        chosen = self.chosen()
        if slug := chosen.pop("regio", None):
            rows = rows.in_region(Region.objects.get(slug=slug))
        return rows.filter(**{self.lookups[name]: value for name, value in chosen.items()})


class ActionListing(Listing):
    form_class = ActionFilterForm
    per_page = 20

    def all_rows(self):
        return Action.objects.published().in_order()

    def displayed(self, rows):
        return rows.select_related("owner")
