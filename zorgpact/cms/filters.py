"""Narrowing a list down with a GET form: addresses that can be shared, no JavaScript."""

from collections.abc import Mapping

from django import forms
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast


class Options:
    """The rows that one field offers: which column is the value in the address, and which the text."""

    def __init__(self, rows: QuerySet, value: str = "slug", label: str = "title"):
        self.rows, self.value, self.label = rows, value, label

    def selected(self, field: str) -> QuerySet:
        text = CharField()
        return self.rows.order_by().values_list(
            Value(field, output_field=text), Cast(F(self.value), text), Cast(F(self.label), text)
        )


def load_options(fields: Mapping[str, Options]) -> dict[str, list[tuple[str, str]]]:
    """The options of several fields in one query (a UNION), each in order of its text."""
    parts = [options.selected(field) for field, options in fields.items()]
    found: dict[str, list[tuple[str, str]]] = {field: [] for field in fields}
    for field, value, label in parts[0].union(*parts[1:], all=True):
        found[field].append((value, label))
    return {field: sorted(set(pairs), key=lambda pair: pair[1].casefold()) for field, pairs in found.items()}


class FilterForm(forms.Form):
    """A form of which every field may be left empty, and a value that is not offered is told so."""

    def __init__(self, data=None, options: Mapping[str, list[tuple[str, str]]] | None = None):
        super().__init__(data)
        for name, choices in (options or {}).items():
            field = self.fields[name]
            field.choices = [("", field.empty_label), *choices]

    def chosen(self) -> dict[str, str]:
        """The valid values that were given, by field name."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class OptionField(forms.ChoiceField):
    """One choice out of what the page offers; empty means all."""

    def __init__(self, label: str, empty_label: str, choices=()):
        self.empty_label = empty_label
        super().__init__(
            label=label,
            required=False,
            choices=[("", empty_label), *choices],
            error_messages={"invalid_choice": "Deze keuze bestaat niet. Kies een van de mogelijkheden."},
        )
