"""What visitors choose to compare, and the numbers that editors type."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from wagtail.admin.forms import WagtailAdminModelForm

from pacts.models import Region
from zorgpact.agenda.models import Round
from zorgpact.cms.filters import OptionField
from zorgpact.monitoring.importing import Refusal, number

PLACES = ("regio", "regio2", "regio3")


class ComparisonForm(forms.Form):
    """A GET form: of what is not on offer one is told so, and the rest is shown.

    `per` is what the figures can be divided by; empty when there is nothing.
    """

    regio = OptionField("Vergelijk met", "Kies een regio")
    regio2 = OptionField("en met", "Kies een regio")
    regio3 = OptionField("en met", "Kies een regio")
    per = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, regions: list[Region], per: str):
        super().__init__(data)
        self.regions = regions
        for name in PLACES:
            field = self.fields[name]
            field.choices = [*field.choices, *((region.slug, region.title) for region in regions)]  # type: ignore[attr-defined]
            if not regions:
                del self.fields[name]
        if per:
            self.fields["per"].label = f"Per 1.000 {per}"
        else:
            del self.fields["per"]
        self.is_valid()  # what is invalid is left out of the cleaned data, the rest is kept

    @property
    def chosen(self) -> list[Region]:
        wanted = {self.cleaned_data.get(name) for name in PLACES}
        return [region for region in self.regions if region.slug in wanted]

    @property
    def is_rate(self) -> bool:
        return bool(self.cleaned_data.get("per"))


class RoundForm(forms.Form):
    """A GET form: which round. One that is not on offer is told so, and the newest is shown."""

    ronde = OptionField("Ronde", "De nieuwste ronde")

    def __init__(self, data: QueryDict, rounds: list[Round]):
        super().__init__(data)
        self.rounds = rounds
        choices = [(one.slug, f"{one.title} ({date_format(one.held_on, 'j F Y')})") for one in rounds]
        self.fields["ronde"].choices = [*self.fields["ronde"].choices, *choices]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def chosen(self) -> Round | None:
        """The newest when none is chosen; none when there is none."""
        wanted = self.cleaned_data.get("ronde")
        return next(
            (one for one in self.rounds if one.slug == wanted), self.rounds[0] if self.rounds else None
        )


class NumberField(forms.DecimalField):
    """Typed as in a file: with a comma or a point, and never as what can mean two things."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        try:
            return number(text) if text else None
        except Refusal as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class NumbersForm(WagtailAdminModelForm):
    """Reads every number of a row so."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DecimalField):
                self.fields[name] = NumberField(label=field.label, help_text=field.help_text)
