"""The site, and beside it the least that Django can do: what its pages and its registrations are measured against."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from events.models import Event
from pacts.models import Region

BARE = engines["django"].from_string("<h1>{{ region.title }}</h1><p>{{ region.introduction }}</p>")


def bare(request: HttpRequest) -> HttpResponse:
    """The first row by its key, in a small template."""
    return HttpResponse(BARE.render({"region": Region.objects.order_by("pk").first()}, request))


@csrf_exempt
def lock(request: HttpRequest) -> HttpResponse:
    """One row locked and increased, by POST."""
    if request.method == "POST":
        with transaction.atomic():
            row = Event.objects.select_for_update().get(slug="teller")
            Event.objects.filter(pk=row.pk).update(capacity=row.capacity + 1)
    return HttpResponse("ok")


urlpatterns = [path("kaal/", bare), path("slot/", lock), path("", include("zorgpact.urls"))]
