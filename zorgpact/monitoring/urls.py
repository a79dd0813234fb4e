from django.urls import path

from zorgpact.monitoring import views

urlpatterns = [
    path("monitor/", views.monitor, name="monitor"),
    path("monitor/bijlage/", views.monitor_annex, name="monitor_annex"),
    path("monitor/ronde.csv", views.monitor_csv, name="monitor_csv"),
    path("monitor/ronde.xlsx", views.monitor_xlsx, name="monitor_xlsx"),
    path("monitor/plannen/", views.frozen_plan_list, name="frozen_plan_list"),
    path("monitor/plannen/<slug:slug>/", views.frozen_plan_detail, name="frozen_plan_detail"),
    path("monitor/adviezen/", views.advice_list, name="advice_list"),
    path("monitor/cijfers/", views.indicator_list, name="indicator_list"),
    path("monitor/cijfers/<slug:slug>/", views.indicator_detail, name="indicator_detail"),
    path("monitor/cijfers/<slug:slug>/cijfers.csv", views.indicator_csv, name="indicator_csv"),
    path("monitor/cijfers/<slug:slug>/cijfers.xlsx", views.indicator_xlsx, name="indicator_xlsx"),
]
