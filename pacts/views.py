"""Regions, pacts, plans and the action agenda, as visitors see them."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pacts.filters import ActionListing, PactListing
from pacts.finding import find_regions
from pacts.forms import RegionFinderForm
from pacts.models import Action, Pact, Plan, Region


@require_safe
def region_list(request):
    form = RegionFinderForm(request.GET)
    typed = form.cleaned_data["plaats"] if form.is_valid() else ""
    return render(
        request,
        "pacts/region_list.html",
        {
            "form": form,
            "typed": typed,
            "found": find_regions(typed) if typed else [],
            "regions": Region.objects.published().order_by("title"),
        },
    )


@require_safe
def region_detail(request, slug):
    regions = Region.objects.published().with_covers().select_related("organisation")
    return render(request, "pacts/region_detail.html", {"region": get_object_or_404(regions, slug=slug)})


@require_safe
def pact_list(request):
    return render(request, "pacts/pact_list.html", {"listing": PactListing(request.GET)})


@require_safe
def pact_detail(request, slug):
    pacts = Pact.objects.published().with_covers()
    return render(request, "pacts/pact_detail.html", {"pact": get_object_or_404(pacts, slug=slug)})


@require_safe
def plan_detail(request, slug):
    plans = Plan.objects.published().with_covers().select_related("document", "successor")
    return render(request, "pacts/plan_detail.html", {"plan": get_object_or_404(plans, slug=slug)})


@require_safe
def action_list(request):
    listing = ActionListing(request.GET)
    context = {"listing": listing, "figures": figures_of(listing.rows.tally())}
    return render(request, "pacts/action_list.html", context)


def figures_of(tally: dict[str, int]) -> list[dict[str, str | int]]:
    """How the actions stand, for components/figures.html; nothing that is zero."""
    labels = {**dict(Action.Status.choices), "overdue": "Over de afgesproken datum"}
    return [{"number": tally[key], "label": label} for key, label in labels.items() if tally[key]]


@require_safe
def action_detail(request, slug):
    joined = ["owner", "plan", "pact", "ambition__plan", "action_line"]
    actions = Action.objects.published().with_covers().select_related(*joined)
    return render(request, "pacts/action_detail.html", {"action": get_object_or_404(actions, slug=slug)})
