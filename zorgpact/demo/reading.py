"""Content as people write it in files, turned into what a field or a block of the site holds.

The definitions of the models and the blocks are the guide: a new field, table or block needs no new code here.
"""

import datetime
import json
import re
import tomllib
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import escape
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

Find = Callable[[type[models.Model], Any, str], models.Model]


class BadContent(Exception):
    """Something in a content file cannot be loaded. Says which file, which key, and why."""

    def __init__(self, where: str, why: str):
        super().__init__(f"{where}: {why}")


# --- Files ------------------------------------------------------------------------------------------------


class ContentFile(NamedTuple):
    """One file: its name within the folder of all content, and what is in it."""

    name: str
    slug: str
    data: dict[str, Any]


def read_file(folder: Path, name: str) -> ContentFile:
    try:
        return ContentFile(name, Path(name).stem, tomllib.loads((folder / name).read_text("utf-8")))
    except FileNotFoundError as error:
        raise BadContent(name, "dit bestand ontbreekt.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadContent(name, f"dit is geen goede TOML ({error}).") from error


def read_folder(folder: Path, name: str) -> list[ContentFile]:
    """The files in one subfolder, by name."""
    return [read_file(folder, f"{name}/{path.name}") for path in sorted((folder / name).glob("*.toml"))]


# --- Values -----------------------------------------------------------------------------------------------


class Reader:
    """Converts one value. `find` gives the row that a name stands for."""

    def __init__(self, find: Find):
        self.find = find

    def value(self, field: Any, value: Any, where: str) -> Any:
        """What this field of a model holds."""
        if isinstance(field, StreamField):
            return self.stream_value(field.stream_block, value, where)
        if field.many_to_many:
            return [self.find(field.related_model, name, where) for name in expect(value, list, where)]
        if isinstance(field, models.ForeignKey):
            is_found = isinstance(value, models.Model)
            return value if is_found else self.find(field.related_model, value, where)
        if isinstance(field, models.DateTimeField):
            return local_time(expect(value, datetime.datetime, where))
        if isinstance(field, models.DateField):
            return as_date(value)
        if isinstance(field, RichTextField):
            return to_html(expect(value, str, where))
        if isinstance(field, models.CharField | models.TextField):
            return expect(value, str, where).strip()
        return value

    def stream_value(self, block: blocks.StreamBlock, items: Any, where: str) -> blocks.StreamValue:
        """A checked value for a stream: what an editor could not save is refused here too."""
        try:
            return block.clean(block.to_python(self.stream(block, items, where)))
        except ValidationError as error:
            raise BadContent(where, explain(error)) from error

    def block(self, block: blocks.Block, value: Any, where: str) -> Any:
        """What this block stores."""
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, value, where)
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, value, where)
        if isinstance(block, blocks.ListBlock):
            items = enumerate(expect(value, list, where), 1)
            return [self.block(block.child_block, item, f"{where}[{number}]") for number, item in items]
        if isinstance(block, blocks.ChooserBlock):
            return self.find(block.model_class, value, where).pk
        if isinstance(block, TypedTableBlock):
            return table(block, value, where)
        if isinstance(block, blocks.RichTextBlock):
            return to_html(expect(value, str, where))
        return value if isinstance(value, bool) else str(expect(value, (str, int, float), where)).strip()

    def stream(self, block: blocks.StreamBlock, items: Any, where: str) -> list[dict[str, Any]]:
        """Items with a `type`; a stream with one kind of block holds its items without."""
        raw = []
        for number, item in enumerate(expect(items, list, where), 1):
            here = f"{where}[{number}]"
            kind, *others = block.child_blocks
            if others:
                item = dict(expect(item, dict, here))
                kind = item.pop("type", None)
                if kind not in block.child_blocks:
                    raise BadContent(here, f"{kind!r} is hier geen soort blok.")
                if not isinstance(block.child_blocks[kind], blocks.StructBlock):
                    if item.keys() != {"value"}:
                        raise BadContent(here, "dit blok heeft alleen 'value'.")
                    item = item["value"]
            raw.append({"type": kind, "value": self.block(block.child_blocks[kind], item, here)})
        return raw

    def struct(self, block: blocks.StructBlock, value: Any, where: str) -> dict[str, Any]:
        given = with_organisation(expect(value, dict, where), block.child_blocks)
        unknown = given.keys() - block.child_blocks.keys()
        if unknown:
            raise BadContent(where, f"onbekende sleutel {min(unknown)!r}.")
        return {
            name: self.block(block.child_blocks[name], item, f"{where}.{name}")
            for name, item in given.items()
        }


def table(block: TypedTableBlock, value: Any, where: str) -> dict[str, Any]:
    """A table of text: every row as long as the header."""
    header, rows = value.get("header"), value.get("rows", [])
    if not header or any(len(row) != len(header) for row in rows):
        raise BadContent(where, "elke rij van een tabel is even lang als 'header'.")
    [kind] = block.child_blocks
    return {
        "columns": [{"type": kind, "heading": str(heading)} for heading in header],
        "rows": [{"values": [str(cell) for cell in row]} for row in rows],
    }


def with_organisation(given: dict[str, Any], names: Container[str]) -> dict[str, Any]:
    """What has an organisation, and no name of its own, may name it with `name` and `kind`."""
    if "organisation" not in names or "name" in names or "name" not in given:
        return given
    own = {key: value for key, value in given.items() if key not in ("name", "kind")}
    details = {"title": given["name"]} | ({"kind": given["kind"]} if "kind" in given else {})
    return own | {"organisation": details}


def to_html(text: str) -> str:
    """Text that starts with "<" is HTML already. Otherwise a blank line ends a paragraph."""
    text = text.strip()
    if text.startswith("<"):
        return text
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs if paragraph)


def as_date(value: Any) -> Any:
    """A number is in days from today: what is invented stays fresh."""
    return timezone.localdate() + datetime.timedelta(days=value) if isinstance(value, int) else value


def local_time(moment: datetime.datetime) -> datetime.datetime:
    """Times in the files are those of the Netherlands."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


# --- Refusals ---------------------------------------------------------------------------------------------


def expect(value: Any, kind: type | tuple[type, ...], where: str) -> Any:
    if not isinstance(value, kind):
        names = " of ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
        raise BadContent(where, f"hier staat {type(value).__name__}, verwacht wordt {names}.")
    return value


def explain(error: ValidationError) -> str:
    """The messages of a validation error, also when they lie deep in nested blocks."""
    if hasattr(error, "as_json_data"):
        return json.dumps(error.as_json_data(), ensure_ascii=False)
    if hasattr(error, "error_dict"):
        return "; ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
    return " ".join(error.messages)
