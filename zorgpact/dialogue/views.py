"""The room: phones at their tables, the facilitator, the moderator and the screen, each by a link of their own.

Every page works as plain forms; what is polled is `…/stand/`, the same fragments as JSON (see `showing`). A link is the
only right that anybody has, and more than a CSRF cookie proves; a browser that sends no referrer sends no usable Origin
either.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zorgpact.dialogue import listening, looking_back, orders, showing
from zorgpact.dialogue.access import commitment_link, links_of, seat_by_token, seats_of
from zorgpact.dialogue.asking import link_alone, seat_alone, seat_at_table, with_room
from zorgpact.dialogue.changing import RoomRefusal
from zorgpact.dialogue.committing import commit, confirm
from zorgpact.dialogue.forms import AddressForm, CommitmentForm, JoinForm, ReviewForm, items_of
from zorgpact.dialogue.joining import link_of, sit_down
from zorgpact.dialogue.models import Contribution, Dialogue, DialogueLink, LogEntry, Seat, Thread
from zorgpact.dialogue.showing import Sight
from zorgpact.dialogue.submitting import submit

SEAT = "stoel"
SEAT_AGE = 24 * 60 * 60  # seconds: a seat is erased after a day
SEAT_OPTIONS: dict[str, Any] = {
    "httponly": True,
    "samesite": "Lax",
    "secure": settings.SESSION_COOKIE_SECURE,
    "path": "/deelnemen/",
}
PURPOSE = DialogueLink.Purpose


# --- What the views share -----------------------------------------------------------------------------------


def unknown(request: HttpRequest) -> HttpResponse:
    """A link that is wrong or revoked: a sentence, and a way on."""
    if wants_json(request):
        return JsonResponse({"fout": "Deze link werkt niet meer."}, status=404)
    return render(request, "dialogue/unknown.html", status=404)


View = Callable[..., HttpResponse]


def gate(find: Callable[[str], Any]) -> Callable[[View], View]:
    """The one gate of a room: the view gets what the secret is a right to, and the secret after it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **more: int) -> HttpResponse:
            right = find(token)
            return unknown(request) if right is None else view(request, right, token, **more)

        return guarded

    return guard


def opened_by(find: Callable[[str], Any]) -> Callable[[View], View]:
    """For pages, which name the session."""
    return gate(lambda token: find(token).select_related("dialogue__event").first())


def before_persons(view: View) -> View:
    """It needs to know nothing of who asks: see `zorgpact.dialogue.middleware`."""
    view.is_before_persons = True  # type: ignore[attr-defined]
    return view


def polled_by(look: Callable[[str], Any]) -> Callable[[View], View]:
    """For what is polled: 304 from the version alone while nothing changed, as at most times.

    `look` gives a seat or a link with the `room_version`, or None; the view gets it with its room.
    """

    def guard(view: View) -> View:
        @before_persons
        @require_safe
        @wraps(view)
        def guarded(request: HttpRequest, token: str) -> HttpResponse:
            right = look(token)
            if right is None:
                return unknown(request)
            unchanged = get_conditional_response(request, etag_of(right.dialogue_id, right.room_version))
            return view(request, with_room(right), token) if unchanged is None else unchanged

        return guarded

    return guard


def polled_by_link(links: Callable[[str], Any]) -> Callable[[View], View]:
    return polled_by(lambda token: link_alone(links(token)))


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def refusal_of(verb: Callable[..., object], *arguments: Any, **more: Any) -> str:
    """Do it; why it was refused, or nothing."""
    try:
        verb(*arguments, **more)
    except RoomRefusal as refusal:
        return str(refusal)
    return ""


def done(request: HttpRequest, refusal: str, address: str) -> HttpResponse | None:
    """The answer to what was posted; None when the page must say itself why it was refused."""
    if wants_json(request):
        return JsonResponse({"fout": refusal}, status=409 if refusal else 200)
    return None if refusal else HttpResponseRedirect(address)


def page(request: HttpRequest, template: str, sight: Sight, **more: Any) -> HttpResponse:
    context = {**sight.context, "parts": sight.parts, **more}
    return render(request, template, context, status=409 if more.get("refusal") else 200)


def state(
    request: HttpRequest, dialogue: Dialogue, interval: int, look: Callable[[int], Sight]
) -> HttpResponse:
    """What changed since `sinds`, or everything."""
    since = orders.number(request.GET, "sinds")
    since = since if since <= dialogue.version else 0
    return JsonResponse(
        look(since).news(since, interval), headers={"ETag": etag_of(dialogue.pk, dialogue.version)}
    )


def etag_of(dialogue_id: int, version: int) -> str:
    return f'"{dialogue_id}-{version}"'


facilitator_of = partial(links_of, purpose=PURPOSE.FACILITATOR)
moderator_of = partial(links_of, purpose=PURPOSE.MODERATOR)
screen_of = partial(links_of, purpose=PURPOSE.SCREEN)
table_of = partial(links_of, purpose=PURPOSE.TABLE)


# --- Joining ------------------------------------------------------------------------------------------------


def seated(request: HttpRequest, link: DialogueLink) -> HttpResponseRedirect:
    """To the seat that this phone has at the table, or to a new one. Raises RoomRefusal."""
    token = request.COOKIES.get(SEAT, "")
    own = seat_by_token(token) if token else None
    if own is None or own.table_id != link.table_id:
        token = sit_down(link)
    response = HttpResponseRedirect(reverse("seat", args=[token]))
    response.set_cookie(SEAT, token, max_age=SEAT_AGE, **SEAT_OPTIONS)
    return response


@csrf_exempt  # who knows the code and the pin may sit down; nothing of a person hangs on it
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """By the code on the screen and the pin on the table."""
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")[:6]})
    if request.method == "POST" and form.is_valid():
        try:
            return seated(request, link_of(form.cleaned_data["code"], form.cleaned_data["pin"]))
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "dialogue/join.html", {"form": form}, status=400 if form.errors else 200)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(table_of)
def table_join(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    """By the card on the table. GET only shows: who scans must see first which table it is."""
    refusal = ""
    if request.method == "POST":
        try:
            return seated(request, link)
        except RoomRefusal as error:
            refusal = str(error)
    context = {"link": link, "dialogue": link.dialogue, "refusal": refusal}
    return render(request, "dialogue/table_join.html", context, status=409 if refusal else 200)


@require_safe
def join_worker(request: HttpRequest) -> HttpResponse:
    """The script that opens the phone's page again without a network: a browser wants it under the address that it serves."""
    return render(request, "dialogue/join_worker.js", content_type="text/javascript; charset=utf-8")


# --- A phone ------------------------------------------------------------------------------------------------


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(seats_of)
def seat(request: HttpRequest, own: Seat, token: str) -> HttpResponse:
    """The list of the table, the question, and what this phone may do now."""
    refusal = ""
    if request.method == "POST":
        refusal = refusal_of(orders.phone, own, request.POST)
        answer = done(request, refusal, request.path)
        if answer is not None:
            return answer
    more = {"refusal": refusal, "typed": request.POST.get("tekst", "")}
    return page(request, "dialogue/seat.html", showing.phone(own), token=token, **more)


@polled_by(seat_alone)
def seat_state(request: HttpRequest, own: Seat, token: str) -> HttpResponse:
    interval = showing.phone_interval(own.dialogue)
    return state(request, own.dialogue, interval, lambda since: showing.phone(own, since))


@before_persons
@csrf_exempt  # as above
@require_POST
@gate(seat_at_table)
def seat_points(request: HttpRequest, own: Seat, token: str) -> HttpResponse:
    """Points that a phone kept while there was no network; each is answered by its key."""
    items = items_of(request.body)
    if items is None:
        return JsonResponse({"fout": "Dit begrijpen we niet."}, status=400)
    return JsonResponse({"antwoorden": submit(own, items)})


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(seats_of)
def seat_address(request: HttpRequest, own: Seat, token: str) -> HttpResponse:
    """One address for a table, which is asked by mail first."""
    form, state = AddressForm(request.POST or None), "form"
    if request.method == "POST" and form.is_valid():
        refusal = refusal_of(listening.leave_address, own, form.cleaned_data["email"])
        if refusal:
            form.add_error(None, refusal)
        else:
            state = "sent"
    context = {"form": form, "state": state, "seat": own, "token": token}
    return render(request, "dialogue/seat_address.html", context, status=409 if form.errors else 200)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def listener_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail to the address of a table. GET only shows."""
    listener = listening.listener_by_token(token)
    if listener and request.method == "POST":
        listening.confirm(listener)
    is_done = listener and (request.method == "POST" or listener.confirmed_at)
    context = {"listener": listener, "is_done": is_done}
    return render(request, "dialogue/listener_confirm.html", context, status=200 if listener else 404)


# --- Who leads ----------------------------------------------------------------------------------------------


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(facilitator_of)
def lead(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    """The facilitator's desk: steps, clock, cards and threads."""
    refusal = ""
    if request.method == "POST":
        refusal = refusal_of(orders.lead, link, request.POST)
        answer = done(request, refusal, request.path)
        if answer is not None:
            return answer
    return page(request, "dialogue/lead.html", showing.facilitator(link), refusal=refusal, token=token)


@polled_by_link(facilitator_of)
def lead_state(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    return state(request, link.dialogue, showing.SCREENS, lambda since: showing.facilitator(link, since))


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(facilitator_of)
def lead_point(request: HttpRequest, link: DialogueLink, token: str, pk: int) -> HttpResponse:
    """One card: split it or put it in other words, and where it came from."""
    point = get_object_or_404(Contribution.objects.select_related("thread"), dialogue=link.dialogue, pk=pk)
    refusal = ""
    if request.method == "POST":
        refusal = refusal_of(orders.lead, link, request.POST)
        if not refusal:
            return redirect("lead", token)
    context = {
        **showing.story_of(point),
        "link": link,
        "token": token,
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "dialogue/lead_point.html", context, status=409 if refusal else 200)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(facilitator_of)
def lead_thread(request: HttpRequest, link: DialogueLink, token: str, pk: int) -> HttpResponse:
    """One thread: its name, which cards may belong to it as well, and who takes it up."""
    thread = get_object_or_404(Thread.objects.standing(), dialogue=link.dialogue, pk=pk)
    is_commitment = request.method == "POST" and request.POST.get("doe") == "toezegging"
    form = CommitmentForm(request.POST if is_commitment else None)
    refusal = ""
    if is_commitment and form.is_valid():
        refusal = refusal_of(commit, link, thread.pk, form.cleaned_data)
    elif request.method == "POST" and not is_commitment:
        refusal = refusal_of(orders.lead, link, request.POST)
    if request.method == "POST" and not refusal and not form.errors:
        return redirect(request.path)
    context = {**showing.thread_of(link, thread), "form": form, "refusal": refusal, "token": token}
    status = 409 if refusal else 200
    return render(request, "dialogue/lead_thread.html", context, status=status)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(facilitator_of)
def lead_review(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    """What was agreed before, and what the room says of each now."""
    items, refusal = looking_back.items_of(link.dialogue), ""
    key = next((item.key for item in items if item.key == request.POST.get("over")), "")
    posted = ReviewForm(request.POST if request.method == "POST" else None, auto_id=f"{key}-%s")
    if posted.is_valid():
        refusal = refusal_of(looking_back.review, link, key, **posted.cleaned_data)
        if not refusal:
            return redirect(f"{request.path}#{key}")
    for item in items:
        is_meant = posted.is_bound and item.key == key
        item.form = posted if is_meant else ReviewForm(auto_id=f"{item.key}-%s", initial=item.said)
    context = {"link": link, "dialogue": link.dialogue, "token": token, "items": items, "refusal": refusal}
    context |= {"meant": key, "is_in_charge": link.dialogue.in_charge_id == link.pk}
    return render(request, "dialogue/lead_review.html", context, status=409 if refusal else 200)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(moderator_of)
def moderate(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    """Show and hold back cards, and nothing else."""
    refusal = ""
    if request.method == "POST":
        refusal = refusal_of(orders.lead, link, request.POST)
        answer = done(request, refusal, request.path)
        if answer is not None:
            return answer
    return page(request, "dialogue/moderate.html", showing.facilitator(link), refusal=refusal, token=token)


@polled_by_link(moderator_of)
def moderate_state(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    return state(request, link.dialogue, showing.PHONES, lambda since: showing.facilitator(link, since))


# --- Whoever took something up ------------------------------------------------------------------------------


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail to its owner. GET only shows; asking again gives the same answer."""
    link = commitment_link(token)
    if link is None:
        return render(request, "dialogue/commitment_confirm.html", {"state": "unknown"}, status=404)
    commitment, status = link.commitment, 200
    state = "done" if commitment.action else "ask"
    if request.method == "POST" and state == "ask":
        try:
            commitment.action, state = confirm(commitment.pk, LogEntry.Role.OWNER), "done"
        except RoomRefusal:
            state, status = "closed", 410
    context = {"commitment": commitment, "event": commitment.dialogue.event, "state": state}
    return render(request, "dialogue/commitment_confirm.html", context, status=status)


# --- The screen ---------------------------------------------------------------------------------------------


@require_safe
@opened_by(screen_of)
def screen(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    """What the whole room reads."""
    return page(request, "dialogue/screen.html", showing.screen(link), token=token)


@polled_by_link(screen_of)
def screen_state(request: HttpRequest, link: DialogueLink, token: str) -> HttpResponse:
    return state(request, link.dialogue, showing.SCREENS, lambda since: showing.screen(link))
