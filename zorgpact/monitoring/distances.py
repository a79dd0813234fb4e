"""How far a figure is from the target of an ambition, in words and as a drawing."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.functional import cached_property

from zorgpact.monitoring.charts import Chart, Curve, Mark, Value, by_series, draw
from zorgpact.monitoring.comparing import COUNTRY_NAME, TableRow, table, values_of
from zorgpact.monitoring.models import Measurement, Target, in_words, with_unit


@dataclass
class Distance:
    """One target, with what was measured, in the order of time. Needs `indicator` and `region`."""

    target: Target
    values: list[Value]

    @property
    def place(self) -> str:
        return self.target.region.title if self.target.region else COUNTRY_NAME

    @property
    def now(self) -> Value | None:
        """The last value from after the year of the baseline."""
        later = [value for value in self.values if value.time.year > self.target.baseline_year]
        return later[-1] if later else None

    @property
    def is_reached(self) -> bool:
        """Whether the last value is the target, or beyond it as seen from the baseline."""
        if self.now is None:
            return False
        rises = self.target.value > self.target.baseline
        return self.now.value >= self.target.value if rises else self.now.value <= self.target.value

    @property
    def promise(self) -> str:
        target = self.target
        start, end = target.text_of("baseline"), target.text_of("value")
        return f"Van {start} in {target.baseline_year} naar {end} in {target.year}."

    @property
    def words(self) -> str:
        """Where it stands now."""
        if self.now is None:
            over = " Dat jaar is voorbij." if self.target.is_over else ""
            return f"Er is nog geen cijfer van na {self.target.baseline_year}.{over}"
        measured = self.text(self.now.value)
        if self.is_reached:
            return f"In {self.now.time.label} was het {measured}: het doel is gehaald."
        to_go = self.text(abs(self.target.value - self.now.value), "procentpunt")
        tail = (
            f" Het jaar {self.target.year} is voorbij: het doel is niet gehaald."
            if self.target.is_over
            else ""
        )
        return f"In {self.now.time.label} was het {measured}. Nog {to_go} te gaan: {self.way(self.now.value)}.{tail}"

    def way(self, now: Decimal) -> str:
        """How much of the way from the baseline to the target is behind."""
        share = 100 * (now - self.target.baseline) / (self.target.value - self.target.baseline)
        if share < 0:
            return "het cijfer ging de andere kant op"
        return f"{in_words(share, 0)}% van de weg is afgelegd" if share else "het cijfer is niet veranderd"

    @property
    def is_counted_otherwise(self) -> bool:
        """Whether another series began after the baseline, so that the distance says less."""
        return (
            len(by_series(value for value in self.values if value.time.year >= self.target.baseline_year)) > 1
        )

    @property
    def is_invented(self) -> bool:
        used = self.target.is_invented or (self.now and self.now.status == Measurement.Status.INVENTED)
        return bool(used)

    @cached_property
    def chart(self) -> Chart | None:
        target = self.target
        return draw(
            [Curve(self.place, self.values)],
            target.indicator.decimals,
            target.indicator.unit,
            Mark(target.baseline_year + 0.5, str(target.baseline_year), target.baseline),
            Mark(target.year + 0.5, str(target.year), target.value),
        )

    @property
    def rows(self) -> list[TableRow]:
        return table([Curve(self.place, self.values)], self.target.indicator.decimals)

    def text(self, value: Decimal, percent: str = "%") -> str:
        indicator = self.target.indicator
        unit = percent if indicator.unit == "%" else indicator.unit
        return with_unit(in_words(value, indicator.decimals), unit)


def distances(targets: QuerySet[Target]) -> dict[int, list[Distance]]:
    """By the primary key of the ambition. Two queries, however many there are."""
    asked = list(targets.select_related("indicator", "region"))
    if not asked:
        return {}
    indicators = {target.indicator_id for target in asked}
    places = {target.region_id for target in asked}
    measured = Measurement.objects.published().filter(indicator__in=indicators).in_places(places).in_time()
    by_indicator = defaultdict(list)
    for one in measured:
        by_indicator[one.indicator_id].append(one)
    values = {indicator: values_of(found) for indicator, found in by_indicator.items()}
    found: dict[int, list[Distance]] = {}
    for target in asked:
        own = values.get(target.indicator_id, {}).get(target.region_id, [])
        found.setdefault(target.ambition_id, []).append(Distance(target, own))
    return found
