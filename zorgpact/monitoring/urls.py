from django.urls import path

from zorgpact.monitoring import views

urlpatterns = [
    path("monitor/cijfers/", views.indicator_list, name="indicator_list"),
    path("monitor/cijfers/<slug:slug>/", views.indicator_detail, name="indicator_detail"),
    path("monitor/cijfers/<slug:slug>/cijfers.csv", views.indicator_csv, name="indicator_csv"),
    path("monitor/cijfers/<slug:slug>/cijfers.xlsx", views.indicator_xlsx, name="indicator_xlsx"),
]
