"""Narrowing a list down with a GET form: addresses that can be shared, no JavaScript."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Self

from django import forms
from django.core.paginator import Page
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from zorgpact.cms.models import FormerSlug
from zorgpact.cms.pagination import PER_PAGE, page_number, paginate
from zorgpact.taxonomy.models import Topic

Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Options:
    """The rows that a field offers, by text: which column is the value in the address, and which the text."""

    rows: QuerySet
    value: str = "slug"
    label: str = "title"

    def __iter__(self) -> Iterator[tuple[str, str]]:
        pairs = self.rows.order_by().values_list(self.value, self.label)
        return iter(sorted(pairs, key=lambda pair: pair[1].casefold()))


class PlainSelect(forms.Select):
    """The same list as Django's, which renders a template for each option: a millisecond for every twenty."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = "" if value is None else str(value)
        options = "\n".join(
            f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(label)}</option>'
            for key, label in self.choices
        )
        attributes = flatatt(self.build_attrs({"name": name, **self.attrs}, attrs))
        return mark_safe(f"<select{attributes}>\n{options}\n</select>")  # noqa: S308  # escaped above


class OptionField(forms.ChoiceField):
    """One choice out of what the list offers; empty means all."""

    widget = PlainSelect

    def __init__(self, label: str, empty_label: str, choices: Choices = ()):
        self.empty_label = empty_label
        super().__init__(
            label=label,
            required=False,
            choices=[("", empty_label), *choices],
            error_messages={"invalid_choice": "Dit staat niet in de lijst, dus we laten alles zien."},
        )


class FormerChoice(Exception):
    """What was chosen has another value in addresses now: `FormerAddressMiddleware` leads on to it."""

    def __init__(self, value: str, current: str):
        super().__init__(value)
        self.value, self.current = value, current


class TopicField(OptionField):
    """A topic by its slug. Raises FormerChoice for one that it had before it was renamed or merged."""

    def validate(self, value: str) -> None:
        try:
            super().validate(value)
        except forms.ValidationError:
            if current := Topic.objects.filter(pk=self.once_at(value)).first():
                raise FormerChoice(value, current.slug) from None
            raise

    @staticmethod
    def once_at(slug: str) -> int | None:
        """The key of the topic; nothing when the slug is in use, or has a NUL, which PostgreSQL refuses."""
        if "\0" in slug or Topic.objects.filter(slug=slug).exists():
            return None
        return FormerSlug.objects.owner_of(Topic, slug)


class FilterForm(forms.Form):
    """Subclasses give the fields, `lookups` (field name to lookup) and `options`. A value not on offer is told so.

    Options are asked of the database once, when somebody looks at them: that of a name that is no field too.
    """

    lookups: ClassVar[dict[str, str]] = {}
    fields: dict[str, Any]  # mostly an `OptionField`, of which Django knows a `Field`

    def __init__(self, data: QueryDict):
        super().__init__(data)
        self.sources = self.options()
        self.asked: dict[str, list[tuple[str, str]]] = {}
        for name in self.sources.keys() & self.fields.keys():
            self.fields[name].choices = partial(self.choices_of, name)

    def offered(self, name: str) -> list[tuple[str, str]]:
        """The options of a field: value and text."""
        if name not in self.asked:
            self.asked[name] = list(self.sources[name])
        return self.asked[name]

    def choices_of(self, name: str) -> list[tuple[str, str]]:
        """The same, with the one that stands for all of them."""
        return [("", self.fields[name].empty_label), *self.offered(name)]

    def options(self) -> Mapping[str, Choices]:
        raise NotImplementedError("A filter form says what its fields offer.")

    def chosen(self) -> dict[str, str]:
        """The valid values that were given, by field name."""
        self.is_valid()  # an invalid field is left out of the cleaned data, the others are kept
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowing(self) -> dict[str, str]:
        """Those of them that leave rows out; the others tell how the list is shown."""
        return {name: value for name, value in self.chosen().items() if name in self.lookups}

    def narrow(self, rows: QuerySet) -> QuerySet:
        return rows.filter(**{self.lookups[name]: value for name, value in self.narrowing().items()})


class Listing(ABC):
    """A kind of thing as a list: its rows in order, how they are narrowed down, and one page of them.

    Subclass it once for each kind, beside its filter form: whatever shows or counts these rows asks the subclass.
    """

    form_class: ClassVar[type[FilterForm]]
    per_page: ClassVar[int] = PER_PAGE

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The one of this request: its title, its address and its rows are asked in different parts of a template."""
        made = request.__dict__.setdefault("listings", {})
        if cls not in made:
            made[cls] = cls(request.GET)
        return made[cls]

    def __init__(self, params: QueryDict):
        self.form = self.form_class(params)
        self.number = params.get("p")

    @abstractmethod
    def all_rows(self) -> QuerySet:
        """Every row that a visitor may see, in order."""

    def displayed(self, rows: QuerySet) -> QuerySet:
        """With what the page shows of each row."""
        return rows

    @cached_property
    def rows(self) -> Any:
        """The rows that were asked for, all pages together: a QuerySet with the methods of its own kind."""
        return self.form.narrow(self.all_rows())

    @cached_property
    def page(self) -> Page:
        return paginate(self.rows, self.number, self.per_page, self.displayed)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def page_range(self) -> Iterator[int | str]:
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)

    @property
    def query(self) -> str:
        """The query string of this list, without the page number."""
        return self.address_without("p")

    @property
    def page_asked(self) -> int:
        """The number in the address, whether there are so many pages or not: asking for it costs nothing."""
        return page_number(self.number or "")

    @property
    def question(self) -> str:
        """What makes this list and page of it itself: the filters that count, and the page when it is not the first."""
        parts = [self.query] if self.query else []
        if self.page_asked > 1:
            parts.append(f"p={self.page_asked}")
        return f"?{'&'.join(parts)}" if parts else ""

    @property
    def active(self) -> list[dict[str, str]]:
        """The filters in use: their text, and the address of the list without them."""
        return [
            {"title": dict(self.form.fields[name].choices)[value], "url": f"?{self.address_without(name)}"}
            for name, value in self.form.narrowing().items()
        ]

    @property
    def narrowed(self) -> str:
        """What stands behind the title of a list that is filtered, or of a further page: ": Rijnmond, bladzijde 2"."""
        parts = [chosen["title"] for chosen in self.active]
        if self.page_asked > 1:
            parts.append(f"bladzijde {self.page_asked}")
        return f": {', '.join(parts)}" if parts else ""

    def address_without(self, name: str) -> str:
        params = QueryDict(mutable=True)
        params.update({key: value for key, value in self.form.chosen().items() if key != name})
        return params.urlencode()
