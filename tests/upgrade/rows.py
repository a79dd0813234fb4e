"""Rows as they stand in the tables, one per line: written from today's models, loaded into those of any version."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Field, Model
from django.utils.encoding import is_protected_type

from events.registration import register
from tests import addresses, factories
from tests.events.conftest import details
from zorgpact.cms.models import SiteSettings

# Indexes, queues and sessions: what the site makes again by itself.
LEFT_OUT = {"search", "wagtailsearch", "django_tasks_database", "sessions"}
OURS = ("zorgpact.", "koplopers.", "events.", "pacts.")
# What Django and Wagtail named in English gets a Dutch name.
ENGLISH = re.compile(
    r"Root|Editors|Moderators( approval)?|Can .+|(Publish|Unlock) any page|Lock/unlock .+|Delete .+"
)

Row = tuple[str, dict[str, Any]]


def kinds(registry: Any) -> list[type[Model]]:
    """Every model with a table of its own, in this registry of models."""
    models = registry.get_models(include_auto_created=True)
    return [
        model
        for model in models
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]


# --- Writing ----------------------------------------------------------------------------------------------


def bare_kinds() -> list[type[Model]]:
    """Our models that have no row."""
    ours = [
        model for model in kinds(apps) if model.__module__.startswith(OURS) and not model._meta.auto_created
    ]
    return [model for model in ours if not model._base_manager.exists()]


def create() -> None:
    """Something of every kind. Says which kind stays without a row: it needs a factory."""
    addresses.create_content()
    SiteSettings.load()
    factories.ImageFactory().get_rendition("width-16")
    factories.NewsPageFactory(body=[("rich_text", "<p>Tot zover.</p>")]).save_revision().publish()
    factories.ActionFactory(topics=[factories.TopicFactory()])
    register(factories.EventFactory().pk, details())  # with its mail and its link
    makers = [maker for name, maker in vars(factories).items() if name.endswith("Factory")]
    for model in bare_kinds():
        for maker in [
            maker for maker in makers if maker._meta.model is model and not model._base_manager.exists()
        ]:
            maker()
    if bare_kinds():
        names = ", ".join(model._meta.label for model in bare_kinds())
        raise SystemExit(f"Geen rij van: {names}. Maak er een factory voor in tests/factories.")


def plain(field: Field, row: Model) -> Any:
    value = field.value_from_object(row)
    return value if is_protected_type(value) else field.value_to_string(row)


def read(models: Iterable[type[Model]]) -> Iterator[Row]:
    for model in models:
        for row in model._base_manager.order_by("pk"):
            yield (
                model._meta.label,
                {field.name: plain(field, row) for field in model._meta.local_concrete_fields},
            )


def write(path: str) -> None:
    lines = [json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False) for row in read(kinds(apps))]
    Path(path).write_text("\n".join(lines) + "\n")


# --- Loading and comparing --------------------------------------------------------------------------------


def recorded(path: Path) -> list[Row]:
    return [(label, values) for label, values in map(json.loads, path.read_text().splitlines())]


def load(rows: Iterable[Row], registry: Any) -> None:
    """Put these rows, and nothing else, in the tables of this registry's models."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:  # references are checked at its end
        for model in kinds(registry):
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")  # noqa: S608
        for label, values in rows:
            model = registry.get_model(label)
            fields = {model._meta.get_field(name): value for name, value in values.items()}
            columns = ", ".join(quote(field.column) for field in fields)
            marks = ", ".join(["%s"] * len(fields))
            stored = [
                field.get_db_prep_save(field.to_python(value), connection) for field, value in fields.items()
            ]
            table = quote(model._meta.db_table)
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", stored)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), kinds(registry)):
            cursor.execute(statement)


def meaning(value: Any) -> Any:
    """PostgreSQL keeps what is in a JSON column, not the order in which it was written."""
    with suppress(TypeError, ValueError):
        return json.loads(value)
    return value


def differences(rows: Iterable[Row]) -> list[str]:
    """What of these rows is gone or not the same any more, as far as today's models have such a kind and such a field."""
    plainly = json.loads(json.dumps(list(read(kinds(apps))), cls=DjangoJSONEncoder))
    names = {model._meta.label: model._meta.pk.name for model in kinds(apps)}
    present = {(label, values[names[label]]): values for label, values in plainly}
    found = []
    for label, values in rows:
        if label not in names:
            continue
        now = present.get((label, values.get(names[label])))
        if now is None:
            found.append(f"{label} {values} is weg")
            continue
        found += [
            f"{label} {values[names[label]]}: {name} was {value!r} en is {now[name]!r}"
            for name, value in values.items()
            if meaning(now.get(name, value)) != meaning(value) and not ENGLISH.fullmatch(str(value))
        ]
    return found
