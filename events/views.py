"""The agenda, and registering for what is on it.

Reading pages are the same for everybody and set no cookie, so a proxy may keep them for a second (see
`zorgpact.cms.middleware`). What concerns one person is never kept anywhere.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events import registration as registering
from events.access import registration_by_token
from events.filters import EventListing, PastEventListing
from events.forms import RegistrationForm
from events.ical import agenda, appointment
from events.models import AccessToken, Event, Registration

OUTCOME_SALT = "registration-outcome"
OUTCOME_AGE = 30 * 60  # seconds


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
def agenda_calendar(request: HttpRequest) -> HttpResponse:
    return _calendar_file(agenda(Event.objects.published().subscribed()), "zorgpact.ics")


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
    started_at = timezone.now()
    try:
        registration = registering.register(event.pk, form.cleaned_data)
    except (registering.RegistrationClosed, registering.EventFull):
        return redirect("registration_create", slug=slug)
    number = _number_to_show(event, registration, is_new=registration.queued_at >= started_at)
    outcome = signing.dumps([event.pk, number], salt=OUTCOME_SALT)
    return redirect(reverse("registration_done", args=[slug], query={"uitkomst": outcome}))


def _number_to_show(event: Event, registration: Registration, is_new: bool) -> int:
    """0: there is a place; otherwise a number on the waiting list.

    Whoever types an address must not learn whether it was registered before. So an address that was, is
    answered as a new one would have been: with the end of the queue. The mail to the address itself tells
    the rest.
    """
    if event.places_left != 0 and registration.status == Registration.Status.CONFIRMED:
        return 0
    position = registering.queue_position(registration) if is_new else None
    return position or event.registrations.waiting().count() + 1


@require_safe
@never_cache
def registration_done(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows no name or address: the answer to all that is in the mail."""
    event: Event = get_object_or_404(Event.objects.published(), slug=slug)
    try:
        outcome = request.GET.get("uitkomst", "")
        event_id, number = signing.loads(outcome, salt=OUTCOME_SALT, max_age=OUTCOME_AGE)
    except signing.BadSignature:
        event_id, number = None, None
    context = {"event": event, "number": number if event_id == event.pk else None}
    return render(request, "events/registration_done.html", context)


# The link is a secret that only the mail's reader has, which is more than a CSRF cookie proves; and a
# browser that is told to send no referrer sends no usable Origin either, so Django's check would refuse
# everybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
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
