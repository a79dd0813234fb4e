"""The list of advice and agreements, and how visitors narrow it down."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from pacts.models import Region
from zorgpact.agenda.table import NATIONAL
from zorgpact.cms.filters import Choices, FilterForm, Listing, OptionField, Options
from zorgpact.monitoring.models import Advice


class AdviceFilterForm(FilterForm):
    lookups = {"regio": "region__slug"}

    regio = OptionField("Regio", "Alle regio’s")

    def options(self) -> Mapping[str, Choices]:
        return {"regio": chain(Options(Region.objects.published()), [(NATIONAL, "Landelijk")])}

    def narrow(self, rows: Any) -> Any:
        if self.chosen().get("regio") == NATIONAL:
            return rows.filter(region=None)
        return super().narrow(rows)


class AdviceListing(Listing):
    form_class = AdviceFilterForm
    per_page = 20

    def all_rows(self) -> QuerySet[Advice]:
        return Advice.objects.published().open_first()

    def displayed(self, rows: Any) -> QuerySet[Advice]:
        return rows.with_points()
