"""The admin of actions and of how they go."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from zorgpact.agenda import moderator
from zorgpact.agenda.access import can_judge_reports
from zorgpact.agenda.forms import ActionForm, ContactPersonForm
from zorgpact.agenda.models import Action, ContactPerson, Handover, Joining, ProgressNote
from zorgpact.agenda.progress import make_public, take_back
from zorgpact.cms.viewsets import (
    ExportIndexView,
    PublishableCopyView,
    PublishableEditView,
    PublishableViewSet,
)
from zorgpact.users.models import User


class ActionEditView(PublishableEditView):
    """Whom we ask is no part of a draft: it counts from when it is saved."""

    def save_instance(self) -> Action:
        action = super().save_instance()
        if "reporters" in self.form.cleaned_data:
            action.contact_persons.set(self.form.cleaned_data["reporters"])
        return action


class ActionCopyView(PublishableCopyView):
    """What was asked and told of the old one was not of the new one."""

    def get_initial_form_instance(self) -> Action:
        action = super().get_initial_form_instance()
        action.review_on = action.asked_on = action.reported_on = action.logged_due_on = None
        action.logged_status = ""
        return action


class ActionViewSet(PublishableViewSet):
    model = Action
    icon = "tasks"
    edit_view_class = ActionEditView
    copy_view_class = ActionCopyView
    columns = ["owner", "status", "due_on", "reported_on"]
    list_filter = ["status", "reported_on", "action_line", "regions", "is_national", "live"]
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
            return make_public(super().save_instance())


class ProgressNoteEditView(generic.EditView):
    def get_object(self, queryset: QuerySet[ProgressNote] | None = None) -> ProgressNote:
        note = super().get_object(queryset)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", note):
            raise PermissionDenied
        return note

    def save_instance(self) -> ProgressNote:
        """What stands on the site stands there corrected; what waits for an editor still does."""
        with transaction.atomic():
            before = ProgressNote.objects.get(pk=self.object.pk)
            is_public = before.state == ProgressNote.State.PUBLIC
            take_back(before)
            note = super().save_instance()
            return make_public(note) if is_public else note


class ProgressNoteViewSet(ModelViewSet):
    model = ProgressNote
    name = "voortgang"
    menu_label = "Voortgang"
    icon = "history"
    index_view_class = ExportIndexView
    add_view_class = ProgressNoteCreateView
    edit_view_class = ProgressNoteEditView
    inspect_view_enabled = True
    inspect_view_fields = [
        "action",
        "noted_on",
        "text",
        "status",
        "due_on",
        "organisation",
        "state",
        "refusal",
        "author",
    ]
    copy_view_enabled = False
    list_display = [
        "action",
        "noted_on",
        "text",
        "status",
        Column("state", label="Stand", accessor="get_state_display"),
        "organisation",
        UserColumn("author", label="Door"),
    ]
    list_export = ["action", "noted_on", "text", "status"]
    list_filter = ["state", "action__status", "noted_on"]
    search_fields = ["text", "action__title"]
    search_backend_name = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        notes = ProgressNote.objects.select_related("action", "organisation", "author")
        return super().get_index_view_kwargs(queryset=notes, **kwargs)


class ContactPersonViewSet(ModelViewSet):
    """Personal data, so no snippet: snippets have choosers, which ask for no rights."""

    model = ContactPerson
    name = "contactpersonen"
    menu_label = "Contactpersonen"
    icon = "user"
    copy_view_enabled = False
    list_display = [
        Column("name", label="Naam", sort_key="name"),
        "organisation",
        "email",
        "is_fallback",
        Column("state", label="Stand", accessor="get_state_display"),
    ]
    list_filter = ["state", "is_fallback", "is_checked"]
    search_fields = ["name", "email", "organisation__title"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[ContactPersonForm]:
        return ContactPersonForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        people = ContactPerson.objects.select_related("organisation")
        return super().get_index_view_kwargs(queryset=people, **kwargs)


class WaitingPanel(Component):
    """At the start of the admin: what owners, joiners and successors ask of an editor. Nothing, when nobody asks."""

    name = "waiting_reports"
    order = 60
    template_name = "agenda/admin/waiting.html"
    most = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        if not can_judge_reports(parent_context["request"].user):
            return {}
        notes = ProgressNote.objects.pending().select_related("action__owner", "organisation")
        joinings = Joining.objects.pending().select_related("action")
        handovers = Handover.objects.filter(is_handled=False).select_related("action", "successor")
        return {
            "notes": notes.prefetch_related("action__regions")[: self.most],
            "joinings": joinings.prefetch_related("action__regions")[: self.most],
            "handovers": handovers.prefetch_related("action__regions")[: self.most],
            "request": parent_context["request"],
        }


@hooks.register("construct_homepage_panels")
def add_waiting(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("voortgang/plaats/<int:note_id>/", moderator.approve_report, name="approve_report"),
        path("voortgang/weiger/<int:note_id>/", moderator.refuse_report, name="refuse_report"),
        path("deelname/<int:joining_id>/<str:verdict>/", moderator.judge_joining, name="judge_joining"),
        path("overdracht/<int:handover_id>/", moderator.close_handover, name="close_handover"),
    ]


class AgendaViewSetGroup(SnippetViewSetGroup):
    menu_label = "Actieagenda"
    menu_icon = "tasks"
    menu_order = 155
    items = (ActionViewSet, ProgressNoteViewSet, ContactPersonViewSet)


register_snippet(AgendaViewSetGroup)
