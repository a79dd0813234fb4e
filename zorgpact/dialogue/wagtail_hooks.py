"""The admin of what sessions yielded, with the shortest way from a thread to an action."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, Panel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import ActionMenuItem

from events.models import Event
from zorgpact.agenda.models import Action
from zorgpact.cms.viewsets import ExportIndexView, PublishableCreateView
from zorgpact.dialogue import organiser
from zorgpact.dialogue.conversion import action_from, link
from zorgpact.dialogue.models import Dialogue, Thread
from zorgpact.users.models import User

LABEL = "Opbrengst"
PREPARE = "Bereid het gesprek voor"


class MakeActionPanel(Panel):
    """The link from a saved thread to a new action."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "dialogue/admin/make_action.html"


edit_handler = ObjectList(
    [
        FieldPanel("event"),
        InlinePanel(
            "threads",
            [
                FieldPanel("text"),
                InlinePanel("thread_actions", [FieldPanel("action")], heading="Acties", label="Actie"),
                MakeActionPanel(),
            ],
            heading="Rode draden, in volgorde",
            label="Rode draad",
        ),
        InlinePanel(
            "contributions",
            [
                FieldPanel("text"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("table"), FieldPanel("state", read_only=True)]),
            ],
            heading="Punten van de tafels",
            label="Punt",
        ),
    ]
)


class DialogueEditView(generic.EditView):
    """Not before a room is published: what the form has would be written over what the room writes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dialogue = get_object_or_404(Dialogue, pk=kwargs["pk"])
        if dialogue.has_room and dialogue.state != Dialogue.State.PUBLIC:
            return redirect("gesprek:room", dialogue.pk)
        return super().dispatch(request, *args, **kwargs)


class DialogueCreateView(generic.CreateView):
    """`?sessie=` is the key of the session."""

    def get_initial_form_instance(self) -> Dialogue:
        wanted = self.request.GET.get("sessie", "")
        return Dialogue(event=Event.objects.filter(pk=wanted).first() if wanted.isdecimal() else None)


class ThreadActionCreateView(PublishableCreateView):
    """A new action with all that the session knows of it filled in. Saved, it hangs on the thread."""

    @cached_property
    def thread(self) -> Thread:
        rows = Thread.objects.select_related("dialogue__event__pact")
        return get_object_or_404(rows, pk=self.kwargs["thread_id"])

    def get_initial_form_instance(self) -> Action:
        return action_from(self.thread)

    def get_add_url(self) -> str:
        return reverse("opbrengst:make_action", args=[self.kwargs["thread_id"]])

    def save_instance(self) -> Action:
        action = super().save_instance()
        link(self.thread, action)
        return action


def of_session(request: HttpRequest, event_id: int) -> HttpResponse:
    """To what this session yielded, or to a form to write it down."""
    event = get_object_or_404(Event, pk=event_id)
    dialogue = Dialogue.objects.filter(event=event).first()
    if dialogue:
        return redirect("opbrengst:edit", dialogue.pk)
    return redirect(f"{reverse('opbrengst:add')}?{urlencode({'sessie': event.pk})}")


class DialogueViewSet(ModelViewSet):
    model = Dialogue
    name = "opbrengst"
    menu_label = LABEL
    menu_order = 161
    add_to_admin_menu = True
    icon = "comment"
    edit_handler = edit_handler
    index_view_class = ExportIndexView
    add_view_class = DialogueCreateView
    edit_view_class = DialogueEditView
    copy_view_enabled = False
    list_display = ["event", DateColumn("event.start_at", label="Wanneer", accessor="event.start_at")]
    list_export = ["event", "threads", "contributions"]
    search_fields = ["event__title"]
    search_backend_name = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(queryset=Dialogue.objects.select_related("event"), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern | URLResolver]:
        actions = Action.snippet_viewset
        make_action = actions.construct_view(ThreadActionCreateView, **actions.get_add_view_kwargs())
        return [
            *super().get_urlpatterns(),
            path("sessie/<int:event_id>/", of_session, name="of_session"),
            path("draad/<int:thread_id>/actie/", make_action, name="make_action"),
        ]


class RoomViewSet(ViewSet):
    """Only addresses: the views are the organiser's."""

    name = "gesprek"
    url_prefix = "gesprek"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("sessie/<int:event_id>/", organiser.prepare, name="prepare"),
            path("<int:dialogue_id>/", organiser.room, name="room"),
            path("<int:dialogue_id>/kaarten/", organiser.cards, name="cards"),
        ]


@hooks.register("register_admin_viewset")
def register_viewset() -> list[ViewSet]:
    return [DialogueViewSet(), RoomViewSet()]


@hooks.register("register_snippet_listing_buttons")
def outcomes_of_listed_session(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Event) and user.has_perm("dialogue.change_dialogue"):
        url = reverse("opbrengst:of_session", args=[snippet.pk])
        yield Button(LABEL, url=url, icon_name="comment", priority=13)
        url = reverse("gesprek:prepare", args=[snippet.pk])
        yield Button(PREPARE, url=url, icon_name="group", priority=14)


class OutcomesMenuItem(ActionMenuItem):
    """Beside "Publiceren" on the form of a session."""

    name = "outcomes"
    label = LABEL
    icon_name = "comment"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and context["request"].user.has_perm("dialogue.change_dialogue")

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("opbrengst:of_session", args=[parent_context["instance"].pk])


class PrepareMenuItem(OutcomesMenuItem):
    name = "prepare"
    label = PREPARE
    icon_name = "group"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("gesprek:prepare", args=[parent_context["instance"].pk])


@hooks.register("register_snippet_action_menu_item")
def prepare_edited_session(model: type[Model]) -> PrepareMenuItem | None:
    return PrepareMenuItem(order=91) if model is Event else None


@hooks.register("register_snippet_action_menu_item")
def outcomes_of_edited_session(model: type[Model]) -> OutcomesMenuItem | None:
    return OutcomesMenuItem(order=90) if model is Event else None
