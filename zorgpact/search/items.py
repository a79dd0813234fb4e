"""What was found, as visitors may see it: fetched from the rows themselves, so nothing that is hidden or old shows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from zorgpact.cms.models import EXAMPLE_MARK, Inventable
from zorgpact.cms.registry import Kind, as_day


@dataclass(frozen=True)
class Item:
    """Enough for a link, what stands above it and what it says."""

    kind: Kind
    title: str
    introduction: str
    url: str
    date: datetime.date | None
    shared: int = 0
    """How many topics and regions it shares with what it is related to."""
    mark: str = ""
    """Says that it is an invented example."""
    role: str = ""
    """What an organisation is in it."""


def visible(kind: Kind, pks: Iterable[int]) -> dict[int, Item]:
    """The published rows among these, by their key. One query."""
    columns = ["pk", "title", "introduction", kind.locator]
    has_day, has_mark = bool(kind.shows_day and kind.day), issubclass(kind.model, Inventable)
    columns += [kind.day] if has_day else []
    columns += ["is_example"] if has_mark else []
    found = {}
    for pk, title, introduction, locator, *more in (
        kind.rows.filter(pk__in=pks).order_by().values_list(*columns)
    ):
        day = as_day(more[0]) if has_day else None
        mark = EXAMPLE_MARK if has_mark and more[-1] else ""
        found[pk] = Item(kind, title, introduction, kind.address(locator), day, mark=mark)
    return found
