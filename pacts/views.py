"""Regions, pacts, plans and organisations, as visitors see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from pacts.filters import PactListing, PlanListing
from pacts.finding import explain, find_regions, suggest
from pacts.forms import RegionFinderForm, RegionMapForm
from pacts.models import Organisation, Pact, Plan, Region


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    form = RegionFinderForm(request.GET)
    found = find_regions(form.typed)
    if len({answer.region.pk for answer in found}) == 1:
        return redirect(found[0].url)
    return render(
        request,
        "pacts/region_list.html",
        {
            "form": form,
            "typed": form.typed,
            "found": found,
            "suggestions": [] if found else suggest(form.typed),
            "map": RegionMapForm(request.GET),
        },
    )


@require_safe
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    regions = Region.objects.published().with_covers().select_related("organisation")
    region = get_object_or_404(regions, slug=slug)
    reason = explain(RegionFinderForm(request.GET).typed, region)
    return render(request, "pacts/region_detail.html", {"region": region, "reason": reason})


@require_safe
def pact_list(request: HttpRequest) -> HttpResponse:
    return render(request, "pacts/pact_list.html", {"listing": PactListing(request.GET)})


@require_safe
def pact_detail(request: HttpRequest, slug: str) -> HttpResponse:
    pacts = Pact.objects.published().with_covers()
    return render(request, "pacts/pact_detail.html", {"pact": get_object_or_404(pacts, slug=slug)})


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    return render(request, "pacts/plan_list.html", {"listing": PlanListing(request.GET)})


@require_safe
def plan_detail(request: HttpRequest, slug: str) -> HttpResponse:
    plans = Plan.objects.published().with_covers().select_related("document", "successor")
    return render(request, "pacts/plan_detail.html", {"plan": get_object_or_404(plans, slug=slug)})


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.published().with_covers(), slug=slug)
    return render(request, "pacts/organisation_detail.html", {"organisation": organisation})
