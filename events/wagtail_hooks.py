"""The admin of sessions, and the organiser's list of registrations."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from events import organiser
from events.access import can_see_registrations
from events.models import Event
from zorgpact.cms.viewsets import PublishableEditView, PublishableIndexView, PublishableViewSet


def registrations_url(event: Event) -> str:
    return reverse("event_registrations:event", args=[event.pk])


class EventIndexView(PublishableIndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        buttons = super().get_list_more_buttons(instance)
        if can_see_registrations(self.request.user):
            buttons.append(
                Button(
                    "Aanmeldingen",
                    url=registrations_url(instance),
                    icon_name="clipboard-list",
                    priority=12,
                )
            )
        return buttons


class EventEditView(PublishableEditView):
    @property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = super().header_buttons
        if not can_see_registrations(self.request.user):
            return buttons
        url = registrations_url(self.live_object)
        return [*buttons, HeaderButton("Aanmeldingen", url=url, icon_name="clipboard-list")]


class EventViewSet(PublishableViewSet):
    model = Event
    icon = "date"
    index_view_class = EventIndexView
    edit_view_class = EventEditView
    columns = ["kind", "start_at", "place"]
    list_filter = ["kind", "start_at", "regions", "is_cancelled", "live"]
    search_fields = ["title", "place", "venue"]


class RegistrationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_registrations(request.user)


class RegistrationViewSet(ViewSet):
    """Only addresses and a menu item: the views are the organiser's."""

    name = "event_registrations"
    url_prefix = "aanmeldingen"
    menu_label = "Aanmeldingen"
    icon = "clipboard-list"
    menu_item_class = RegistrationsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", organiser.index, name="index"),
            path("<int:event_id>/", organiser.event_registrations, name="event"),
            path("<int:event_id>/wensen/", organiser.event_wishes, name="wishes"),
            path("wis/", organiser.erase_person, name="erase"),
            path("<int:event_id>/xlsx/", organiser.event_registrations_xlsx, name="xlsx"),
            path("<int:event_id>/csv/", organiser.event_registrations_csv, name="csv"),
            path("mail/<int:registration_id>/", organiser.send_again, name="send_again"),
            path("annuleer/<int:registration_id>/", organiser.cancel_registration, name="cancel"),
        ]


class EventsViewSetGroup(SnippetViewSetGroup):
    menu_label = "Agenda"
    menu_icon = "date"
    menu_order = 160
    items = (EventViewSet, RegistrationViewSet)


register_snippet(EventsViewSetGroup)
