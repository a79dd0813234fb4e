"""Loading what `export_site` wrote into a site that is still empty."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, models, transaction
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from pacts.models import Organisation, Region
from zorgpact.cms.models import CustomImage, SiteSettings, StandardPage
from zorgpact.cms.uploads import PlainPicture
from zorgpact.operations.portable import (
    FILES,
    LAST,
    ROWS,
    children_of,
    fields_of,
    fields_of_child,
    in_block,
    in_html,
    is_reference,
    name_of,
    page_models,
    referable,
)
from zorgpact.operations.site_export import FOLDER, PRIVATE, file_name, kind_name
from zorgpact.operations.site_tree import ensure_site

# What `setup` makes too: brought up to date. Of all else there may be nothing yet.
OF_SETUP = (Organisation, Region, SiteSettings, StandardPage)
HOME_DEPTH = 2
LOCKED_AWAY = "Afgeschermd"

Record = dict[str, Any]


class CannotLoad(Exception):
    """The message is a sentence for who runs the site."""


class SiteLoad:
    def __init__(self, folder: Path):
        self.folder = folder
        self.rows: dict[tuple[Any, str], Any] = {}
        """By model and name."""

    def load(self) -> dict[str, int]:
        """Load everything; returns how many of each kind. Raises CannotLoad, and then nothing was loaded."""
        refuse_content()
        try:
            with transaction.atomic():
                return self.load_all()
        except (KeyError, TypeError, AttributeError, DatabaseError, ObjectDoesNotExist) as error:
            message = f"De bestanden zijn niet in de vorm die export_site schrijft ({error!r})."
            raise CannotLoad(message) from error

    def load_all(self) -> dict[str, int]:
        ensure_site()
        records = [(model, record) for model in ROWS for record in self.read(model)]
        pages = [(model, record) for model in page_models() for record in self.read(model)]
        pages.sort(key=lambda one: (one[1]["key"].count("/"), one[1]["order"]))
        counts: dict[str, int] = {}
        made = [(self.make(model, record), record) for model, record in [*records, *pages]]
        for row, record in made:
            self.complete(row, record)
            kind = kind_name(type(row))
            counts[kind] = counts.get(kind, 0) + 1
        for row, record in made:
            self.finish(row, record)
        return counts

    def read(self, model: Any) -> list[Record]:
        path = self.folder / file_name(model)
        try:
            return json.loads(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise CannotLoad(f"{path.name} ontbreekt. Is dit wel een map van export_site?") from error
        except ValueError as error:
            raise CannotLoad(f"{path.name} is geen goede JSON ({error}).") from error

    # --- First the rows, with what they cannot do without ---

    def make(self, model: Any, record: Record) -> Any:
        row = self.known(model, record["key"]) or model()
        for field in fields_of(model):
            if not is_reference(field) and field.name not in LAST:
                self.set(row, field, record)
        if model in FILES:
            self.give_file(row, record)
        try:
            self.save(row, record)
        except ValidationError as error:
            where = f"{file_name(model)}, {record['key']}"
            raise CannotLoad(f"{where}: {'; '.join(error.messages)}") from error
        self.rows[referable(model), record["key"]] = row
        return row

    def known(self, model: Any, name: str) -> Any:
        """What `setup` made of it."""
        if model is SiteSettings:
            return SiteSettings.load()
        if issubclass(model, Page) and model.max_count == 1:
            return model.objects.first()
        if issubclass(model, Page):
            return next((page for page in model.objects.all() if name_of(page) == name), None)
        return model.objects.filter(slug=name).first() if model in OF_SETUP else None

    def save(self, row: Any, record: Record) -> None:
        if not isinstance(row, Page):
            row.save()
        elif row.pk:
            row.save()
            if row.depth > HOME_DEPTH:
                row.move(row.get_parent(), pos="last-child")
                row.refresh_from_db()
        else:
            above = record["key"].rstrip("/").rpartition("/")[0]
            parent = Page.objects.get(pk=self.rows[Page, f"{above}/"].pk)
            parent.add_child(instance=row)

    def give_file(self, row: Any, record: Record) -> None:
        path = self.folder / FOLDER / Path(record["key"]).name
        content = path.read_bytes() if path.exists() else b""
        # What was exported is plain already, and stays the same to the byte.
        kind = PlainPicture if isinstance(row, CustomImage) else ContentFile
        row.file = kind(content, name=path.name)
        row.file_size = len(content)
        if record.get(PRIVATE):
            row.collection = locked_away()

    # --- Then what they refer to ---

    def complete(self, row: Any, record: Record) -> None:
        for field in fields_of(type(row)):
            if is_reference(field):
                self.set(row, field, record)
        for relation in children_of(type(row)):
            self.make_children(row, relation, record.get(relation.get_accessor_name(), []))
        row.save()
        if isinstance(row, Page) and record.get(PRIVATE):
            PageViewRestriction.objects.get_or_create(page=row, restriction_type=PageViewRestriction.LOGIN)

    def finish(self, row: Any, record: Record) -> None:
        """With what closes it."""
        given = [name for name in LAST if record.get(name)]
        for field in [row._meta.get_field(name) for name in given]:
            self.set(row, field, record)
        if given:
            row.save(update_fields=given)

    def make_children(self, row: Any, relation: Any, records: list[Record]) -> None:
        """Saved one by one: some have children of their own."""
        getattr(row, relation.get_accessor_name()).all().delete()
        for order, record in enumerate(records):
            child = relation.related_model(**{relation.field.name: row}, sort_order=order)
            for field in fields_of_child(relation):
                self.set(child, field, record)
            child.save()
            for below in children_of(type(child)):
                self.make_children(child, below, record.get(below.get_accessor_name(), []))

    def set(self, row: Any, field: Any, record: Record) -> None:
        if field.name not in record:
            return
        value = record[field.name]
        if isinstance(field, TaggableManager):
            getattr(row, field.name).set(self.found(field.related_model, value))
        elif field.many_to_many:
            setattr(row, field.name, self.found(field.related_model, value))
        elif field.is_relation:
            setattr(row, field.name, self.rows.get((referable(field.related_model), value)))
        elif isinstance(field, StreamField):
            setattr(
                row,
                field.name,
                field.stream_block.to_python(in_block(field.stream_block, value, self.convert)),
            )
        elif isinstance(field, RichTextField):
            setattr(row, field.name, in_html(value, self.convert))
        else:
            setattr(row, field.name, field.to_python(value))

    def found(self, model: Any, names: list[str]) -> list[Any]:
        return [self.rows[referable(model), name] for name in names if (referable(model), name) in self.rows]

    def convert(self, model: Any, name: Any) -> int | None:
        row = self.rows.get((referable(model), name))
        return row.pk if row else None


def refuse_content() -> None:
    """Raises CannotLoad unless all that is there can be of `setup`."""
    for model in content_models():
        if model._default_manager.exists():
            kind = model._meta.verbose_name_plural
            raise CannotLoad(f"Deze site is niet leeg: er zijn al {kind}. Begin met een lege database.")


def content_models() -> Iterator[type[models.Model]]:
    for model in [*ROWS, *page_models()]:
        is_overview = issubclass(model, Page) and model.max_count == 1  # the home page and the overviews
        if model not in OF_SETUP and not is_overview:
            yield model


def locked_away() -> Collection:
    """Where files go that were not for everybody: for who is logged in, until an administrator says for whom."""
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=LOCKED_AWAY).first() or root.add_child(name=LOCKED_AWAY)
    CollectionViewRestriction.objects.get_or_create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection
