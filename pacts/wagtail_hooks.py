"""The admin of regions, organisations, pacts and plans."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from pacts.forms import MunicipalityForm, PlaceNameForm
from pacts.models import Ambition, Municipality, Organisation, Pact, PlaceName, Plan, Region
from zorgpact.cms.viewsets import DraftedViewSet, ExportIndexView, PublishableViewSet


class PactViewSet(PublishableViewSet):
    model = Pact
    icon = "success"
    columns = ["place", "status"]
    list_filter = ["status", "regions", "live"]
    search_fields = ["title", "place"]


class PlanViewSet(PublishableViewSet):
    model = Plan
    icon = "doc-full"
    columns = ["period_start", "period_end"]
    list_filter = ["regions", "live"]


class AmbitionViewSet(DraftedViewSet):
    model = Ambition
    icon = "pick"
    columns = ["plan", "target", "order"]
    list_export = ("plan", "title", "description", "target", "order", "live")
    list_filter = ["plan", "live"]
    search_fields = ["title", "target"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ambition]:
        return Ambition.objects.select_related("plan")


class OrganisationViewSet(PublishableViewSet):
    model = Organisation
    icon = "group"
    columns = ["kind", "place"]
    copy_view_enabled = False
    list_filter = ["kind", "live"]
    search_fields = ["title", "place"]


class RegionViewSet(PublishableViewSet):
    model = Region
    icon = "globe"
    columns = ["short_name", "organisation"]
    copy_view_enabled = False
    search_fields = ["title", "short_name", "aliases"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return Region.objects.select_related("organisation")


class MunicipalityViewSet(ModelViewSet):
    """Municipalities come from the CBS list; the admin is for looking them up and for a correction."""

    model = Municipality
    name = "gemeenten"
    icon = "site"
    index_view_class = ExportIndexView
    inspect_view_enabled = True
    inspect_view_fields = ["code", "name", "province", "region"]
    copy_view_enabled = False
    list_display = ["name", "code", "province", "region"]
    list_export = list_display
    list_filter = ["province", "region"]
    list_per_page = 50
    search_fields = ["name", "place_names__name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[MunicipalityForm]:
        return MunicipalityForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            queryset=Municipality.objects.select_related("region").distinct(), **kwargs
        )


class PlaceNameViewSet(ModelViewSet):
    """Every name that visitors may type to find their region."""

    model = PlaceName
    name = "plaatsnamen"
    icon = "search"
    index_view_class = ExportIndexView
    copy_view_enabled = False
    list_display = ["name", "kind", "municipality"]
    list_export = list_display
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["name", "municipality__name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[PlaceNameForm]:
        return PlaceNameForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = PlaceName.objects.select_related("municipality")
        return super().get_index_view_kwargs(queryset=names, **kwargs)


class PactsViewSetGroup(SnippetViewSetGroup):
    menu_label = "Pact en regio"  # a longer one is cut off
    menu_icon = "globe"
    menu_order = 150
    items = (
        PactViewSet,
        PlanViewSet,
        AmbitionViewSet,
        OrganisationViewSet,
        RegionViewSet,
        MunicipalityViewSet,
        PlaceNameViewSet,
    )


register_snippet(PactsViewSetGroup)
