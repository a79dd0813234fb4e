"""The action agenda, as visitors see it; and what people do with it who have no account.

What is done with a mailed link is shown by a GET and done by a POST: mail scanners follow every link. Such a link is a
secret that only the mail's reader has, which is more than a CSRF cookie proves; and a browser that is told to send no
referrer sends no usable Origin either, so Django's check would refuse everybody.
"""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from zorgpact.agenda import following, joining, reporting
from zorgpact.agenda.access import subject_by_token
from zorgpact.agenda.export import actions_csv, actions_xlsx
from zorgpact.agenda.filters import ActionListing
from zorgpact.agenda.models import Action, Link
from zorgpact.agenda.public_forms import FollowForm, JoiningForm, PassOnForm, ReportForms
from zorgpact.cms.models import Publishable
from zorgpact.cms.spreadsheets import XLSX, as_file
from zorgpact.limits.counting import Limit, allows, sender_of

READ_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
BY_SENDER = Limit("agenda-from", 60)
BY_RECEIVER = Limit("agenda-for", 10)
TOO_MANY = (
    "Er is net te vaak iets gevraagd vanaf deze plek of voor dit adres. Probeer het over een uur nog eens."
)
LONGEST_KEY = 18  # digits: a longer one is no key of a row
ONE_CLICK = "List-Unsubscribe"  # what a mail program posts (RFC 8058)


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agenda/action_list.html", {"listing": ActionListing(request.GET)})


@require_safe
def action_list_csv(request: HttpRequest) -> HttpResponseBase:
    return as_file(actions_csv(ActionListing(request.GET).rows), "acties.csv", "text/csv; charset=utf-8")


@require_safe
def action_list_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_file(actions_xlsx(ActionListing(request.GET).rows), "acties.xlsx", XLSX)


@require_safe
def action_detail(request: HttpRequest, slug: str) -> HttpResponse:
    joined = ["owner", "plan", "pact", "ambition__plan", "action_line"]
    actions = Action.objects.published().with_covers().select_related(*joined)
    return render(request, "agenda/action_detail.html", {"action": get_object_or_404(actions, slug=slug)})


@require_safe
def action_origin(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole way, from the session or the plan to the last report, with the words that were used there."""
    actions = Action.objects.published().select_related("owner", "plan", "pact", "ambition__plan")
    return render(request, "agenda/action_origin.html", {"action": get_object_or_404(actions, slug=slug)})


# --- Telling how it goes ------------------------------------------------------------------------------------------


@csrf_exempt
@READ_AND_POST
def progress_report(request: HttpRequest, token: str) -> HttpResponse:
    """All actions of one person. On a link that is too old nothing that was typed is lost: a fresh one takes it along."""
    asked = subject_by_token(token, Link.Purpose.REPORT)
    data = request.POST if request.method == "POST" else None
    forms = ReportForms(asked, data) if asked else None
    if not forms:
        return render(request, "agenda/progress_report.html", {"state": "gone"}, status=HTTPStatus.NOT_FOUND)
    state, status = ("closed", HTTPStatus.GONE) if asked.is_closed else ("open", HTTPStatus.OK)
    if data is not None and asked.is_closed and "renew" in data:
        reporting.renew(asked.pk, forms.typed())
        state, status = "renewed", HTTPStatus.OK
    elif data is not None and not asked.is_closed and forms.is_valid():
        reporting.report(asked.pk, forms.reports(), forms.passed_on())
        return redirect("progress_report", token)
    context = {"asked": asked, "forms": forms, "state": state}
    return render(request, "agenda/progress_report.html", context, status=status)


@csrf_exempt
@READ_AND_POST
def progress_decline(request: HttpRequest, token: str) -> HttpResponse:
    """ "Vraag iemand anders". One click in a mail program is enough not to be asked any more."""
    asked = subject_by_token(token, Link.Purpose.DECLINE)
    if asked is None:
        return render(request, "agenda/progress_decline.html", {"state": "gone"}, status=HTTPStatus.NOT_FOUND)
    form = PassOnForm(request.POST if request.method == "POST" else None, label_suffix="")
    state = "ask"
    if request.method == "POST" and (ONE_CLICK in request.POST or form.is_valid()):
        told = None if ONE_CLICK in request.POST else form.passed_on()
        reporting.ask_somebody_else(asked.pk, told or reporting.PassedOn())
        state = "done"
    context = {"form": form, "asked": asked, "state": state}
    return render(request, "agenda/progress_decline.html", context)


@csrf_exempt
@READ_AND_POST
def contact_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody was named as the one to ask: yes or no."""
    person = subject_by_token(token, Link.Purpose.INVITE)
    if person is None:
        return render(request, "agenda/contact_confirm.html", {"state": "gone"}, status=HTTPStatus.NOT_FOUND)
    state = "ask"
    if request.method == "POST" and "no" in request.POST:
        reporting.decline(person.email)
        state = "declined"
    elif request.method == "POST":
        reporting.accept(person.pk)
        state = "done"
    handovers = person.handovers.select_related("action").filter(action__live=True)
    context = {"person": person, "handovers": handovers, "state": state}
    return render(request, "agenda/contact_confirm.html", context)


# --- Joining ------------------------------------------------------------------------------------------------------


@READ_AND_POST
def joining_create(request: HttpRequest, slug: str) -> HttpResponse:
    action: Action = get_object_or_404(Action.objects.published().select_related("owner"), slug=slug)
    form = JoiningForm(request.POST if request.method == "POST" else None, label_suffix="")
    state, status = "form" if action.is_open else "over", HTTPStatus.OK
    if action.is_open and form.is_valid():
        details = {name: form.cleaned_data[name] for name in JoiningForm.Meta.fields}
        if allows((BY_SENDER, sender_of(request)), (BY_RECEIVER, details["email"])):
            joining.join(action, details)
            state = "sent"
        else:
            form.add_error(None, TOO_MANY)
            status = HTTPStatus.TOO_MANY_REQUESTS
    context = {"action": action, "form": form, "state": state}
    return render(request, "agenda/joining_create.html", context, status=status)


@csrf_exempt
@READ_AND_POST
def joining_confirm(request: HttpRequest, token: str) -> HttpResponse:
    joined = subject_by_token(token, Link.Purpose.JOIN)
    if joined is None or not joined.action.live:
        return render(request, "agenda/joining_confirm.html", {"state": "gone"}, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        joining.confirm(joined.pk)
        joined.refresh_from_db(fields=["confirmed_at"])
    state = "done" if joined.confirmed_at else "ask"
    context = {"joining": joined, "action": joined.action, "state": state}
    return render(request, "agenda/joining_confirm.html", context)


# --- Following ----------------------------------------------------------------------------------------------------


@READ_AND_POST
def follow_create(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    if kind not in following.SUBJECTS:
        raise Http404
    subject: Publishable = get_object_or_404(following.SUBJECTS[kind].objects.published(), slug=slug)
    form = FollowForm(request.POST if request.method == "POST" else None, label_suffix="")
    state, status = "form", HTTPStatus.OK
    if form.is_valid():
        address = form.cleaned_data["email"]
        if allows((BY_SENDER, sender_of(request)), (BY_RECEIVER, address)):
            following.follow(address, subject)
            state = "sent"
        else:
            form.add_error(None, TOO_MANY)
            status = HTTPStatus.TOO_MANY_REQUESTS
    context = {"subject": subject, "kind": kind, "form": form, "state": state}
    return render(request, "agenda/follow_create.html", context, status=status)


@csrf_exempt
@READ_AND_POST
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    subscription = subject_by_token(token, Link.Purpose.FOLLOW)
    if subscription is None:
        return render(request, "agenda/follow_confirm.html", {"state": "gone"}, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        following.confirm(subscription.pk)
        subscription.refresh_from_db(fields=["confirmed_at"])
    context = {"subject": subscription.subject, "state": "done" if subscription.confirmed_at else "ask"}
    return render(request, "agenda/follow_confirm.html", context)


@csrf_exempt
@READ_AND_POST
def follow_leave(request: HttpRequest, token: str) -> HttpResponse:
    """One thing or all of them; a click in a mail program is all."""
    follower = subject_by_token(token, Link.Purpose.LEAVE)
    if follower is None:
        return render(request, "agenda/follow_leave.html", {"state": "gone"}, status=HTTPStatus.NOT_FOUND)
    one, state = request.POST.get("subscription", ""), "ask"
    if request.method == "POST" and ("all" in request.POST or ONE_CLICK in request.POST):
        following.leave(follower.pk)
        state = "done"
    elif one.isdecimal() and len(one) < LONGEST_KEY:
        following.leave(follower.pk, int(one))
        state = "done"
    rows = follower.subscriptions.confirmed().select_related("action", "pact", "region")
    return render(request, "agenda/follow_leave.html", {"subscriptions": list(rows), "state": state})
