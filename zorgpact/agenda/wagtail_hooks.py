"""The admin of actions and of how they go."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from zorgpact.agenda.forms import ActionForm
from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.agenda.progress import apply_status
from zorgpact.cms.viewsets import ExportIndexView, PublishableViewSet
from zorgpact.users.models import User


class ActionViewSet(PublishableViewSet):
    model = Action
    icon = "tasks"
    columns = ["owner", "status", "due_on"]
    list_filter = ["status", "action_line", "regions", "is_national", "live"]
    search_fields = ["title", "owner__title"]
    edit_handler = ObjectList(Action.panels, base_form_class=ActionForm)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Action]:
        return Action.objects.select_related("owner")


class ProgressNotePolicy(ModelPermissionPolicy):
    """Who may add a note may correct an own one the same day. The rest is for an administrator with all rights."""

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        if action == "change":
            return super().user_has_permission(user, "add")
        if action == "delete":
            return user.is_active and user.is_superuser
        return super().user_has_permission(user, action)

    def user_has_permission_for_instance(
        self, user: User | AnonymousUser, action: str, instance: ProgressNote
    ) -> bool:
        if action == "change" and not user.is_superuser:
            return self.user_has_permission(user, "add") and instance.can_be_corrected_by(user)
        return self.user_has_permission(user, action)


register_permission_policy(ProgressNote, ProgressNotePolicy(ProgressNote))


class ProgressNoteCreateView(generic.CreateView):
    """A note is written today, by whoever is logged in. What it tells of the action changes the action with it."""

    def get_initial_form_instance(self) -> ProgressNote:
        return ProgressNote(author=self.request.user, noted_on=timezone.localdate())

    def save_instance(self) -> ProgressNote:
        with transaction.atomic():
            return apply_status(super().save_instance())


class ProgressNoteEditView(generic.EditView):
    def get_object(self, queryset: QuerySet[ProgressNote] | None = None) -> ProgressNote:
        note = super().get_object(queryset)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", note):
            raise PermissionDenied
        return note

    def save_instance(self) -> ProgressNote:
        with transaction.atomic():
            return apply_status(super().save_instance())


class ProgressNoteViewSet(ModelViewSet):
    model = ProgressNote
    name = "voortgang"
    menu_label = "Voortgang"
    icon = "history"
    index_view_class = ExportIndexView
    add_view_class = ProgressNoteCreateView
    edit_view_class = ProgressNoteEditView
    inspect_view_enabled = True
    inspect_view_fields = ["action", "noted_on", "text", "status", "author"]
    copy_view_enabled = False
    list_display = ["action", "noted_on", "text", "status", UserColumn("author", label="Door")]
    list_export = ["action", "noted_on", "text", "status"]
    list_filter = ["action__status", "noted_on"]
    search_fields = ["text", "action__title"]
    search_backend_name = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        notes = ProgressNote.objects.select_related("action", "author")
        return super().get_index_view_kwargs(queryset=notes, **kwargs)


class AgendaViewSetGroup(SnippetViewSetGroup):
    menu_label = "Actieagenda"
    menu_icon = "tasks"
    menu_order = 155
    items = (ActionViewSet, ProgressNoteViewSet)


register_snippet(AgendaViewSetGroup)
