"""Narrowing a list down with a GET form: addresses that can be shared, no JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Page
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict

from zorgpact.cms.pagination import PER_PAGE, paginate


@dataclass(frozen=True)
class Options:
    """The rows that a field offers: which column is the value in the address, and which the text."""

    rows: QuerySet
    value: str = "slug"
    label: str = "title"
    is_descending: bool = False

    def selected(self, field: str) -> QuerySet:
        text = CharField()
        columns = (Value(field, output_field=text), Cast(F(self.value), text), Cast(F(self.label), text))
        return self.rows.order_by().values_list(*columns).distinct()


def load_options(fields: Mapping[str, Options]) -> dict[str, list[tuple[str, str]]]:
    """The options of several fields in one query (a UNION), each in order of its text."""
    parts = [options.selected(field) for field, options in fields.items()]
    found: dict[str, list[tuple[str, str]]] = {field: [] for field in fields}
    for field, value, label in parts[0].union(*parts[1:], all=True):
        found[field].append((value, label))
    for field, options in fields.items():
        found[field].sort(key=lambda pair: pair[1].casefold(), reverse=options.is_descending)
    return found


class OptionField(forms.ChoiceField):
    """One choice out of what the list offers; empty means all."""

    def __init__(self, label: str, empty_label: str, choices=()):
        self.empty_label = empty_label
        super().__init__(
            label=label,
            required=False,
            choices=[("", empty_label), *choices],
            error_messages={"invalid_choice": "Dit staat niet in de lijst, dus we laten alles zien."},
        )


class FilterForm(forms.Form):
    """Subclasses give the fields, `lookups` (field name to lookup) and `options`. A value not on offer is told so.

    Options for a name that is no field cost nothing more, and are only kept in `offered`.
    """

    lookups: ClassVar[dict[str, str]] = {}

    def __init__(self, data: QueryDict):
        super().__init__(data)
        self.offered = load_options(self.options())
        for name in self.offered.keys() & self.fields.keys():
            field = self.fields[name]
            field.choices = [("", field.empty_label), *self.offered[name]]

    def options(self) -> Mapping[str, Options]:
        raise NotImplementedError("A filter form says what its fields offer.")

    def chosen(self) -> dict[str, str]:
        """The valid values that were given, by field name."""
        self.is_valid()  # an invalid field is left out of the cleaned data, the others are kept
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, rows: QuerySet) -> QuerySet:
        return rows.filter(**{self.lookups[name]: value for name, value in self.chosen().items()})


class Listing:
    """A filtered list, one page of it, and the addresses to go on from there."""

    def __init__(self, rows: QuerySet, form: FilterForm, params: QueryDict, per_page: int = PER_PAGE):
        self.form = form
        self.rows: Any = form.narrow(rows)  # with the methods of the QuerySet that was given
        self.page: Page = paginate(self.rows, params.get("p"), per_page)
        self.count = self.page.paginator.count
        self.page_range = self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=2, on_ends=1
        )

    @property
    def query(self) -> str:
        """The query string of this list, without the page number."""
        return self.address_without("p")

    @property
    def active(self) -> list[dict[str, str]]:
        """The filters in use: their text, and the address of the list without them."""
        return [
            {"title": dict(self.form.fields[name].choices)[value], "url": f"?{self.address_without(name)}"}
            for name, value in self.form.chosen().items()
        ]

    def address_without(self, name: str) -> str:
        params = QueryDict(mutable=True)
        params.update({key: value for key, value in self.form.chosen().items() if key != name})
        return params.urlencode()
