"""The content of the site as it can leave it: which models, which of their fields, and references by names that mean
something elsewhere too: a slug, an address, the name of a file. Keys of the database mean nothing there.

Left out: people and what they were mailed, drafts beside what is published, history, and what `setup` brings (municipalities).
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from events.models import Event
from pacts.models import Ambition, Organisation, Pact, Plan, Region
from zorgpact.agenda.models import Action, ProgressNote, Round
from zorgpact.cms.models import CustomDocument, CustomImage, SiteSettings, page_address
from zorgpact.dialogue.models import Dialogue
from zorgpact.monitoring.models import Advice, RoundStory
from zorgpact.taxonomy.models import Topic

# What one refers to comes before it, where it cannot do without: pages stand on their own, after all of these.
FILES = (CustomImage, CustomDocument)
ROWS: list[Any] = [
    Topic,
    *FILES,
    Organisation,
    Region,
    Pact,
    Plan,
    Ambition,
    Action,
    ProgressNote,
    Event,
    Dialogue,
    Round,
    RoundStory,
    Advice,
    SiteSettings,
]
NAMED_BY = {Ambition: ("plan",), Dialogue: ("event",)}
"""What is asked for their name: see `name_of`."""
PACKAGES = ("zorgpact.", "pacts.", "koplopers.", "events.")
# Not for editing, and still part of what is published.
STATE = ("live", "expired", "first_published_at", "last_published_at", "before", "frozen_at")
# Once a row has this, nothing of it can change: it is loaded when all the rest is there.
LAST = ("frozen_at",)
NOT_CARRIED = {"file", "locked", "path", "depth", "numchild"}  # of files, editors and the tree
LINK = re.compile(
    r'(<(?:a|embed)\b[^>]*?\b(?:linktype|embedtype)="(page|document|image)"[^>]*?\bid=")([^"]*)(")'
)
LINK_REVERSED = re.compile(
    r'(<(?:a|embed)\b[^>]*?\bid=")([^"]*)("[^>]*?\b(?:linktype|embedtype)="(page|document|image)")'
)
LINKED: dict[str, type[models.Model]] = {"page": Page, "document": CustomDocument, "image": CustomImage}

Convert = Callable[[type[models.Model], Any], Any]
"""From the key of a row in the database to its name elsewhere, or back; None when there is no such row."""


def page_models() -> list[Any]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and model.__module__.startswith(PACKAGES)
    ]


def referable(model: Any) -> Any:
    """The model by which references to this one are kept."""
    return Page if issubclass(model, Page) else model


def is_carried(model: Any) -> bool:
    return issubclass(model, Page) or model in ROWS


def name_of(row: Any) -> str:
    """By what others refer to this row."""
    if isinstance(row, Page):
        return page_address(row.url_path)
    if isinstance(row, FILES):
        return str(row.file.name).rpartition("/")[2]
    if isinstance(row, Ambition):
        return f"{row.plan.slug}: {row.title}"
    if isinstance(row, Dialogue):
        return row.event.slug
    return getattr(row, "slug", "")


# --- Fields ---------------------------------------------------------------------------------------------------------


def fields_of(model: Any) -> Iterator[Any]:
    """What a row says itself, and what it refers to."""
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        is_content = (field.editable and not field.primary_key) or field.name in STATE
        is_link_to_parent = field.one_to_one and field.remote_field.parent_link
        if is_content and not is_link_to_parent and field.name not in NOT_CARRIED and not to_outside(field):
            yield field


def to_outside(field: Any) -> bool:
    """To users, revisions, collections: what is not carried."""
    return field.is_relation and not is_carried(field.related_model)


def is_reference(field: Any) -> bool:
    """Whether it can only be filled in once other rows are there. A key that a row cannot do without is there in time."""
    if isinstance(field, StreamField | RichTextField) or field.many_to_many:
        return True
    return bool(field.is_relation and field.null)


def children_of(model: Any) -> list[Any]:
    """The relations to rows that are a part of this one: the partners of a pact."""
    tagged = {field.through for field in model._meta.many_to_many if isinstance(field, TaggableManager)}
    return [
        relation
        for relation in get_all_child_relations(model)
        if relation.related_model not in tagged and relation.related_model.__module__.startswith(PACKAGES)
    ]


def fields_of_child(relation: Any) -> list[Any]:
    return [field for field in fields_of(relation.related_model) if field.name != relation.field.name]


# --- References within a text ---------------------------------------------------------------------------------------


def in_html(html: str, convert: Convert) -> str:
    def named(before: str, kind: str, key: str, after: str) -> str:
        return f"{before}{convert(LINKED[kind], key) or ''}{after}"

    html = LINK.sub(lambda found: named(found[1], found[2], found[3], found[4]), html)
    return LINK_REVERSED.sub(lambda found: named(found[1], found[4], found[2], found[3]), html)


def in_block(block: Any, value: Any, convert: Convert) -> Any:
    """What a block stores, with other names for what it refers to."""
    if value in (None, "", [], {}):
        return value
    if isinstance(block, blocks.StreamBlock):
        return [
            {**item, "value": in_block(block.child_blocks.get(item["type"]), item["value"], convert)}
            for item in value
        ]
    if isinstance(block, blocks.StructBlock):
        return {name: in_block(block.child_blocks.get(name), part, convert) for name, part in value.items()}
    if isinstance(block, blocks.ListBlock):
        return [{**item, "value": in_block(block.child_block, item["value"], convert)} for item in value]
    if isinstance(block, blocks.ChooserBlock):
        return convert(block.model_class, value)
    return in_html(value, convert) if isinstance(block, blocks.RichTextBlock) else value
