"""What an organiser does with a room, before and after: prepare it, hand out its links, print its cards, publish its outcomes.

These are views of Wagtail's admin, under /admin/gesprek/.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from events.models import Event
from zorgpact.dialogue import committing, preparing
from zorgpact.dialogue.access import can_prepare
from zorgpact.dialogue.changing import RoomRefusal
from zorgpact.dialogue.forms import RoomForm, StepForms
from zorgpact.dialogue.models import Commitment, Dialogue, DialogueLink, LogEntry
from zorgpact.dialogue.orders import number
from zorgpact.users.models import User

VIEWS = {"leiding": "lead", "moderatie": "moderate", "scherm": "screen", "tafel": "table_join"}


def allow(request: HttpRequest) -> None:
    if not can_prepare(request.user):
        raise PermissionDenied


def user_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def breadcrumbs(event: Event) -> list[dict[str, str]]:
    sessions = {"url": reverse("wagtailsnippets_events_event:list"), "label": "Sessies"}
    return [
        {"url": reverse("wagtailadmin_home"), "label": "Home"},
        sessions,
        {"url": "", "label": event.title},
    ]


def header(event: Event, title: str) -> dict[str, Any]:
    return {
        "header_title": title,
        "header_icon": "group",
        "breadcrumbs_items": breadcrumbs(event),
        "event": event,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, event_id: int) -> HttpResponse:
    """To the room of this session, or a form to prepare one."""
    allow(request)
    event = get_object_or_404(Event, pk=event_id)
    dialogue = Dialogue.objects.filter(event=event).first()
    if dialogue and dialogue.has_room:
        return redirect("gesprek:room", dialogue.pk)
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            dialogue = preparing.prepare(event, prepared_by=user_of(request), **form.cleaned_data)
            return redirect("gesprek:room", dialogue.pk)
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal))
    context = header(event, "Bereid het gesprek voor") | {"form": form}
    return render(request, "dialogue/admin/prepare.html", context)


def address_of(link: DialogueLink) -> str:
    return settings.BASE_URL + reverse(VIEWS[link.purpose], args=[link.token])


def links_of(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Every link that works, with its address; tables by their number."""
    links = dialogue.links.working().select_related("table").order_by("table__number", "id")
    return [{"link": link, "address": address_of(link)} for link in links]


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Its links, its steps and how it stands; what is posted is one of ORDERS."""
    allow(request)
    rooms = Dialogue.objects.exclude(code="").select_related("event", "step")
    dialogue = get_object_or_404(rooms, pk=dialogue_id)
    steps = StepForms(request.POST if "steps-TOTAL_FORMS" in request.POST else None, instance=dialogue)
    if request.method == "POST" and (steps.is_bound is False or steps.is_valid()):
        if steps.is_bound:
            steps.save()
            messages.success(request, "De stappen zijn bewaard.")
        else:
            obey(request, dialogue)
        return redirect("gesprek:room", dialogue.pk)
    outcomes = HeaderButton("Opbrengst", reverse("opbrengst:edit", args=[dialogue.pk]), icon_name="comment")
    context = header(dialogue.event, "Het gesprek") | {
        "dialogue": dialogue,
        "links": links_of(dialogue),
        "steps": steps,
        "header_buttons": [outcomes] if dialogue.state == Dialogue.State.PUBLIC else [],
        "commitments": dialogue.commitments.standing().select_related("action", "thread"),
        "cards_url": reverse("gesprek:cards", args=[dialogue.pk]),
        "table_count": dialogue.tables.count(),
    }
    return render(request, "dialogue/admin/room.html", context)


def renew(dialogue: Dialogue, data: QueryDict) -> str:
    link = get_object_or_404(dialogue.links.working(), pk=number(data, "link"))
    preparing.renew(link)
    return f"{link}: de oude link werkt niet meer, hieronder staat de nieuwe."


def change_tables(dialogue: Dialogue, data: QueryDict) -> str:
    preparing.set_tables(dialogue, number(data, "tafels"))
    return "Het aantal tafels is bewaard."


def keep_for(dialogue: Dialogue, data: QueryDict) -> str:
    preparing.keep_for(dialogue, number(data, "dagen"))
    return "De bewaartermijn is bewaard."


def start_anew(dialogue: Dialogue, data: QueryDict) -> str:
    preparing.start_anew(dialogue)
    return "De oefening is gewist. De volgende keer telt."


def publish(dialogue: Dialogue, data: QueryDict) -> str:
    preparing.publish(dialogue)
    return "De opbrengst staat op de pagina van de sessie."


def unpublish(dialogue: Dialogue, data: QueryDict) -> str:
    preparing.unpublish(dialogue)
    return "De opbrengst staat niet meer op de site."


def confirm(dialogue: Dialogue, data: QueryDict) -> str:
    commitment = get_object_or_404(Commitment, dialogue=dialogue, pk=number(data, "toezegging"))
    action = committing.confirm(commitment.pk, LogEntry.Role.ORGANISER)
    return f"Er is een actie van gemaakt: {action}."


def ask_again(dialogue: Dialogue, data: QueryDict) -> str:
    commitment = get_object_or_404(Commitment, dialogue=dialogue, pk=number(data, "toezegging"))
    committing.ask_again(commitment)
    return "De eigenaar krijgt nog een mail."


ORDERS: dict[str, Callable[[Dialogue, QueryDict], str]] = {
    "vernieuw": renew,
    "tafels": change_tables,
    "bewaar": keep_for,
    "begin": start_anew,
    "publiceer": publish,
    "verberg": unpublish,
    "bevestig": confirm,
    "vraag": ask_again,
}


def obey(request: HttpRequest, dialogue: Dialogue) -> None:
    """Do what was asked, and say what came of it."""
    order = ORDERS.get(request.POST.get("doe", ""))
    if order is None:
        messages.error(request, "Die knop kennen we niet.")
        return
    try:
        messages.success(request, order(dialogue, request.POST))
    except RoomRefusal as refusal:
        messages.error(request, str(refusal))


@require_safe
def cards(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """To print: a card for each table, a sheet for each question, and a page for the facilitator."""
    allow(request)
    rooms = Dialogue.objects.exclude(code="").select_related("event")
    dialogue = get_object_or_404(rooms, pk=dialogue_id)
    links = links_of(dialogue)
    context = {
        "dialogue": dialogue,
        "event": dialogue.event,
        "join": settings.BASE_URL + reverse("join"),
        "tables": [row for row in links if row["link"].table],
        "leaders": [row for row in links if row["link"].purpose == DialogueLink.Purpose.FACILITATOR],
        "questions": dialogue.steps.filter(kind="verzamelen"),
        "steps": dialogue.steps.all(),
        "lines": range(8),
    }
    response = render(request, "dialogue/admin/cards.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
