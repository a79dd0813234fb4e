"""Makes published rows and pages of what stands in content files, each only once.

What was made is remembered in the history that Wagtail keeps of everything. It outlives a new title, a new
address and even removal: what an editor took away does not come back.
"""

from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.text import slugify
from modelcluster.fields import ParentalManyToManyField
from taggit.managers import TaggableManager
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from pacts.models import Organisation
from zorgpact.cms.models import CustomDocument, CustomImage
from zorgpact.demo.reading import BadContent, Reader, expect, explain, read_file, with_organisation

ACTION = "wagtail.create"
UPLOADS = {CustomImage: "pictures", CustomDocument: "documents"}
ORDER_FIELDS = {"order", "sort_order"}

Row = TypeVar("Row", bound=models.Model)


class Maker:
    """What the steps of loading share: the folder, what was made before, and how to make more.

    `made` has the primary keys of what came of each source: a file, or a part of one. `count` is how many
    were made since, pictures and documents left out.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.pictures = read_file(folder, "pictures.toml").data
        self.reader = Reader(self.find)
        self.found: dict[tuple[type[models.Model], str], models.Model] = {}
        self.made = made_before()
        self.count = 0

    def note(self, row: models.Model, source: str) -> None:
        """Remember that `row` came of `source`."""
        log(row, ACTION, data={"demo": source})
        self.made[source] = str(row.pk)

    # --- Rows and pages ---

    def publish(
        self,
        model: type[models.Model],
        slug: str,
        data: dict[str, Any],
        source: str,
        parent: Page | None = None,
    ) -> Any:
        """Make and publish it; None if it was made before, or an editor made something with this address."""
        rows = parent.get_children() if parent else model._default_manager
        if source in self.made or rows.filter(slug=slug).exists():
            return None
        return self.make(model(slug=slug), data, source, source, parent)

    def make(
        self,
        row: models.Model,
        data: dict[str, Any],
        where: str,
        source: str = "",
        parent: Page | None = None,
    ) -> Any:
        """Fill, check, save and publish a row, new or not, and make the rows that `data` has below it."""
        later = self.fill(row, data, where)
        try:
            if parent:
                parent.add_child(instance=row)
            else:
                row.full_clean()
                row.save()
        except ValidationError as error:
            raise BadContent(where, explain(error)) from error
        for key, (field, value) in later.items():
            if field.many_to_many:
                getattr(row, key).set(self.reader.value(field, value, f"{where}, {key}"))
            else:
                self.make_below(row, field, value, f"{where}, {key}")
        if hasattr(row, "save_revision"):
            row.save_revision(clean=False).publish()
        if source:
            self.note(row, source)
            self.count += 1
        return row

    def fill(self, row: models.Model, data: dict[str, Any], where: str) -> dict[str, tuple[Any, Any]]:
        """Set the fields that `data` names; returns what needs a saved row. BadContent if there is no such field."""
        later = {}
        for key, value in with_organisation(data, {field.name for field in row._meta.get_fields()}).items():
            try:
                field = row._meta.get_field(key)
            except FieldDoesNotExist as error:
                raise BadContent(where, f"onbekende sleutel {key!r}.") from error
            if isinstance(field, TaggableManager):
                getattr(row, key).set(self.reader.value(field, value, f"{where}, {key}"))
            elif field.one_to_many or (field.many_to_many and not isinstance(field, ParentalManyToManyField)):
                later[key] = field, value
            else:
                setattr(row, key, self.reader.value(field, value, f"{where}, {key}"))
        return later

    def make_below(self, parent: models.Model, relation: Any, items: Any, where: str) -> None:
        """The rows that refer to `parent`, from a list of tables: its partners, the notes of an action."""
        model = relation.related_model
        ordering = ORDER_FIELDS & {field.name for field in model._meta.get_fields()}
        for number, item in enumerate(expect(items, list, where), 1):
            row = model(**{relation.field.name: parent}, **dict.fromkeys(ordering, number))
            self.make(row, expect(item, dict, f"{where}[{number}]"), f"{where}[{number}]")

    # --- What content refers to ---

    def find(self, model: type[models.Model], name: Any, where: str) -> models.Model:
        """The row that `name` stands for. An upload or an organisation that is not there yet is made."""
        if model is Organisation:
            return self.organisation(name, where)
        key = model, expect(name, str, where)
        if key not in self.found:
            self.found[key] = self.upload(*key, where) if model in UPLOADS else by_slug(*key, where)
        return self.found[key]

    def organisation(self, given: Any, where: str) -> models.Model:
        """By its name, or by a table that also says of which kind it is if it is made here."""
        details = given if isinstance(given, dict) else {"title": expect(given, str, where)}
        slug = slugify(details.get("title", ""))[:120]
        row = Organisation.objects.filter(slug=slug).first()
        return row or self.make(Organisation(slug=slug), details, where, f"organisation:{slug}")

    def upload(self, model: type[models.Model], name: str, where: str) -> models.Model:
        """The picture or document of this file, uploaded once."""
        source = f"{UPLOADS[model]}/{name}"
        row = model._default_manager.filter(pk=self.made.get(source)).first()
        if row is None:
            row = self.new_upload(model, name, source, where)
            row.save()
            self.note(row, source)
        return row

    def new_upload(self, model: type[models.Model], name: str, source: str, where: str) -> models.Model:
        path = self.folder / source
        described, details = self.pictures["descriptions"], {}
        if Path(name).name != name or not path.is_file() or (model is CustomImage and name not in described):
            raise BadContent(where, f"het bestand {source!r} bestaat niet, of staat niet in pictures.toml.")
        if model is CustomImage:
            details = {"description": described[name], "credit": self.pictures["credit"]}
        content = path.read_bytes()
        return model(
            title=path.stem.replace("-", " ").capitalize(),
            file=ContentFile(content, name=name),
            file_size=len(content),
            **details,
        )


def made_before() -> dict[str, str]:
    """Sources, and the primary keys of what came of them."""
    made: dict[str, str] = {}
    for entries, key in [(ModelLogEntry, "object_id"), (PageLogEntry, "page_id")]:
        rows = entries.objects.filter(action=ACTION, data__demo__isnull=False).values_list("data", key)
        made.update((data["demo"], str(pk)) for data, pk in rows)
    return made


def by_slug(model: type[Row], slug: str, where: str) -> Row:
    rows = list(model._default_manager.filter(slug=slug)[:2])
    if len(rows) != 1:
        problem = "bestaat niet" if not rows else "is er meer dan eens"
        raise BadContent(where, f"{model._meta.verbose_name} {slug!r} {problem}.")
    return rows[0]
