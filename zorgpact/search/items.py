"""What was found, as visitors may see it: fetched from the rows themselves, so nothing that is hidden or old shows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

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
    role: str = ""
    """What an organisation is in it."""


def visible(kind: Kind, pks: Iterable[int]) -> dict[int, Item]:
    """The published rows among these, by their key. One query."""
    columns = [
        "pk",
        "title",
        "introduction",
        kind.locator,
        *([kind.day] if kind.shows_day and kind.day else []),
    ]
    return {
        pk: Item(kind, title, introduction, kind.address(locator), as_day(day[0]) if day else None)
        for pk, title, introduction, locator, *day in kind.rows.filter(pk__in=pks)
        .order_by()
        .values_list(*columns)
    }
