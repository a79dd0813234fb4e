"""What a cell of a list means to a field: the way back of `zorgpact.cms.columns`, for what people changed by hand."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from taggit.managers import TaggableManager

from zorgpact.cms.columns import DATE, NO, SEPARATOR, YES, cell_of, plain

WORDS = {YES: True, NO: False}
ISO = "%Y-%m-%d"


class WrongCell(Exception):
    """The message is a sentence for who fills in the list."""


def text_of(cell: Any) -> str:
    """What stands there, also when a spreadsheet program made a number or a date of it."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    return plain(cell).strip()


def fill(row: models.Model, name: str, text: str) -> None:
    """Give a field of a row what the cell says. An empty cell leaves alone what has a default. Raises WrongCell."""
    field: Any = row._meta.get_field(name)
    if cell_of(row, name) == text or (not text and has_default(field)):
        return
    if isinstance(field, TaggableManager):
        getattr(row, name).set(found_all(field.related_model, text))
    elif field.one_to_many:
        getattr(row, field.get_accessor_name()).set(involvements(field.related_model, text))
    elif field.many_to_many:
        setattr(row, name, found_all(field.related_model, text))
    else:
        setattr(row, name, value_of(field, text))


def has_default(field: Any) -> bool:
    return isinstance(field, models.Field) and field.has_default()


def value_of(field: Any, text: str) -> Any:
    if field.many_to_one:
        return found(field.related_model, text) if text else None
    if field.choices:
        return chosen(field, text)
    if isinstance(field, models.BooleanField):
        return one_of(WORDS, text, "ja of nee")
    if not text and field.null:
        return None
    if isinstance(field, models.DateField):
        return day(text)
    if isinstance(field, models.IntegerField):
        return number(text)
    return text


def one_of(words: dict[str, Any], text: str, expected: str) -> Any:
    if text.casefold() not in words:
        raise WrongCell(f"‘{text}’ kan hier niet staan. Kies uit: {expected}.")
    return words[text.casefold()]


def chosen(field: Any, text: str) -> Any:
    labels = {str(label).casefold(): value for value, label in field.choices}
    values = {str(value).casefold(): value for value, _ in field.choices}
    return one_of(values | labels, text, ", ".join(str(label) for _, label in field.choices))


def day(text: str) -> datetime.date:
    for form in (DATE, ISO):
        try:
            return datetime.datetime.strptime(text, form).date()  # a day has no zone
        except ValueError:
            continue
    raise WrongCell(f"‘{text}’ is geen datum. Schrijf het zoals 25-11-2026.")


def number(text: str) -> int:
    if not text.isdecimal():
        raise WrongCell(f"‘{text}’ is geen heel getal.")
    return int(text)


# --- What it refers to ----------------------------------------------------------------------------------------------


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(SEPARATOR.strip()) if part.strip()]


def found_all(model: type[models.Model], text: str) -> list[Any]:
    return [found(model, part) for part in dict.fromkeys(parts(text))]


def found(model: type[models.Model], text: str) -> Any:
    """The row with this name or address. Raises WrongCell when there is none, or more than one."""
    rows: list[Any] = []
    for name in ("title", "name", "slug"):
        if not rows and has(model, name):
            rows = list(model._default_manager.filter(**{name: text})[:2])
    if len(rows) == 1:
        return rows[0]
    kind = model._meta.verbose_name
    if rows:
        raise WrongCell(
            f"Er is meer dan één {kind} ‘{text}’. Schrijf hier het webadres, het laatste deel ervan."
        )
    raise WrongCell(f"Er is geen {kind} ‘{text}’. Maak die eerst, of kijk na hoe je het schrijft.")


def has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def involvements(model: type[models.Model], text: str) -> list[Any]:
    """Rows of "De Brug, penvoerder; ROC Twente": organisations, each with a role if it has one."""
    organisations: Any = model._meta.get_field("organisation").related_model
    names = organisations._default_manager
    made = []
    for order, part in enumerate(parts(text), 1):
        name, role = name_and_role(part, lambda name: names.filter(title=name).exists())
        made.append(model(organisation=found(organisations, name), role=role, sort_order=order))
    return made


def name_and_role(text: str, is_name: Callable[[str], bool]) -> tuple[str, str]:
    """The longest beginning that is a name, and the role after the comma: both may have commas of their own."""
    words = text.split(", ")
    for count in range(len(words), 0, -1):
        name = ", ".join(words[:count])
        if is_name(name):
            return name, ", ".join(words[count:])
    return words[0], ", ".join(words[1:])
