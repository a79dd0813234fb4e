"""How visitors narrow the action agenda down, and what editors may not leave out of an action."""

from wagtail.admin.forms import WagtailAdminModelForm

from pacts.models import Region
from zorgpact.agenda.models import Action
from zorgpact.cms.filters import FilterForm, OptionField, Options
from zorgpact.taxonomy.models import Topic


class ActionFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "actielijn": "action_line__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio’s")
    actielijn = OptionField("Actielijn", "Alle actielijnen")
    status = OptionField("Stand van zaken", "Alle acties", choices=Action.Status.choices)

    def options(self):
        return {
            "regio": Options(Region.objects.published()),
            "actielijn": Options(Topic.objects.of_kind(Topic.Kind.ACTION_LINE), label="name"),
        }


class ActionForm(WagtailAdminModelForm):
    """An action is national or has its regions, never both. A draft may leave it open."""

    def clean(self):
        cleaned_data = super().clean()
        regions, is_national = cleaned_data.get("regions"), cleaned_data.get("is_national")
        if is_national and regions:
            self.add_error("regions", "Een landelijke actie heeft geen eigen regio’s. Kies een van beide.")
        if not is_national and not regions and not self.is_deferred_validation:
            self.add_error("regions", "Kies de regio’s van deze actie, of geef aan dat zij landelijk is.")
        return cleaned_data
