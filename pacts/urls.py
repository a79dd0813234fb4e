from django.urls import path

from pacts import feeds, views

urlpatterns = [
    path("regios/", views.region_list, name="region_list"),
    path("regios/<slug:slug>/", views.region_detail, name="region_detail"),
    path("pacten/", views.pact_list, name="pact_list"),
    path("pacten/feed/", feeds.PactFeed(), name="pact_feed"),
    path("pacten/<slug:slug>/", views.pact_detail, name="pact_detail"),
    path("plannen/", views.plan_list, name="plan_list"),
    path("plannen/<slug:slug>/", views.plan_detail, name="plan_detail"),
    path("organisaties/<slug:slug>/", views.organisation_detail, name="organisation_detail"),
]
