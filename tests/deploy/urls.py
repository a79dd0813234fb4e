"""The site, and addresses by which a test changes it or sees what the proxy passes on."""

import os
from itertools import count

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from events.models import Event
from zorgpact.users.models import User

PASSED_ON = ("host", "x-forwarded-proto", "x-forwarded-for", "accept-encoding", "cookie")
times = count()


@csrf_exempt
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the session with these values, as an editor does."""
    event = Event.objects.get(slug=slug)
    for name, value in request.POST.items():
        setattr(event, name, value)
    event.live = event.live in (True, "1")
    event.save()
    return HttpResponse("ok")


def enter(request: HttpRequest) -> HttpResponse:
    login(request, User.objects.get(username="els"), backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponse("ok")


def seen(request: HttpRequest) -> JsonResponse:
    return JsonResponse({name: request.headers.get(name) for name in PASSED_ON})


def counted(request: HttpRequest) -> HttpResponse:
    """Another answer each time, that might be kept for long."""
    return HttpResponse(f"{os.getpid()}-{next(times)}", headers={"Cache-Control": "public, s-maxage=600"})


urlpatterns = [
    path("proef/wijzig/<slug:slug>/", change),
    path("proef/binnen/", enter),
    path("proef/gezien/", seen),
    path("proef/geteld/", counted),
    path("deelnemen/geteld/", counted),
    path("leiding/geteld/", counted),
    path("scherm/geteld/", counted),
    path("", include("zorgpact.urls")),
]
handler500 = "zorgpact.cms.views.server_error"
