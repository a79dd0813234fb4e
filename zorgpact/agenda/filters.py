"""The action agenda as a list, and how visitors narrow it down."""

from typing import Any

from django.db.models import QuerySet

from pacts.models import Region
from zorgpact.agenda.models import Action
from zorgpact.agenda.statuses import status_bar
from zorgpact.cms.filters import FilterForm, Listing, OptionField, Options, TopicField
from zorgpact.taxonomy.models import Topic


class ActionFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "actielijn": "action_line__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio’s")
    actielijn = TopicField("Actielijn", "Alle actielijnen")
    status = OptionField("Stand van zaken", "Alle acties", choices=Action.Status.choices)

    def options(self) -> dict[str, Options]:
        return {
            "regio": Options(Region.objects.published()),
            "actielijn": Options(Topic.objects.of_kind(Topic.Kind.ACTION_LINE), label="name"),
        }


class ActionListing(Listing):
    form_class = ActionFilterForm
    per_page = 20

    def all_rows(self) -> QuerySet[Action]:
        return Action.objects.published().in_order()

    def displayed(self, rows: Any) -> QuerySet[Action]:
        return rows.select_related("owner")

    def bar(self) -> dict[str, Any]:
        """How the actions stand, for agenda/_status_bar.html."""
        return status_bar(self.rows, **self.form.chosen())
