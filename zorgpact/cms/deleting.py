"""What keeps something from being deleted. Not the database alone: a picture goes from a page that is live without a word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from wagtail.models import ReferenceIndex

from zorgpact.cms.merging import counted, named
from zorgpact.cms.models import CustomDocument, CustomImage, SiteSettings
from zorgpact.taxonomy.models import Topic

FILES = (CustomImage, CustomDocument)
ReferenceIndex.register_model(SiteSettings)  # Wagtail knows pages and what has a list in the admin


def what_hangs_on(row: models.Model) -> dict[str, int]:
    """What keeps a row from being deleted: how many, by name. Empty when it may go."""
    if isinstance(row, Topic):
        return counted(row)
    held = what_shows(row) if isinstance(row, FILES) else what_needs(row)
    counts = Counter(type(one) for one in held)
    return {named(model, count): count for model, count in counts.items()}


def what_needs(row: models.Model) -> Iterable[Any]:
    """The rows that cannot do without this one."""
    collector = Collector(using=router.db_for_write(type(row)))
    try:
        collector.collect([row])
    except ProtectedError as error:
        return error.protected_objects
    except RestrictedError as error:
        return error.restricted_objects
    return []


def what_shows(file: models.Model) -> list[Any]:
    """What visitors can see with this picture or document in it. A draft may lose it: its editor sees that first."""
    found = {
        (type(row), row.pk): row
        for rows in [*pointing_at(file), *mentioning(file)]
        for row in published(rows)
    }
    return list(found.values())


def pointing_at(file: models.Model) -> Iterator[Any]:
    """The rows with a field for it, a cover: asked of their tables, as the index runs behind until the worker comes."""
    relations: list[Any] = file._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and relation.one_to_many and relation.on_delete is not models.CASCADE:
            yield relation.related_model._default_manager.filter(**{relation.field.name: file})


def mentioning(file: models.Model) -> Iterator[Any]:
    """The rows in the text of which it stands: only the index knows."""
    by_kind: dict[int, set[str]] = defaultdict(set)
    for kind, pk in ReferenceIndex.get_references_to(file).values_list("base_content_type", "object_id"):
        by_kind[kind].add(pk)
    for kind, pks in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        yield model._default_manager.filter(pk__in=pks)


def published(rows: Any) -> Any:
    return specific(rows.filter(live=True) if has_drafts(rows.model) else rows)


def specific(rows: Any) -> Any:
    """Pages as what they are: a news article, a theme."""
    return rows.specific() if hasattr(rows, "specific") else rows


def has_drafts(model: type[models.Model]) -> bool:
    try:
        model._meta.get_field("live")
    except FieldDoesNotExist:
        return False
    return True
