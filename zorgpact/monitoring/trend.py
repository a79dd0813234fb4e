"""How the agenda stood in each round, as lines of a chart: one of each status."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.functional import cached_property

from zorgpact.agenda.models import Round, RoundAction
from zorgpact.agenda.statuses import STATUSES
from zorgpact.monitoring.charts import Chart, Curve, Value, draw
from zorgpact.monitoring.keeping import kept
from zorgpact.monitoring.models import Frequency

MOST_ROUNDS = 12


class Moment(NamedTuple):
    """A round, where a chart asks for a period: those that were held one after another follow each other."""

    ordinal: int
    day: date
    number: int = 1
    frequency: Frequency = Frequency.YEAR

    @property
    def year(self) -> int:
        return self.day.year

    @property
    def middle(self) -> float:
        """In years, counted from the year 0."""
        return self.day.year + (self.day.timetuple().tm_yday - 1) / 366

    @property
    def label(self) -> str:
        return date_format(self.day, "j F Y")

    @property
    def short(self) -> str:
        return date_format(self.day, "M Y").lower()


class Trend:
    """The last rounds up to this one, oldest first. One query, once they were counted."""

    statuses = STATUSES

    def __init__(self, this: Round):
        newest = Round.objects.frozen().filter(held_on__lte=this.held_on)[:MOST_ROUNDS]
        self.rounds = list(reversed(newest))
        tallies = kept(this, "trend", lambda: counted(self.rounds))
        self.rows = [
            (one, numbers := [tallies[one.pk].get(status, 0) for status in STATUSES], sum(numbers))
            for one in self.rounds
        ]

    @cached_property
    def chart(self) -> Chart | None:
        """Nothing with one round: there is nothing to follow."""
        if len(self.rounds) < 2:
            return None
        curves = [Curve(label, self.values(place)) for place, label in enumerate(STATUSES.values())]
        return draw(curves, 0, "acties")

    def values(self, place: int) -> list[Value]:
        return [
            Value(Moment(number, one.held_on), Decimal(numbers[place]))
            for number, (one, numbers, _) in enumerate(self.rows)
        ]


def counted(rounds: list[Round]) -> dict[int, dict[str, int]]:
    """How many actions of each status, by the key of the round."""
    tallies: dict[int, dict[str, int]] = {one.pk: {} for one in rounds}
    rows = RoundAction.objects.filter(round__in=rounds).order_by().values_list("round", "status")
    for pk, status, number in rows.annotate(number=Count("pk")):
        tallies[pk][status] = number
    return tallies
