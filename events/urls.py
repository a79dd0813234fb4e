"""The addresses of the agenda and of registering.

The name of each is the name of its view and its template.
"""

from django.urls import path

from events import views
from events.feeds import event_feed

urlpatterns = [
    path("agenda/", views.event_list, name="event_list"),
    path("agenda/verleden/", views.past_event_list, name="past_event_list"),
    path("agenda/agenda.ics", views.agenda_calendar, name="agenda_calendar"),
    path("agenda/feed/", event_feed, name="event_feed"),
    path("agenda/<slug:slug>/", views.event_detail, name="event_detail"),
    path("agenda/<slug:slug>/agenda.ics", views.event_calendar, name="event_calendar"),
    path("agenda/<slug:slug>/aanmelden/", views.registration_create, name="registration_create"),
    path("agenda/<slug:slug>/aangemeld/", views.registration_done, name="registration_done"),
    path("aanmelding/annuleren/<str:token>/", views.registration_cancel, name="registration_cancel"),
    path("aanmelding/bevestigen/<str:token>/", views.registration_confirm, name="registration_confirm"),
    path("aanmelding/gegevens/<str:token>/", views.registration_data, name="registration_data"),
]
