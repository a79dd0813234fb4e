"""Turns the tables of a content file into StreamField values, guided by the definitions of the blocks.

A new block therefore needs no new code here. A stream with one kind of block holds its items without a type.
"""

import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.field_block import RichTextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.coreutils import resolve_model_string

from zorgpact.home.demo.files import BadContent
from zorgpact.home.demo.library import Library
from zorgpact.home.demo.richtext import to_html


class StreamReader:
    """Converts values to what a block stores."""

    def __init__(self, library: Library):
        self.library = library

    def read(self, block: blocks.StreamBlock, items: Any, where: str) -> blocks.StreamValue:
        """A checked value for a stream: what an editor could not save is refused here too."""
        value = block.to_python(self.stream(block, items, where))
        try:
            return block.clean(value)
        except ValidationError as error:
            raise BadContent(where, explain(error)) from error

    def convert(self, block: blocks.Block, value: Any, where: str) -> Any:
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, value, where)
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, value, where)
        if isinstance(block, blocks.ListBlock):
            return [
                block_of("item", self.convert(block.child_block, item, f"{where}[{number}]"))
                for number, item in enumerate(expect(value, list, where), 1)
            ]
        if isinstance(block, blocks.ChooserBlock):
            return self.library.find(resolve_model_string(block.target_model), value, where).pk
        if isinstance(block, RichTextBlock):
            return to_html(expect(value, str, where))
        if isinstance(block, (blocks.CharBlock, blocks.TextBlock, blocks.ChoiceBlock, blocks.URLBlock)):
            return str(expect(value, (str, int, float), where)).strip()
        return value

    def stream(self, block: blocks.StreamBlock, items: Any, where: str) -> list[dict]:
        raw = []
        for number, item in enumerate(expect(items, list, where), 1):
            here = f"{where}[{number}]"
            if len(block.child_blocks) == 1:
                [(kind, child)] = block.child_blocks.items()
            else:
                item = dict(expect(item, dict, here))
                kind = item.pop("type", None)
                child = block.child_blocks.get(kind)
                if child is None:
                    raise BadContent(here, f"{kind!r} is hier geen soort blok.")
                if not isinstance(child, blocks.StructBlock):
                    item = self.only_value(item, here)
            raw.append(block_of(kind, self.convert(child, item, here)))
        return raw

    def only_value(self, item: dict, where: str) -> Any:
        if item.keys() != {"value"}:
            raise BadContent(where, "dit blok heeft alleen 'value'.")
        return item["value"]

    def struct(self, block: blocks.StructBlock, value: Any, where: str) -> dict:
        given = dict(expect(value, dict, where))
        if "organisation" in block.child_blocks and "name" in given and "name" not in block.child_blocks:
            details = {key: given.pop(key) for key in ("name", "kind") if key in given}
            given["organisation"] = details
        raw = {}
        for name, child in block.child_blocks.items():
            if isinstance(child, TypedTableBlock):
                raw[name] = self.table(child, given.pop("header", []), given.pop("rows", []), where)
            elif name in given:
                raw[name] = self.convert(child, given.pop(name), f"{where}.{name}")
        if given:
            raise BadContent(where, f"onbekende sleutel {min(given)!r}.")
        return raw

    def table(self, block: TypedTableBlock, header: list, rows: list, where: str) -> dict:
        """A table of text: every row as long as the header."""
        if not header or any(len(row) != len(header) for row in rows):
            raise BadContent(where, "elke rij van een tabel is even lang als 'header'.")
        kind = next(iter(block.child_blocks))
        return {
            "columns": [{"type": kind, "heading": str(heading)} for heading in header],
            "rows": [{"values": [str(cell) for cell in row]} for row in rows],
            "caption": "",
        }


def block_of(kind: str, value: Any) -> dict:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


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
