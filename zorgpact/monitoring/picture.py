"""Everything that is told of a round: on the page, on the annex for a letter, and in the files beside them."""

from collections.abc import Sequence

from django.utils.functional import cached_property

from koplopers.models import KoploperPage
from zorgpact.agenda.models import Round, RoundAction, RoundPlan
from zorgpact.monitoring.models import Obstacle, RoundKoploper, RoundSource, RoundStory
from zorgpact.monitoring.moves import Comparison
from zorgpact.monitoring.national import STATUSES, NationalTable
from zorgpact.monitoring.trend import Trend


class Picture:
    """Of one frozen round. Each part is asked of the database when somebody looks at it."""

    def __init__(self, this: Round):
        self.round = this

    statuses = STATUSES

    @cached_property
    def table(self) -> NationalTable:
        return NationalTable(self.round)

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
    def plans(self) -> list[RoundPlan]:
        return list(self.round.plans.defer("text"))

    @cached_property
    def is_invented(self) -> bool:
        """Whether there is something in it that was made up."""
        return self.round.is_example or RoundAction.objects.filter(round=self.round, is_example=True).exists()
