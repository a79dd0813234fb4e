"""The action agenda as a list, how visitors narrow it down, and in what order they read it."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from pacts.models import Region
from zorgpact.agenda.models import Action, ActionQuerySet
from zorgpact.agenda.statuses import Bar, status_bar
from zorgpact.agenda.table import LOOSE, NATIONAL, NOWHERE
from zorgpact.cms.filters import Choices, FilterForm, Listing, OptionField, Options, TopicField
from zorgpact.taxonomy.models import Topic

ORDERS = {
    "einddatum": ("Einddatum", ActionQuerySet.by_date),
    "bericht": ("Laatste bericht", ActionQuerySet.by_report),
    "regio": ("Regio", ActionQuerySet.by_region),
    "eigenaar": ("Eigenaar", ActionQuerySet.by_owner),
}


class ActionFilterForm(FilterForm):
    lookups = {"regio": "regions__slug", "actielijn": "action_line__slug", "status": "status"}

    regio = OptionField("Regio", "Alle regio’s")
    actielijn = TopicField("Actielijn", "Alle actielijnen")
    status = OptionField("Stand van zaken", "Alle acties", choices=Action.Status.choices)
    volgorde = OptionField(
        "Volgorde", "Wat loopt eerst", choices=[(key, label) for key, (label, _) in ORDERS.items()]
    )

    def options(self) -> Mapping[str, Choices]:
        lines = Options(Topic.objects.of_kind(Topic.Kind.ACTION_LINE), label="name")
        elsewhere = [(NATIONAL, "Landelijk"), (NOWHERE, "Zonder regio")]
        return {
            "regio": chain(Options(Region.objects.published()), elsewhere),
            "actielijn": chain(lines, [(LOOSE, "Zonder actielijn")]),
        }

    def narrow(self, rows: Any) -> Any:
        chosen = self.narrowing()
        place, line = chosen.get("regio"), chosen.get("actielijn")
        apart = {"regio": (NATIONAL, NOWHERE), "actielijn": (LOOSE,)}
        plain = {name: value for name, value in chosen.items() if value not in apart.get(name, ())}
        rows = rows.filter(**{self.lookups[name]: value for name, value in plain.items()})
        if place == NATIONAL:
            rows = rows.filter(is_national=True)
        elif place == NOWHERE:
            rows = rows.nowhere()
        if line == LOOSE:
            rows = rows.filter(action_line=None)
        return rows

    def ordered(self, rows: Any) -> Any:
        _, order = ORDERS.get(self.chosen().get("volgorde", ""), ("", ActionQuerySet.in_order))
        return order(rows)


class ActionListing(Listing):
    form_class = ActionFilterForm
    per_page = 20
    form: ActionFilterForm

    def all_rows(self) -> QuerySet[Action]:
        return self.form.ordered(Action.objects.published())

    def displayed(self, rows: Any) -> QuerySet[Action]:
        return rows.with_lines()

    def bar(self) -> Bar:
        """How the actions stand."""
        return status_bar(self.rows, **self.form.chosen())
