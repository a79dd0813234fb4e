"""The addresses of the action agenda, and of what people do who have no account. Those with a token are secret."""

from django.urls import path

from zorgpact.agenda import views

urlpatterns = [
    path("actieagenda/", views.action_list, name="action_list"),
    path("actieagenda/acties.csv", views.action_list_csv, name="action_list_csv"),
    path("actieagenda/acties.xlsx", views.action_list_xlsx, name="action_list_xlsx"),
    path("actieagenda/<slug:slug>/", views.action_detail, name="action_detail"),
    path("actieagenda/<slug:slug>/herkomst/", views.action_origin, name="action_origin"),
    path("actieagenda/<slug:slug>/meedoen/", views.joining_create, name="joining_create"),
    path("meedoen/bevestigen/<str:token>/", views.joining_confirm, name="joining_confirm"),
    path("voortgang/<str:token>/", views.progress_report, name="progress_report"),
    path("voortgang/vraag-iemand-anders/<str:token>/", views.progress_decline, name="progress_decline"),
    path("voortgang/vraag-mij/<str:token>/", views.contact_confirm, name="contact_confirm"),
    path("volgen/bevestigen/<str:token>/", views.follow_confirm, name="follow_confirm"),
    path("volgen/stoppen/<str:token>/", views.follow_leave, name="follow_leave"),
    path("volgen/<str:kind>/<slug:slug>/", views.follow_create, name="follow_create"),
]
