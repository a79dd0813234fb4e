"""The national picture of a round, advice, and the figures: as pages, on paper and as files."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pacts.models import Region
from zorgpact.agenda.models import Round, RoundPlan, RoundPlanQuerySet
from zorgpact.cms.pagination import paginate
from zorgpact.cms.spreadsheets import XLSX, as_file
from zorgpact.monitoring.comparing import Comparison
from zorgpact.monitoring.export import measurements_csv, measurements_xlsx
from zorgpact.monitoring.filters import AdviceListing
from zorgpact.monitoring.forms import ComparisonForm, RoundForm
from zorgpact.monitoring.models import Indicator, MeasurementQuerySet
from zorgpact.monitoring.overview import national_figures
from zorgpact.monitoring.picture import Picture
from zorgpact.monitoring.picture_files import picture_csv, picture_xlsx

PER_PAGE = 20


@require_safe
def monitor(request: HttpRequest) -> HttpResponse:
    form = asked_round(request)
    context = {"form": form, "picture": Picture(form.chosen) if form.chosen else None}
    return render(request, "monitoring/monitor.html", context)


@require_safe
def monitor_annex(request: HttpRequest) -> HttpResponse:
    return render(request, "monitoring/monitor_annex.html", {"picture": asked_picture(request)})


@require_safe
def monitor_csv(request: HttpRequest) -> HttpResponseBase:
    picture = asked_picture(request)
    return as_file(picture_csv(picture), f"{picture.round.slug}.csv", "text/csv; charset=utf-8")


@require_safe
def monitor_xlsx(request: HttpRequest) -> HttpResponseBase:
    picture = asked_picture(request)
    return as_file(picture_xlsx(picture), f"{picture.round.slug}.xlsx", XLSX)


def asked_round(request: HttpRequest) -> RoundForm:
    return RoundForm(request.GET, list(Round.objects.frozen().select_related("before")))


def asked_picture(request: HttpRequest) -> Picture:
    """Raises Http404 when there is no round yet."""
    chosen = asked_round(request).chosen
    if chosen is None:
        raise Http404
    return Picture(chosen)


@require_safe
def frozen_plan_list(request: HttpRequest) -> HttpResponse:
    """The plans of a round."""
    this = asked_picture(request).round
    page = paginate(this.plans.order_by("title"), request.GET.get("p"), PER_PAGE, RoundPlanQuerySet.in_lists)
    page_range = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    context = {
        "round": this,
        "page": page,
        "page_range": page_range,
        "query": urlencode({"ronde": this.slug}),
    }
    return render(request, "monitoring/frozen_plan_list.html", context)


@require_safe
def frozen_plan_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What a plan said on the day of a round, as long as that plan is on the site."""
    this = asked_picture(request).round
    plans = RoundPlan.objects.readable().filter(round=this).select_related("plan")
    plan = get_object_or_404(plans, slug=slug)
    return render(request, "monitoring/frozen_plan_detail.html", {"round": this, "plan": plan})


@require_safe
def advice_list(request: HttpRequest) -> HttpResponse:
    return render(request, "monitoring/advice_list.html", {"listing": AdviceListing(request.GET)})


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    page = paginate(Indicator.objects.published().in_order(), request.GET.get("p"), PER_PAGE)
    page_range = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    context = {"page": page, "page_range": page_range, "figures": national_figures(list(page))}
    return render(request, "monitoring/indicator_list.html", context)


@require_safe
def indicator_detail(request: HttpRequest, slug: str) -> HttpResponse:
    indicators = Indicator.objects.published().with_covers().select_related("denominator")
    indicator = get_object_or_404(indicators, slug=slug)
    regions = list(Region.objects.published().order_by("title")) if indicator.is_regional else []
    form = ComparisonForm(request.GET, regions, indicator.divided_by)
    comparison = Comparison(indicator, regions, form.chosen, form.is_rate)
    context = {"indicator": indicator, "form": form, "comparison": comparison}
    return render(request, "monitoring/indicator_detail.html", context)


@require_safe
def indicator_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    return as_file(measurements_csv(measurements_of(slug)), f"{slug}.csv", "text/csv; charset=utf-8")


@require_safe
def indicator_xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    return as_file(measurements_xlsx(measurements_of(slug)), f"{slug}.xlsx", XLSX)


def measurements_of(slug: str) -> MeasurementQuerySet:
    """All that visitors may see of an indicator, the country first."""
    indicator: Indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    measured: MeasurementQuerySet = indicator.measurements.published().select_related("indicator", "region")
    return measured.defer("region__outline", "region__detailed_outline").in_files()
