"""The action agenda as a list, and how visitors narrow it down."""

from typing import Any

from django.db.models import QuerySet

from pacts.models import Region
from zorgpact.agenda.models import Action
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

    def figures(self) -> list[dict[str, str | int]]:
        """How the actions stand, for components/figures.html; nothing that is zero."""
        labels = {**dict(Action.Status.choices), "overdue": "Over de afgesproken datum"}
        tally = self.rows.tally()
        return [{"number": tally[key], "label": label} for key, label in labels.items() if tally[key]]
