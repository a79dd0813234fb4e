"""The national table of a round: what was frozen, counted as the action agenda counts what runs (zorgpact/agenda/table.py)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count as Number
from django.db.models import Q, QuerySet
from django.urls import reverse

from pacts.models import Region
from zorgpact.agenda.models import COUNTRY, NOWHERE, Action, Round, RoundPlace
from zorgpact.agenda.table import LOOSE, NATIONAL, TOTAL, Count, Heading, Table, tabulate
from zorgpact.agenda.table import NOWHERE as NO_REGION
from zorgpact.monitoring.keeping import kept

ELSEWHERE = {COUNTRY: NATIONAL, NOWHERE: NO_REGION}
"""How a round calls what is in no region, and how the table does."""


class Counted(NamedTuple):
    """The names are those of the day of the round: of regions by their code, of action lines by their slug."""

    counts: list[Count]
    regions: dict[str, str]
    lines: dict[str, str]


def table_of(this: Round) -> Table:
    """One query, once the round was counted: names and addresses of regions may change. A region is known by its code."""
    counts, named, lines = kept(this, "table", lambda: counted(this))
    live = list(Region.objects.published().values_list("code", "title", "slug"))
    pages = {code: reverse("region_detail", args=[slug]) for code, _, slug in live}
    titles = {code: title for code, title, _ in live} | named
    regions = [Heading(code, title, pages.get(code, "")) for code, title in by_name(titles)]
    return tabulate(counts, regions, [Heading(*line) for line in by_name(lines)])


def by_name(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def counted(this: Round) -> Counted:
    """Two queries: the database counts."""
    counts, regions, lines = [], {}, {}
    placed = RoundPlace.objects.filter(frozen_action__round=this)
    for code, title, slug, _, *rest in grouped(placed, this, "frozen_action__", "code", "title"):
        counts.append(Count(ELSEWHERE.get(code, code), slug or LOOSE, *rest))
        if code not in ELSEWHERE:
            regions[code] = title
    for slug, line, *rest in grouped(this.actions.all(), this, ""):
        counts.append(Count(TOTAL, slug or LOOSE, *rest))
        if slug:
            lines[slug] = line
    return Counted(counts, regions, lines)


def grouped(rows: QuerySet, this: Round, prefix: str, *names: str) -> Iterator[tuple[Any, ...]]:
    """For each combination: these values, the action line, the status, how many, and how many were late on that day."""
    is_late = Q(**{f"{prefix}status__in": Action.OPEN, f"{prefix}due_on__lt": this.held_on})
    values = [*names, *(f"{prefix}{name}" for name in ("line_slug", "line", "status"))]
    numbers = {"number": Number("pk"), "late": Number("pk", filter=is_late)}
    return rows.order_by().values_list(*values).annotate(**numbers).iterator()
