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


def what_shows(file: models.Model) -> Iterator[Any]:
    """What visitors can see with this picture or document in it. A draft may lose it: its editor sees that first."""
    references = ReferenceIndex.get_references_to(file)
    by_kind: dict[int, set[str]] = defaultdict(set)
    for kind, pk in references.values_list("base_content_type", "object_id"):
        by_kind[kind].add(pk)
    for kind, pks in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = model._default_manager.filter(pk__in=pks)
        yield from specific(rows.filter(live=True) if has_drafts(model) else rows)


def specific(rows: Any) -> Any:
    """Pages as what they are: a news article, a theme."""
    return rows.specific() if hasattr(rows, "specific") else rows


def has_drafts(model: type[models.Model]) -> bool:
    try:
        model._meta.get_field("live")
    except FieldDoesNotExist:
        return False
    return True
