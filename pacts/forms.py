"""What visitors type to find a region, and what editors type about places."""

from django import forms
from django.db import models
from wagtail.admin.forms import WagtailAdminModelForm

from pacts.models import Municipality, PlaceName
from pacts.models.names import search_key


class RegionFinderForm(forms.Form):
    plaats = forms.CharField(
        label="In welke plaats of gemeente werk je?",
        required=False,
        max_length=80,
        error_messages={
            "max_length": "Deze naam is te lang. Typ alleen de naam van je plaats of gemeente.",
            "null_characters_not_allowed": "Hier staat een teken dat niet kan. Typ de naam opnieuw.",
        },
    )

    @property
    def typed(self) -> str:
        """What to look for; empty when nothing was typed or when it cannot be a name."""
        return self.cleaned_data["plaats"] if self.is_valid() else ""


class RegionMapForm(forms.Form):
    class Shown(models.TextChoices):
        PACTS = "pacten", "pacten"
        ACTIONS = "acties", "acties"
        SESSIONS = "sessies", "sessies die komen"

    kaart = forms.ChoiceField(choices=Shown, required=False)

    @property
    def shown(self) -> str:
        """What the map counts: the pacts, unless something else on offer was asked."""
        return (self.cleaned_data["kaart"] if self.is_valid() else "") or self.Shown.PACTS


class KeyedForm(WagtailAdminModelForm):
    """Keeps the key by which visitors find a place in step with its name."""

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        self.instance.key = search_key(name)
        return name


class MunicipalityForm(KeyedForm):
    class Meta:
        model = Municipality
        fields = ["code", "name", "province", "region"]


class PlaceNameForm(KeyedForm):
    class Meta:
        model = PlaceName
        fields = ["name", "kind", "municipality"]
