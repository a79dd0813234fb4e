"""The figures that an editor picked for the page of a region, each beside that of the country."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import cached_property

from pacts.models import Region
from zorgpact.monitoring.charts import Chart, Curve, draw
from zorgpact.monitoring.comparing import values_of
from zorgpact.monitoring.models import Indicator, Measurement, RegionFigure, with_unit


@dataclass
class Figure:
    """The last measurement of a region, with those before it."""

    indicator: Indicator
    measurements: list[Measurement]
    national: Measurement | None
    """That of the same period."""

    @property
    def last(self) -> Measurement:
        return self.measurements[-1]

    @property
    def comparison(self) -> str:
        if self.national is None:
            return ""
        return f"Heel Nederland: {with_unit(self.national.number, self.indicator.unit)}"

    @cached_property
    def chart(self) -> Chart | None:
        values = values_of(self.measurements)[self.last.region_id]
        return draw([Curve(self.indicator.title, values)], self.indicator.decimals, self.indicator.unit)


def figures_of(region: Region) -> list[Figure]:
    """What is known of those that were picked. Two queries."""
    picked = RegionFigure.objects.filter(region=region, indicator__live=True).order_by("place")
    indicators = [row.indicator for row in picked.select_related("indicator")]
    if not indicators:
        return []
    by_key = {indicator.pk: indicator for indicator in indicators}
    measured = Measurement.objects.published().filter(indicator__in=by_key).in_places({region.pk, None})
    by_place = defaultdict(list)
    for one in measured.in_time():
        one.indicator = by_key[one.indicator_id]  # a join would make it again for every row
        by_place[one.indicator_id, one.region_id].append(one)
    found = []
    for indicator in indicators:
        if own := by_place.get((indicator.pk, region.pk)):
            country = {one.period: one for one in by_place.get((indicator.pk, None), [])}
            found.append(Figure(indicator, own, country.get(own[-1].period)))
    return found
