"""The figures, as visitors see them: all indicators, one indicator with its regions, and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pacts.models import Region
from zorgpact.cms.pagination import paginate
from zorgpact.cms.spreadsheets import XLSX, as_file
from zorgpact.monitoring.comparing import Comparison
from zorgpact.monitoring.export import measurements_csv, measurements_xlsx
from zorgpact.monitoring.forms import ComparisonForm
from zorgpact.monitoring.models import Indicator, MeasurementQuerySet
from zorgpact.monitoring.overview import national_figures

PER_PAGE = 20


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
def indicator_csv(request: HttpRequest, slug: str) -> HttpResponse:
    return as_file(measurements_csv(measurements_of(slug)), f"{slug}.csv", "text/csv; charset=utf-8")


@require_safe
def indicator_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    return as_file(measurements_xlsx(measurements_of(slug)), f"{slug}.xlsx", XLSX)


def measurements_of(slug: str) -> MeasurementQuerySet:
    """All that visitors may see of an indicator, the country first."""
    indicator: Indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    measured: MeasurementQuerySet = indicator.measurements.published().select_related("indicator", "region")
    return measured.defer("region__outline", "region__detailed_outline").in_files()
