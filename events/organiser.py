"""What an organiser sees of the registrations: the sessions, who comes to each, and the list as a file.

These are views of Wagtail's admin, under /admin/aanmeldingen/. Registrations are personal data: no snippets.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from events import erasing
from events.access import can_erase_persons, can_see_registrations
from events.export import registrations_csv, registrations_xlsx
from events.forms import MailboxForm
from events.models import Event, Mail, Registration
from events.registration import cancel
from zorgpact.accounts import audit
from zorgpact.agenda import erasing as agenda
from zorgpact.cms.spreadsheets import XLSX

PER_PAGE = 50


def forbidden(request: HttpRequest) -> HttpResponse:
    return render(request, "events/admin/forbidden.html", {"header_title": "Geen toegang"}, status=403)


def breadcrumbs(*items: dict[str, str]) -> list[dict[str, str]]:
    home = {"url": reverse("wagtailadmin_home"), "label": "Home"}
    index = {"url": reverse("event_registrations:index"), "label": "Aanmeldingen"}
    return [home, index, *items]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All sessions: those to come first, nearest on top, then those that are over."""
    if not can_see_registrations(request.user):
        return forbidden(request)
    now = timezone.now()
    events = Event.objects.with_places().with_waiting().prefetch_related("registration_counts")
    past = events.filter(end_at__lt=now).order_by("-start_at", "title")
    page = Paginator(past, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "header_title": "Aanmeldingen",
        "header_icon": "clipboard-list",
        "breadcrumbs_items": breadcrumbs(),
        "upcoming": events.filter(end_at__gte=now).order_by("start_at", "title") if page.number == 1 else [],
        "page_obj": page,
        "index_url": reverse("event_registrations:index"),
        "header_buttons": [
            HeaderButton("Persoonsgegevens wissen", reverse("event_registrations:erase"), icon_name="bin")
        ]
        if can_erase_persons(request.user)
        else [],
    }
    return render(request, "events/admin/index.html", context)


@require_safe
def event_registrations(request: HttpRequest, event_id: int) -> HttpResponse:
    """Who comes to this session, who waits and who cancelled."""
    if not can_see_registrations(request.user):
        return forbidden(request)
    event: Event = get_object_or_404(Event.objects.with_places().with_waiting(), pk=event_id)
    registrations = event.registrations.select_related("region").with_position()
    failed = Mail.objects.failed().order_by("created_at")
    registrations = registrations.prefetch_related(Prefetch("mails", failed, to_attr="failed_mails"))
    buttons = [
        HeaderButton(
            "Wensen", reverse("event_registrations:wishes", args=[event.pk]), icon_name="clipboard-list"
        ),
        HeaderButton(
            "Download als XLSX", reverse("event_registrations:xlsx", args=[event.pk]), icon_name="download"
        ),
        HeaderButton(
            "Download als CSV", reverse("event_registrations:csv", args=[event.pk]), icon_name="download"
        ),
    ]
    context = {
        "header_title": event.title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": breadcrumbs({"url": "", "label": event.title}),
        "header_buttons": buttons,
        "event": event,
        "registrations": registrations,
        "out_of_reach": event.registrations.out_of_reach().count(),
    }
    return render(request, "events/admin/registrations.html", context)


@require_POST
def send_again(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Try the mails that could not be delivered to somebody once more, after their address or the server was mended."""
    if not can_see_registrations(request.user):
        return forbidden(request)
    registration = get_object_or_404(Registration, pk=registration_id)
    if registration.mails.all().send_again():
        messages.success(request, f"We proberen {registration.name} opnieuw te mailen.")
    return redirect("event_registrations:event", registration.event_id)


@require_safe
def event_wishes(request: HttpRequest, event_id: int) -> HttpResponse:
    """What people need to take part: on a page of its own, until it is erased."""
    if not can_see_registrations(request.user):
        return forbidden(request)
    event = get_object_or_404(Event, pk=event_id)
    back = {"url": reverse("event_registrations:event", args=[event.pk]), "label": event.title}
    context = {
        "header_title": f"Wensen: {event.title}",
        "header_icon": "clipboard-list",
        "breadcrumbs_items": breadcrumbs(back, {"url": "", "label": "Wensen"}),
        "registrations": event.registrations.active().exclude(wishes="").order_by("name"),
        "days": settings.RETENTION_DAYS["wishes"],
    }
    return render(request, "events/admin/wishes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: HttpRequest) -> HttpResponse:
    """By address: first show what will go, then erase it."""
    if not can_erase_persons(request.user):
        return forbidden(request)
    form = MailboxForm(request.POST or request.GET or None)
    address = form.cleaned_data["adres"] if form.is_valid() else ""
    if address and request.method == "POST":
        number = erasing.erase(address)
        audit.record(request.user, audit.ERASED, user=request.user, number=number)
        messages.success(request, f"Gewist: {number} aanmelding{'' if number == 1 else 'en'} van {address}.")
        return redirect("event_registrations:erase")
    context = {
        "header_title": "Persoonsgegevens wissen",
        "header_icon": "bin",
        "breadcrumbs_items": breadcrumbs({"url": "", "label": "Persoonsgegevens wissen"}),
        "form": form,
        "address": address,
        "registrations": erasing.kept_of(address) if address else [],
        "elsewhere": agenda.as_data(address) if address else [],
    }
    return render(request, "events/admin/erase.html", context)


@require_safe
def event_registrations_csv(request: HttpRequest, event_id: int) -> HttpResponse:
    return as_file(request, event_id, registrations_csv, "csv", "text/csv; charset=utf-8")


@require_safe
def event_registrations_xlsx(request: HttpRequest, event_id: int) -> HttpResponse:
    return as_file(request, event_id, registrations_xlsx, "xlsx", XLSX)


def as_file(
    request: HttpRequest, event_id: int, write: Callable[..., str | bytes], extension: str, content_type: str
) -> HttpResponse:
    """The same list as a file."""
    if not can_see_registrations(request.user):
        return forbidden(request)
    event = get_object_or_404(Event, pk=event_id)
    registrations = event.registrations.select_related("region")
    content = write(registrations)
    audit.record(
        event, audit.EXPORTED, user=request.user, number=registrations.count(), format=extension.upper()
    )
    filename = f"aanmeldingen-{event.slug}-{timezone.localdate():%Y-%m-%d}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Ask first, then withdraw a participant who asked for it."""
    if not can_see_registrations(request.user):
        return forbidden(request)
    registration = get_object_or_404(Registration.objects.select_related("event"), pk=registration_id)
    back = reverse("event_registrations:event", args=[registration.event_id])
    if request.method == "POST":
        cancel(registration.pk)
        messages.success(request, f"De aanmelding van {registration.name} is geannuleerd.")
        return redirect(back)
    event = registration.event
    context = {
        "header_title": "Aanmelding annuleren",
        "header_icon": "clipboard-list",
        "breadcrumbs_items": breadcrumbs(
            {"url": back, "label": event.title}, {"url": "", "label": "Aanmelding annuleren"}
        ),
        "registration": registration,
        "back": back,
    }
    return render(request, "events/admin/cancel.html", context)
