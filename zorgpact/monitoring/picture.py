"""Everything that is told of a round: on the page, on the annex for a letter, and in the files beside them."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.functional import cached_property

from koplopers.models import KoploperPage
from zorgpact.agenda.models import Round
from zorgpact.agenda.statuses import STATUSES
from zorgpact.agenda.table import Table
from zorgpact.monitoring.keeping import kept
from zorgpact.monitoring.models import Obstacle, RoundKoploper, RoundSource, RoundStory
from zorgpact.monitoring.moves import Comparison
from zorgpact.monitoring.national import table_of
from zorgpact.monitoring.trend import Trend


class Picture:
    """Of one frozen round. Each part is asked of the database when somebody looks at it."""

    def __init__(self, this: Round):
        self.round = this

    statuses = STATUSES

    @property
    def caption(self) -> str:
        return f"Hoe de acties stonden op {date_format(self.round.held_on, 'j F Y')}"

    @cached_property
    def table(self) -> Table:
        return table_of(self.round)

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(self.round)

    @cached_property
    def trend(self) -> Trend:
        return Trend(self.round)

    @cached_property
    def story(self) -> RoundStory | None:
        rows = RoundStory.objects.prefetch_related("koplopers", "obstacles", "sources")
        return rows.filter(round=self.round).first()

    @cached_property
    def koplopers(self) -> list[tuple[KoploperPage, str]]:
        """The public ones that an editor picked, each with the reason."""
        picked: Sequence[RoundKoploper] = self.story.koplopers.all() if self.story else []
        live = KoploperPage.objects.live().public()
        pages = {page.pk: page for page in live.filter(pk__in=[one.page_id for one in picked])}
        return [(pages[one.page_id], one.reason) for one in picked if one.page_id in pages]

    @cached_property
    def obstacles(self) -> Sequence[Obstacle]:
        return self.story.obstacles.all() if self.story else []

    @cached_property
    def sources(self) -> Sequence[RoundSource]:
        return self.story.sources.all() if self.story else []

    @cached_property
    def plan_count(self) -> int:
        return self.round.plans.count()

    @cached_property
    def is_invented(self) -> bool:
        """Whether there is something in it that was made up."""
        return kept(self.round, "invented", lambda: is_invented(self.round))


def is_invented(this: Round) -> bool:
    return this.is_example or this.actions.filter(is_example=True).exists()
