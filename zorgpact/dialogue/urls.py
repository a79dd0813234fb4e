"""The addresses of a room. The name of each is the name of its view and its template."""

from django.urls import path

from zorgpact.dialogue import afterwards, views

urlpatterns = [
    # asked most
    path("deelnemen/<str:token>/stand/", views.seat_state, name="seat_state"),
    path("deelnemen/<str:token>/punten/", views.seat_points, name="seat_points"),
    path("deelnemen/", views.join, name="join"),
    path("deelnemen/werker.js", views.join_worker, name="join_worker"),
    path("deelnemen/tafel/<str:token>/", views.table_join, name="table_join"),
    path("deelnemen/<str:token>/", views.seat, name="seat"),
    path("deelnemen/<str:token>/adres/", views.seat_address, name="seat_address"),
    path("tafeladres/<str:token>/", views.listener_confirm, name="listener_confirm"),
    path("leiding/<str:token>/", views.lead, name="lead"),
    path("leiding/<str:token>/stand/", views.lead_state, name="lead_state"),
    path("leiding/<str:token>/punt/<int:pk>/", views.lead_point, name="lead_point"),
    path("leiding/<str:token>/draad/<int:pk>/", views.lead_thread, name="lead_thread"),
    path("leiding/<str:token>/terugblik/", views.lead_review, name="lead_review"),
    path("toezegging/<str:token>/", views.commitment_confirm, name="commitment_confirm"),
    path("meelezen/<str:token>/", views.moderate, name="moderate"),
    path("meelezen/<str:token>/stand/", views.moderate_state, name="moderate_state"),
    path("scherm/<str:token>/", views.screen, name="screen"),
    path("scherm/<str:token>/stand/", views.screen_state, name="screen_state"),
    path("agenda/<slug:slug>/opbrengst/", afterwards.outcomes, name="outcomes"),
    path("agenda/<slug:slug>/opbrengst.csv", afterwards.outcomes_csv, name="outcomes_csv"),
    path("agenda/<slug:slug>/opbrengst.json", afterwards.outcomes_json, name="outcomes_json"),
]
