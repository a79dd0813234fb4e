"""All indicators at a glance: the last national figure of each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

from zorgpact.monitoring.charts import Chart, Curve, draw
from zorgpact.monitoring.comparing import COUNTRY_NAME, values_of
from zorgpact.monitoring.models import Indicator, Measurement


@dataclass
class NationalFigure:
    indicator: Indicator
    measurements: list[Measurement]

    @property
    def last(self) -> Measurement | None:
        return self.measurements[-1] if self.measurements else None

    @cached_property
    def chart(self) -> Chart | None:
        values = values_of(self.measurements).get(None, [])
        return draw([Curve(COUNTRY_NAME, values)], self.indicator.decimals, self.indicator.unit)


def national_figures(indicators: Sequence[Indicator]) -> list[NationalFigure]:
    """Of these indicators, also of those of which nothing is known. One query."""
    by_indicator = defaultdict(list)
    by_key = {indicator.pk: indicator for indicator in indicators}
    for one in Measurement.objects.national().filter(indicator__in=by_key).in_time():
        one.indicator = by_key[one.indicator_id]
        by_indicator[one.indicator_id].append(one)
    return [NationalFigure(indicator, by_indicator[indicator.pk]) for indicator in indicators]
