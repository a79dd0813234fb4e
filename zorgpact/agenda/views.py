"""The action agenda, as visitors see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from zorgpact.agenda.forms import ActionFilterForm
from zorgpact.agenda.models import Action
from zorgpact.cms.filters import Listing


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    rows = Action.objects.published().in_order().select_related("owner")
    listing = Listing(rows, ActionFilterForm(request.GET), request.GET, per_page=20)
    context = {"listing": listing, "figures": figures_of(listing.rows.tally())}
    return render(request, "agenda/action_list.html", context)


def figures_of(tally: dict[str, int]) -> list[dict[str, str | int]]:
    """How the actions stand, for components/figures.html; nothing that is zero."""
    labels = {**dict(Action.Status.choices), "overdue": "Over de afgesproken datum"}
    return [{"number": tally[key], "label": label} for key, label in labels.items() if tally[key]]


@require_safe
def action_detail(request: HttpRequest, slug: str) -> HttpResponse:
    joined = ["owner", "plan", "pact", "ambition__plan", "action_line"]
    actions = Action.objects.published().with_covers().select_related(*joined)
    return render(request, "agenda/action_detail.html", {"action": get_object_or_404(actions, slug=slug)})
