"""The admin of figures: indicators and what is measured, rounds and what is told of them, and advice."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from zorgpact.agenda.models import Round
from zorgpact.cms.viewsets import ExportIndexView, PublishableViewSet
from zorgpact.monitoring.forms import NumbersForm
from zorgpact.monitoring.models import Advice, Indicator, Measurement, RegionFigure, RoundStory, Target
from zorgpact.monitoring.organiser import freeze_round
from zorgpact.users.models import User


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


class RoundPolicy(ModelPermissionPolicy):
    """What is frozen nobody changes or removes. The database refuses it anyway."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Round) -> bool:
        is_closed = action in ("change", "delete") and instance.is_frozen
        return not is_closed and self.user_has_permission(user, action)


register_permission_policy(Round, RoundPolicy(Round))


class UnfrozenMixin:
    """For the views that change a round."""

    permission_policy: Any
    permission_required: str
    request: HttpRequest

    def get_object(self, queryset: QuerySet | None = None) -> Round:
        this = super().get_object(queryset)  # type: ignore[misc]  # of the view that it is mixed into
        if not self.permission_policy.user_has_permission_for_instance(
            self.request.user, self.permission_required, this
        ):
            raise PermissionDenied
        return this


class RoundEditView(UnfrozenMixin, generic.EditView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("rondes:freeze", args=[self.object.pk])
        return [HeaderButton("Zet vast", url=url, icon_name="lock")]


class RoundDeleteView(UnfrozenMixin, generic.DeleteView):
    pass


class RoundIndexView(ExportIndexView):
    def get_edit_url(self, instance: Round) -> str | None:
        return None if instance.is_frozen else super().get_edit_url(instance)

    def get_delete_url(self, instance: Round) -> str | None:
        return None if instance.is_frozen else super().get_delete_url(instance)

    def get_list_more_buttons(self, instance: Round) -> list[Any]:
        if instance.is_frozen:
            url = f"/monitor/?ronde={instance.slug}"
            return [Button("Bekijk op de monitor", url=url, icon_name="view", priority=10)]
        url = reverse("rondes:freeze", args=[instance.pk])
        return [
            *super().get_list_more_buttons(instance),
            Button("Zet vast", url=url, icon_name="lock", priority=30),
        ]


class RoundViewSet(RowViewSet):
    """Made here, frozen once, and never changed again."""

    model = Round
    name = "rondes"
    icon = "lock"
    joined = ("before",)
    index_view_class = RoundIndexView
    edit_view_class = RoundEditView
    delete_view_class = RoundDeleteView
    list_display = ["title", "held_on", "frozen_at", "before"]
    list_export = ["title", "slug", "held_on", "note", "frozen_at", "before", "is_example"]
    list_filter = ["held_on", "is_example"]
    search_fields = ["title", "note"]

    def get_urlpatterns(self) -> list[URLPattern | URLResolver]:
        return [*super().get_urlpatterns(), path("vastzetten/<int:pk>/", freeze_round, name="freeze")]


class RoundStoryViewSet(RowViewSet):
    """The koplopers, the obstacles and the sources that stand with a round."""

    model = RoundStory
    name = "rondeverhalen"
    icon = "pick"
    joined = ("round",)
    list_display = ["round", "text"]
    list_export = ["round", "text", "koplopers", "obstacles", "sources"]
    list_filter = ["round"]
    search_fields = ["round__title", "text"]


class AdviceViewSet(RowViewSet):
    model = Advice
    name = "adviezen"
    icon = "mail"
    joined = ("region",)
    list_display = ["title", "kind", "region", "letter_on", "is_public"]
    list_export = ["title", "kind", "region", "letter_on", "points", "is_public", "is_example"]
    list_filter = ["kind", "region", "is_public"]
    search_fields = ["title", "region__title"]


class MonitoringViewSetGroup(SnippetViewSetGroup):
    menu_label = "Cijfers"
    menu_icon = "table"
    menu_order = 157
    items = (
        RoundViewSet,
        RoundStoryViewSet,
        AdviceViewSet,
        IndicatorViewSet,
        MeasurementViewSet,
        TargetViewSet,
        RegionFigureViewSet,
    )


register_snippet(MonitoringViewSetGroup)
