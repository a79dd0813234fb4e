"""The admin of indicators, their measurements, targets of ambitions and the figures on the pages of regions."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import ObjectList
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from zorgpact.cms.viewsets import ExportIndexView, PublishableViewSet
from zorgpact.monitoring.forms import NumbersForm
from zorgpact.monitoring.models import Indicator, Measurement, RegionFigure, Target


class IndicatorViewSet(PublishableViewSet):
    model = Indicator
    icon = "table"
    columns = ["unit", "frequency", "is_regional"]
    list_filter = ["frequency", "is_regional", "live"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        return Indicator.objects.select_related("denominator")


class RowViewSet(ModelViewSet):
    """For rows that hang on others: a list in which these are fetched at once."""

    joined: tuple[str, ...]
    index_view_class = ExportIndexView
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.model.objects.select_related(*self.joined)
        return super().get_index_view_kwargs(queryset=rows, **kwargs)


class MeasurementViewSet(RowViewSet):
    model = Measurement
    name = "metingen"
    icon = "order"
    edit_handler = ObjectList(Measurement.panels, base_form_class=NumbersForm)
    joined = ("indicator", "region")
    list_display = ["indicator", "region", "period", "value", "status", "source_date"]
    list_export = [*list_display, "source", "series", "is_baseline"]
    list_filter = ["indicator", "region", "status", "is_baseline"]
    search_fields = ["indicator__title", "region__title", "period", "source"]


class TargetViewSet(RowViewSet):
    """What an ambition wants to reach, as a figure that is followed."""

    model = Target
    name = "doelen"
    icon = "crosshairs"
    edit_handler = ObjectList(Target.panels, base_form_class=NumbersForm)
    joined = ("ambition", "indicator", "region")
    list_display = ["ambition", "indicator", "region", "baseline", "value", "year"]
    list_export = list_display
    list_filter = ["indicator", "region"]
    search_fields = ["ambition__title", "indicator__title"]


class RegionFigureViewSet(RowViewSet):
    model = RegionFigure
    name = "regiocijfers"
    icon = "globe"
    joined = ("region", "indicator")
    list_display = ["region", "place", "indicator"]
    list_export = list_display
    list_filter = ["region", "indicator"]
    search_fields = ["region__title", "indicator__title"]


class MonitoringViewSetGroup(SnippetViewSetGroup):
    menu_label = "Cijfers"
    menu_icon = "table"
    menu_order = 157
    items = (IndicatorViewSet, MeasurementViewSet, TargetViewSet, RegionFigureViewSet)


register_snippet(MonitoringViewSetGroup)
