"""Regions, pacts, plans and organisations, as visitors see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pacts.finding import find_regions
from pacts.forms import PactFilterForm, RegionFinderForm
from pacts.models import Organisation, Pact, Plan, Region
from zorgpact.cms.filters import Listing


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
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
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    regions = Region.objects.published().with_covers().select_related("organisation")
    return render(request, "pacts/region_detail.html", {"region": get_object_or_404(regions, slug=slug)})


@require_safe
def pact_list(request: HttpRequest) -> HttpResponse:
    rows = Pact.objects.published().in_order().with_cards()
    listing = Listing(rows, PactFilterForm(request.GET), request.GET)
    return render(request, "pacts/pact_list.html", {"listing": listing})


@require_safe
def pact_detail(request: HttpRequest, slug: str) -> HttpResponse:
    pacts = Pact.objects.published().with_covers()
    return render(request, "pacts/pact_detail.html", {"pact": get_object_or_404(pacts, slug=slug)})


@require_safe
def plan_detail(request: HttpRequest, slug: str) -> HttpResponse:
    plans = Plan.objects.published().with_covers().select_related("document", "successor")
    return render(request, "pacts/plan_detail.html", {"plan": get_object_or_404(plans, slug=slug)})


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.published().with_covers(), slug=slug)
    return render(request, "pacts/organisation_detail.html", {"organisation": organisation})
