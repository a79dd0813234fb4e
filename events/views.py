"""The agenda, and registering for what is on it.

Reading pages are the same for everybody and set no cookie, so a proxy may keep them for a second (see
`zorgpact.cms.middleware`). What concerns one person is never kept anywhere.
"""

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events import erasing
from events import registration as registering
from events.access import registration_by_token
from events.filters import EventListing, PastEventListing
from events.forms import RegistrationForm
from events.ical import agenda, appointment
from events.models import AccessToken, Event, Registration
from zorgpact.agenda import erasing as agenda_erasing
from zorgpact.cms.guessing import limiting_wrong_links
from zorgpact.cms.keeping import kept_for_an_edition
from zorgpact.cms.views import RETRY_AFTER
from zorgpact.limits.counting import Limit, allows, browser_of, sender_of

ASKED = "aanmelding"
ASKED_AGE = 30 * 60  # seconds
COOKIE_OPTIONS: dict[str, Any] = {
    "httponly": True,
    "samesite": "Lax",
    "secure": settings.SESSION_COOKIE_SECURE,
}
# A congress behind one address gets in: one a minute in each of six rooms. A robot does not: 999 places took it 40 seconds.
BY_SENDER = Limit("registrations-from", 60, 10 * 60)
BY_SENDER_A_DAY = Limit("registrations-from-a-day", 400, 24 * 60 * 60)  # held places come back after a day
BY_BROWSER = Limit("registrations-by", 100)  # the tablet at the door
BY_RECEIVER = Limit("registrations-for", 10)  # each sends a mail; nobody picks more sessions in an hour
ALL_HELD = (
    "De laatste plekken worden net vastgehouden voor anderen, die nog moeten bevestigen. "
    "Probeer het over een uur nog eens: wie niet bevestigt, maakt weer plaats."
)
BUSY = "Het is druk. Je bent nog niet aangemeld. Probeer het zo opnieuw: wat je invulde, staat er nog."
TOO_MANY = (
    "Er zijn net heel veel aanmeldingen gedaan vanaf deze plek of voor dit adres. "
    "Je bent nog niet aangemeld. Probeer het over een kwartier nog eens, of mail de organisator."
)


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    return render(request, "events/event_list.html", {"listing": EventListing(request.GET)})


@require_safe
def past_event_list(request: HttpRequest) -> HttpResponse:
    return render(request, "events/past_event_list.html", {"listing": PastEventListing(request.GET)})


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    events = Event.objects.published().with_places().select_related("cover", "social_image", "pact")
    event: Event = get_object_or_404(events.prefetch_related("cover__renditions"), slug=slug)
    return render(request, "events/event_detail.html", {"event": event})


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event: Event = get_object_or_404(Event.objects.published(), slug=slug)
    return _calendar_file(appointment(event), f"{event.slug}.ics")


@require_safe
@kept_for_an_edition
def agenda_calendar(request: HttpRequest) -> HttpResponse:
    return _calendar_file(agenda(Event.objects.listed().subscribed()), "zorgpact.ics")


def _calendar_file(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=disposition)


@require_http_methods(["GET", "HEAD", "POST"])
def registration_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may not register (any more) is told why, by the same template without its form."""
    event: Event = get_object_or_404(Event.objects.published().with_places(), slug=slug)
    is_open = event.availability in (Event.Availability.OPEN, Event.Availability.WAITING)
    form = RegistrationForm(request.POST if request.method == "POST" else None) if is_open else None
    if form is None or not form.is_valid():
        return render(request, "events/registration_create.html", {"event": event, "form": form})
    details = form.cleaned_data
    try:
        if not may_register(request, details["email"]):
            return _ask_again(request, event, form, TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS)
        registering.register(event.pk, details, must_confirm=True)
    except OperationalError:  # others keep the database from us
        return _ask_again(request, event, form, BUSY, HTTPStatus.SERVICE_UNAVAILABLE)
    except (registering.RegistrationClosed, registering.EventFull) as refusal:
        if not getattr(refusal, "is_held", False):
            return redirect("registration_create", slug=slug)
        return _ask_again(request, event, form, ALL_HELD, HTTPStatus.CONFLICT)
    address = reverse("registration_done", args=[slug])
    response = redirect(address)
    asked = {"name": details["name"], "email": details["email"]}
    response.set_signed_cookie(ASKED, json.dumps(asked), max_age=ASKED_AGE, path=address, **COOKIE_OPTIONS)
    return response


def _ask_again(
    request: HttpRequest, event: Event, form: RegistrationForm, sentence: str, status: HTTPStatus
) -> HttpResponse:
    """The form with all that was typed, and why it was not taken."""
    form.add_error(None, sentence)
    response = render(
        request, "events/registration_create.html", {"event": event, "form": form}, status=status
    )
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def may_register(request: HttpRequest, address: str) -> bool:
    """Count this one for its sender, browser and receiver; whether none of them has had too many."""
    sender = sender_of(request)
    by_sender = [(BY_SENDER, sender), (BY_SENDER_A_DAY, sender), (BY_BROWSER, browser_of(request))]
    return allows(*by_sender, (BY_RECEIVER, address))


@require_safe
@never_cache
def registration_done(request: HttpRequest, slug: str) -> HttpResponse:
    """Repeats what was asked, and claims no more: whether an address was known is for its owner, so the mail tells the rest."""
    event: Event = get_object_or_404(Event.objects.published(), slug=slug)
    try:
        asked = json.loads(request.get_signed_cookie(ASKED, max_age=ASKED_AGE) or "")
    except (KeyError, signing.BadSignature):
        asked = None
    return render(request, "events/registration_done.html", {"event": event, "asked": asked})


# The link is a secret that only the mail's reader has, which is more than a CSRF cookie proves; and a
# browser that is told to send no referrer sends no usable Origin either, so Django's check would refuse
# everybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limiting_wrong_links
def registration_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """GET only shows: mail scanners follow every link. Every answer to a POST may be asked for again."""
    registration = registration_by_token(token, AccessToken.Purpose.CANCEL)
    if registration is None:
        state, status = "unknown", 404
    elif registration.event.is_past:
        state, status = "past", 410
    elif request.method == "POST":
        registering.cancel(registration.pk)
        state, status = "done", 200
    elif registration.status == Registration.Status.CANCELLED:
        state, status = "done", 410
    else:
        state, status = "ask", 200
    context = {"registration": registration, "event": registration and registration.event, "state": state}
    return render(request, "events/registration_cancel.html", context, status=status)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@limiting_wrong_links
def registration_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A click in the mail proves the address. GET only shows; every answer to a POST may be asked for again."""
    registration = registration_by_token(token, AccessToken.Purpose.CONFIRM)
    state, status = "ask", 200
    if registration is None:
        state, status = "unknown", 404
    elif registration.event.is_past or registration.event.is_off:
        state, status = "closed", 410
    elif registration.confirm_by is None:
        state = "done"
    elif request.method == "POST":
        try:
            registration, state = registering.confirm(registration.pk), "done"
        except (registering.RegistrationClosed, registering.EventFull):
            state, status = "closed", 410
    context = {"registration": registration, "event": registration and registration.event, "state": state}
    return render(request, "events/registration_confirm.html", context, status=status)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@limiting_wrong_links
def registration_data(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept of whoever reads this mailbox: to see, to take along as a file, and to erase."""
    registration = registration_by_token(token, AccessToken.Purpose.DATA)
    if registration is None:
        return render(request, "events/registration_data.html", {"state": "unknown"}, status=404)
    address = registration.email
    if request.method == "POST":
        number = erasing.erase(address)
        return render(request, "events/registration_data.html", {"state": "erased", "number": number})
    if "bestand" in request.GET:
        disposition = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'}
        options = {"ensure_ascii": False, "indent": 2}
        return JsonResponse(
            erasing.as_data(address), safe=False, json_dumps_params=options, headers=disposition
        )
    context = {"state": "ask", "address": address, "registrations": erasing.kept_of(address)}
    context |= {"elsewhere": agenda_erasing.as_data(address)}
    return render(request, "events/registration_data.html", context)
