"""The kinds of things that the site has, each declared once, in the `kinds.py` of its app.

Search, what is related, the sitemap and the figures on the home page read them here: nobody else is told of a new kind.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from zorgpact.cms.models import page_address

Section = str | type[Page]  # the name of a list's address, or the model of a page


def nothing(row: Any) -> tuple[()]:
    return ()


def topics_of(row: Any) -> Iterable[Any]:
    return [tagged.tag for tagged in row.tagged_items.all()]


def regions_of(row: Any) -> Iterable[Any]:
    return row.regions.all()


def with_topics_and_regions(rows: models.QuerySet) -> models.QuerySet:
    tagged = rows.model.topics.through.objects.select_related("tag")
    return rows.prefetch_related(models.Prefetch("tagged_items", tagged), "regions")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a thing shows of itself. The model says which rows anyone may find (`listed()`) and which text is searched
    (`search_fields`); every kind has a `title`, an `introduction` and an address.
    """

    key: str
    """Its name in the index. Never change it."""
    slug: str
    """Its name in addresses: /zoeken/?soort=pacten."""
    name: str
    plural: str
    order: int
    """Its place among the groups of search results."""
    model: type[models.Model]
    view: str = ""
    """The name of its address, which takes the slug of a row; nothing for a page."""
    day: str = ""
    """The field with its date; without one it counts as old."""
    shows_day: bool = True
    is_related: bool = False
    """Whether it stands under 'Gerelateerd', and with its theme."""
    counted_as: str = ""
    """What their number means, on the home page; without it the home page does not tell how many there are."""
    topics: Callable[[Any], Iterable[Any]] = nothing
    regions: Callable[[Any], Iterable[Any]] = nothing
    organisations: Callable[[Any], Iterable[tuple[Any, str]]] = nothing
    """Each with its role."""
    with_ties: Callable[[models.QuerySet], models.QuerySet] = models.QuerySet.all
    """The same rows, with what these three ask of each fetched at once."""
    sections: tuple[Section, ...] = ()
    """Its lists and overviews."""
    columns: tuple[str, ...] = ()
    """The fields that its list has as a file. Nothing about private persons, and no address for participants only.
    None for what has no list of its own: it hangs between other kinds.
    """

    @property
    def rows(self) -> models.QuerySet:
        """What any visitor may find."""
        return self.model.objects.listed()  # type: ignore[attr-defined]

    @property
    def locator(self) -> str:
        """The field that tells where it is."""
        return "slug" if self.view else "url_path"

    @property
    def changed(self) -> str:
        """The field that tells when it was last changed."""
        return "updated_at" if self.view else "last_published_at"

    def address(self, locator: str) -> str:
        return reverse(self.view, args=[locator]) if self.view else page_address(locator)


def as_day(value: datetime.date | datetime.datetime | None) -> datetime.date | None:
    """The day of a date or a moment, as a calendar here shows it."""
    return timezone.localdate(value) if isinstance(value, datetime.datetime) else value


_kinds: dict[str, Kind] = {}
_sections: list[Section] = []


def register(*kinds: Kind) -> None:
    for kind in kinds:
        _kinds[kind.key] = kind
        register_sections(*kind.sections)


def register_sections(*sections: Section) -> None:
    """Lists and overviews: they stand in the sitemap, and are no results themselves."""
    _sections.extend(section for section in sections if section not in _sections)


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def all_sections() -> list[Section]:
    return list(_sections)


def kind_named(key: str) -> Kind:
    return _kinds[key]


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    kind = kind_of(model)
    return kind.columns if kind else ()


def kind_of(model: type[models.Model]) -> Kind | None:
    return next((kind for kind in _kinds.values() if kind.model is model), None)
