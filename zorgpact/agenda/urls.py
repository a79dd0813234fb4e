from django.urls import path

from zorgpact.agenda import views

urlpatterns = [
    path("actieagenda/", views.action_list, name="action_list"),
    path("actieagenda/<slug:slug>/", views.action_detail, name="action_detail"),
]
