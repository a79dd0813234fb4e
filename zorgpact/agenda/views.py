"""The action agenda, as visitors see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from zorgpact.agenda.filters import ActionListing
from zorgpact.agenda.models import Action


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agenda/action_list.html", {"listing": ActionListing(request.GET)})


@require_safe
def action_detail(request: HttpRequest, slug: str) -> HttpResponse:
    joined = ["owner", "plan", "pact", "ambition__plan", "action_line"]
    actions = Action.objects.published().with_covers().select_related(*joined)
    return render(request, "agenda/action_detail.html", {"action": get_object_or_404(actions, slug=slug)})
