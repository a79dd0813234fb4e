"""The report of a session in the admin: its address, and who still waits for one."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from zorgpact.dialogue.access import can_prepare
from zorgpact.news import organiser
from zorgpact.news.reminding import address_of, waiting


class ReportsPanel(Component):
    """At the start of the admin: sessions without a report, and whether anybody is reminded. Nothing, when there are none."""

    name = "waiting_session_reports"
    order = 65
    template_name = "news/admin/waiting.html"
    most = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        if not can_prepare(parent_context["request"].user):
            return {}
        rooms = list(waiting()[: self.most])
        return {"rooms": [{"room": room, "address": address_of(room)} for room in rooms]}


@hooks.register("construct_homepage_panels")
def add_reports(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ReportsPanel())


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("gesprek/<int:dialogue_id>/verslag/", organiser.make_report, name="make_report")]
