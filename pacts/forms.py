"""What visitors type to find a region, and how they narrow lists down."""

from django import forms

from pacts.models import Action, Pact, Region
from zorgpact.cms.filters import FilterForm, OptionField, Options
from zorgpact.taxonomy.models import Topic


class RegionFinderForm(forms.Form):
    plaats = forms.CharField(
        label="In welke plaats of gemeente werk je?",
        required=False,
        max_length=80,
        error_messages={"max_length": "Deze naam is te lang. Typ alleen de naam van je plaats of gemeente."},
    )


class PactFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "onderwerp": "topics__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio's")
    onderwerp = OptionField("Onderwerp", "Alle onderwerpen")
    status = OptionField("Stand van zaken", "Alle pacten", choices=Pact.Status.choices)

    def options(self):
        return {
            "regio": Options(Region.objects.published()),
            "onderwerp": Options(Topic.objects.filter(pk__in=Pact.topics.through.objects.values("tag")), label="name"),
        }


class ActionFilterForm(FilterForm):
    lookups = {"actielijn": "action_line__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio's")
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
            rows = rows.in_region(Region.objects.filter(slug=slug).values("pk")[:1])
        return rows.filter(**{self.lookups[name]: value for name, value in chosen.items()})
