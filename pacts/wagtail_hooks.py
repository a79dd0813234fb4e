"""The admin of regions, organisations, pacts, plans and actions."""

from django.utils import timezone
from wagtail.admin.ui.tables import UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from pacts.forms import MunicipalityForm, PlaceNameForm
from pacts.models import (
    Action,
    Ambition,
    Municipality,
    Organisation,
    Pact,
    PlaceName,
    Plan,
    ProgressNote,
    Region,
)
from zorgpact.cms.viewsets import DraftedViewSet, PublishableViewSet


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
    list_filter = ["plan", "live"]
    search_fields = ["title", "target"]

    def get_queryset(self, request):
        return Ambition.objects.select_related("plan")


class ActionViewSet(PublishableViewSet):
    model = Action
    icon = "tasks"
    columns = ["owner", "status", "due_on"]
    list_filter = ["status", "action_line", "origin", "live"]
    search_fields = ["title", "owner__name"]

    def get_queryset(self, request):
        return Action.objects.select_related("owner")


class AppendOnlyPolicy(ModelPermissionPolicy):
    """Who may add may not rewrite: only an administrator with all rights can."""

    def user_has_permission(self, user, action):
        if action in ("change", "delete"):
            return user.is_active and user.is_superuser
        return super().user_has_permission(user, action)


register_permission_policy(ProgressNote, AppendOnlyPolicy(ProgressNote))


class ProgressNoteCreateView(generic.CreateView):
    """A note is written today, by whoever is logged in."""

    def get_initial_form_instance(self):
        return ProgressNote(author=self.request.user, noted_on=timezone.localdate())


class ProgressNoteViewSet(ModelViewSet):
    """Notes are added and read. Only an administrator can change or remove one."""

    model = ProgressNote
    name = "voortgang"
    menu_label = "Voortgang"
    icon = "history"
    add_view_class = ProgressNoteCreateView
    inspect_view_enabled = True
    inspect_view_fields = ["action", "noted_on", "text", "author", "created_at"]
    copy_view_enabled = False
    list_display = ["action", "noted_on", "text", UserColumn("author", label="Door")]
    list_filter = ["action__status", "noted_on"]
    search_fields = ["text", "action__title"]
    search_backend_name = None

    def get_index_view_kwargs(self, **kwargs):
        notes = ProgressNote.objects.select_related("action", "author")
        return super().get_index_view_kwargs(queryset=notes, **kwargs)


class OrganisationViewSet(DraftedViewSet):
    model = Organisation
    icon = "group"
    title_column = "name"
    columns = ["kind", "place"]
    list_filter = ["kind", "live"]
    search_fields = ["name", "place"]


class RegionViewSet(PublishableViewSet):
    model = Region
    icon = "globe"
    columns = ["short_name", "organisation"]
    copy_view_enabled = False
    search_fields = ["title", "short_name", "aliases"]

    def get_queryset(self, request):
        return Region.objects.select_related("organisation")


class MunicipalityViewSet(ModelViewSet):
    """Municipalities come from the CBS list; the admin is for looking them up and for a correction."""

    model = Municipality
    name = "gemeenten"
    icon = "site"
    inspect_view_enabled = True
    inspect_view_fields = ["code", "name", "province", "region"]
    copy_view_enabled = False
    list_display = ["name", "code", "province", "region"]
    list_filter = ["province", "region"]
    list_per_page = 50
    search_fields = ["name", "place_names__name"]
    search_backend_name = None

    def get_form_class(self, for_update=False):
        return MunicipalityForm

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            queryset=Municipality.objects.select_related("region").distinct(), **kwargs
        )


class PlaceNameViewSet(ModelViewSet):
    """Every name that visitors may type to find their region."""

    model = PlaceName
    name = "plaatsnamen"
    icon = "search"
    copy_view_enabled = False
    list_display = ["name", "kind", "municipality"]
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["name", "municipality__name"]
    search_backend_name = None

    def get_form_class(self, for_update=False):
        return PlaceNameForm

    def get_index_view_kwargs(self, **kwargs):
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
        ActionViewSet,
        ProgressNoteViewSet,
        OrganisationViewSet,
        RegionViewSet,
        MunicipalityViewSet,
        PlaceNameViewSet,
    )


register_snippet(PactsViewSetGroup)
