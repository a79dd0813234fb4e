"""The columns of a list as a file. A column is a field of the model; `kinds.py` says which, and in what order.

What a cell says is what people read on the screen: names instead of keys, ja and nee, 25-11-2026. So a file can be
changed by hand and read again (see `zorgpact.operations.importing`).
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from taggit.managers import TaggableManager

SEPARATOR = "; "
YES, NO = "ja", "nee"
DATE, MOMENT = "%d-%m-%Y", "%d-%m-%Y %H:%M"
# Where the name of the field would not tell it, or is the name of another column too.
HEADINGS = {"slug": "webadres", "live": "gepubliceerd"}


def heading(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    named = field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name
    return HEADINGS.get(name) or str(named)


def headings(model: type[models.Model], names: Iterable[str]) -> list[str]:
    return [heading(model, name) for name in names]


def cell_of(row: models.Model, name: str) -> str:
    """What the file says in this column."""
    field: Any = row._meta.get_field(name)
    if isinstance(field, TaggableManager):
        return SEPARATOR.join(sorted(item.tag.name for item in row.tagged_items.all()))  # type: ignore[attr-defined]
    if field.one_to_many or field.many_to_many:
        accessor = field.get_accessor_name() if field.one_to_many else name
        return SEPARATOR.join(str(one) for one in getattr(row, accessor).all())
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    return plain(getattr(row, name))


def plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime(MOMENT)
    return value.strftime(DATE) if isinstance(value, datetime.date) else str(value)


def cells_of(row: models.Model, names: Iterable[str]) -> list[str]:
    return [cell_of(row, name) for name in names]


def with_columns(rows: models.QuerySet, names: Iterable[str]) -> models.QuerySet:
    """The same rows, with what these columns ask of each fetched at once."""
    fields: list[Any] = [rows.model._meta.get_field(name) for name in names]
    together = [field.name for field in fields if field.many_to_one or field.one_to_one]
    later = [prefetched(field) for field in fields if field.many_to_many or field.one_to_many]
    return (rows.select_related(*together) if together else rows).prefetch_related(*later)


def prefetched(field: Any) -> Any:
    if isinstance(field, TaggableManager):
        return models.Prefetch("tagged_items", field.through.objects.select_related("tag"))
    if field.one_to_many:
        related = field.related_model
        keys = [own.name for own in related._meta.fields if own.many_to_one and own is not field.field]
        return models.Prefetch(field.get_accessor_name(), related.objects.select_related(*keys))
    return field.name
