"""The whole content of the site as files that anybody can read: JSON, one file a kind, and the pictures and documents."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.text import slugify
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from zorgpact.cms.models import SiteSettings
from zorgpact.operations.portable import (
    FILES,
    NAMED_BY,
    ROWS,
    children_of,
    fields_of,
    fields_of_child,
    in_block,
    in_html,
    name_of,
    page_models,
    referable,
)

FOLDER = "bestanden"
PRIVATE = "is_private"
"""Only for who was let in: it is loaded as something for who is logged in."""


def kind_name(model: Any) -> str:
    """Of what there is only one, the singular."""
    is_one = model is SiteSettings or getattr(model, "max_count", None) == 1
    return str(model._meta.verbose_name if is_one else model._meta.verbose_name_plural)


def file_name(model: Any) -> str:
    return f"{slugify(kind_name(model))}.json"


class SiteExport:
    def __init__(self, folder: Path):
        self.folder = folder
        self.names: dict[tuple[Any, str], str] = {}
        """By model and key in the database."""
        self.places: dict[str, int] = places_of_pages()

    def write(self) -> dict[str, int]:
        """Write everything; returns how many of each kind. The folder is made, and must be empty or not there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kinds = [(model, list(self.rows_of(model))) for model in [*ROWS, *page_models()]]
        for model, rows in kinds:
            self.name_all(model, rows)
        counts = {}
        for model, rows in kinds:
            content = json.dumps(
                [self.record(row) for row in rows], cls=DjangoJSONEncoder, ensure_ascii=False, indent=2
            )
            (self.folder / file_name(model)).write_text(f"{content}\n", "utf-8")
            counts[kind_name(model)] = len(rows)
        for model, rows in kinds:
            if model in FILES:
                self.copy_files(rows)
        return counts

    def rows_of(self, model: Any) -> Any:
        if issubclass(model, Page):
            return model.objects.exact_type(model).order_by("path").specific()
        rows = model._default_manager.order_by("pk").prefetch_related(*ties_of(model))
        return rows.select_related(*NAMED_BY[model]) if model in NAMED_BY else rows

    def name_all(self, model: Any, rows: list[Any]) -> None:
        """Give every row its name; a second one of the same name gets a number."""
        taken: set[str] = set()
        for row in rows:
            name, number = name_of(row), 1
            while name and name in taken:
                number += 1
                name = f"{name_of(row)} ({number})"
            taken.add(name)
            self.names[referable(model), str(row.pk)] = name

    def convert(self, model: Any, key: Any) -> str | None:
        return self.names.get((referable(model), str(key)))

    def record(self, row: Any) -> dict[str, Any]:
        record: dict[str, Any] = {"key": self.names[referable(type(row)), str(row.pk)]}
        if isinstance(row, Page):
            record["order"] = self.places[row.path]
        if is_private(row):
            record[PRIVATE] = True
        record |= {field.name: self.value(row, field) for field in fields_of(type(row))}
        return record | dict(self.children(row))

    def children(self, row: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for relation in children_of(type(row)):
            name = relation.get_accessor_name()
            yield (
                name,
                [
                    {field.name: self.value(child, field) for field in fields_of_child(relation)}
                    | dict(self.children(child))
                    for child in getattr(row, name).all()
                ],
            )

    def value(self, row: Any, field: Any) -> Any:
        if isinstance(field, TaggableManager):
            return sorted(item.tag.slug for item in row.tagged_items.all())
        if field.many_to_many:
            return sorted(filter(None, (self.convert(type(one), one.pk) for one in self.related(row, field))))
        value = field.value_from_object(row)
        if isinstance(value, datetime):
            return value.replace(microsecond=0)
        if field.is_relation:
            return self.convert(field.related_model, value)
        if isinstance(field, StreamField):
            return in_block(field.stream_block, value.get_prep_value(), self.convert)
        return in_html(value, self.convert) if isinstance(field, RichTextField) else value

    def related(self, row: Any, field: Any) -> Any:
        return getattr(row, field.name).all()

    def copy_files(self, rows: list[Any]) -> None:
        """What is gone from the store is not copied: its row says what it was."""
        (self.folder / FOLDER).mkdir(exist_ok=True)
        for row in rows:
            if row.file.storage.exists(row.file.name):
                with row.file.open("rb") as source, self.place(row).open("wb") as target:
                    shutil.copyfileobj(source, target)

    def place(self, row: models.Model) -> Path:
        return self.folder / FOLDER / self.names[type(row), str(row.pk)]


def ties_of(model: Any) -> Iterator[str]:
    """What `record` asks of each row and of its parts, to be fetched at once."""
    for field in fields_of(model):
        if field.many_to_many:
            yield "tagged_items__tag" if isinstance(field, TaggableManager) else field.name
    for relation in children_of(model):
        name = relation.get_accessor_name()
        yield from (name, *(f"{name}__{tie}" for tie in ties_of(relation.related_model)))


def places_of_pages() -> dict[str, int]:
    """The place of each page among those beside it, by its path in the tree."""
    numbers: Counter[str] = Counter()
    places = {}
    for path in Page.objects.order_by("path").values_list("path", flat=True):
        above = path[: -Page.steplen]
        numbers[above] += 1
        places[path] = numbers[above]
    return places


def is_private(row: Any) -> bool:
    if isinstance(row, Page):
        return PageViewRestriction.objects.filter(page=row).exists()
    if isinstance(row, FILES):
        above = row.collection.get_ancestors(inclusive=True)
        return CollectionViewRestriction.objects.filter(collection__in=above).exists()
    return False
