"""What an editor decides, at the start of the admin: whether a report or a joining is placed, and that a handover was seen.

Views of Wagtail's admin. Who may publish actions may do this.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from zorgpact.agenda import joining as joiners
from zorgpact.agenda import progress
from zorgpact.agenda.access import can_judge_reports
from zorgpact.agenda.forms import RefusalForm
from zorgpact.agenda.models import Handover, Joining, ProgressNote
from zorgpact.users.models import User

WAS_FIRST = "Iemand anders was je voor: dit wachtte niet meer."


def for_judges(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not can_judge_reports(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def back(request: HttpRequest, is_done: bool, text: str) -> HttpResponse:
    if is_done:
        messages.success(request, text)
    else:
        messages.warning(request, WAS_FIRST)
    return redirect("wagtailadmin_home")


@for_judges
@require_POST
def approve_report(request: HttpRequest, note_id: int) -> HttpResponse:
    note = get_object_or_404(ProgressNote.objects.select_related("action"), pk=note_id)
    judge = request.user if isinstance(request.user, User) else None
    return back(request, progress.approve(note, judge), f"Het bericht staat bij ‘{note.action}’.")


@for_judges
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_report(request: HttpRequest, note_id: int) -> HttpResponse:
    """Its writer reads why, so first ask."""
    note = get_object_or_404(ProgressNote.objects.select_related("action", "organisation"), pk=note_id)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_done = progress.refuse(note, form.cleaned_data["reason"])
        return back(
            request, is_done, "Het bericht is niet geplaatst. Wie het schreef, krijgt er een mail over."
        )
    context = {"header_title": "Bericht niet plaatsen", "header_icon": "history", "note": note, "form": form}
    return render(request, "agenda/admin/refuse.html", context)


@for_judges
@require_POST
def judge_joining(request: HttpRequest, joining_id: int, verdict: str) -> HttpResponse:
    joining = get_object_or_404(Joining.objects.select_related("action"), pk=joining_id)
    if verdict == "plaats":
        text = f"{joining.organisation} staat nu bij ‘{joining.action}’."
        return back(request, joiners.approve(joining), text)
    return back(request, joiners.refuse(joining), f"{joining.organisation} komt niet bij ‘{joining.action}’.")


@for_judges
@require_POST
def close_handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    get_object_or_404(Handover, pk=handover_id)
    is_done = bool(Handover.objects.filter(pk=handover_id, is_handled=False).update(is_handled=True))
    return back(request, is_done, "Afgehandeld.")
