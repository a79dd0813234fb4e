"""The start of the admin: what editors come to do, one click away."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from zorgpact.news.models import NewsIndexPage
from zorgpact.users.models import User


class TasksPanel(Component):
    """Links to what this person may do. Who may do nothing of it sees no panel."""

    name = "tasks"
    order = 50
    template_name = "home/admin/tasks.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"tasks": list(self.tasks(parent_context["request"].user))}

    def tasks(self, user: User) -> Iterator[tuple[str, str, str]]:
        news = NewsIndexPage.objects.first()
        if news and news.permissions_for_user(user).can_add_subpage():
            yield (
                "Schrijf een nieuwsbericht",
                reverse("wagtailadmin_pages:add", args=["news", "newspage", news.pk]),
                "edit",
            )
        if user.has_perm("events.add_event"):
            yield "Zet een sessie op de agenda", reverse("wagtailsnippets_events_event:add"), "date"
        if user.has_perm("agenda.add_progressnote"):
            yield "Meld voortgang van een actie", reverse("voortgang:add"), "history"
        if user.has_perm("dialogue.change_dialogue"):
            yield "Leg de opbrengst van een sessie vast", reverse("opbrengst:index"), "comment"
        if user.has_perm("events.view_registration"):
            yield "Bekijk de aanmeldingen", reverse("event_registrations:index"), "clipboard-list"


@hooks.register("construct_homepage_panels")
def add_tasks(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(TasksPanel())


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
