"""Freezing a round, in Wagtail's admin: a page that says what will be kept, and a button. Nobody takes it back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from pacts.models import Plan
from zorgpact.agenda.freezing import RoundTooEarly, freeze
from zorgpact.agenda.models import Action, Round


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_round(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows, POST acts. Once is enough: a second time changes nothing."""
    if not request.user.has_perm("agenda.change_round"):
        raise PermissionDenied
    this = get_object_or_404(Round, pk=pk)
    if request.method == "POST":
        try:
            freeze(pk)
        except RoundTooEarly as refusal:
            messages.error(request, str(refusal))
            return redirect("rondes:edit", pk)
        messages.success(request, f"‘{this}’ ligt vast en staat op de monitor.")
        return redirect("rondes:index")
    context = {
        "header_title": f"{this} vastzetten",
        "header_icon": "lock",
        "breadcrumbs_items": [
            {"url": reverse("rondes:index"), "label": "Rondes"},
            {"url": "", "label": str(this)},
        ],
        "this": this,
        "action_count": Action.objects.published().count(),
        "plan_count": Plan.objects.published().count(),
    }
    return render(request, "monitoring/admin/freeze_round.html", context)
