"""What people type: cleaned, and refused when it would mislead whoever reads it."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models

# Blank on the screen, though Unicode calls them letters or symbols (U+115F, U+1160, U+2800, U+3164, U+FFA0).
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
LINK = re.compile(r"://|\bwww\.|\bmailto:", re.IGNORECASE)
DOMAIN = re.compile(r"[\w-]{3,}\.[a-z]{2,}(?![\w.])")  # what mail programs make a link of by themselves

HIDDEN = "Hier staan tekens in die niemand ziet. Typ dit veld opnieuw."
NO_LINKS = "Schrijf hier geen webadres."


def without_controls(text: str) -> str:
    """Without the characters that XML 1.0, iCalendar and mail have no place for; tabs and line breaks stay."""
    return CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """Without line breaks and other control characters, which have no place in a name or a header."""
    plain = (" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return " ".join("".join(plain).split())


def clean_texts(row: models.Model) -> None:
    """Clean what was pasted into the texts of a row: those of one line stay on one line."""
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        if isinstance(value, str) and isinstance(field, models.CharField):
            setattr(row, field.attname, one_line(value) if CONTROLS.search(value) else value)
        elif isinstance(value, str) and isinstance(field, models.TextField):
            setattr(row, field.attname, without_controls(value))


def refuse_hidden(text: str) -> None:
    """Raises ValidationError for characters that cannot be seen or that turn the direction of what follows."""
    if any(char in BLANK or unicodedata.category(char) in ("Cf", "Co", "Cn", "Cs") for char in text):
        raise ValidationError(HIDDEN, code="hidden")


def refuse_links(text: str) -> None:
    if LINK.search(text):
        raise ValidationError(NO_LINKS, code="link")


def refuse_domains(text: str) -> None:
    """For what is mailed on: a bare domain is a link there as well."""
    if DOMAIN.search(text):
        raise ValidationError(NO_LINKS, code="link")
