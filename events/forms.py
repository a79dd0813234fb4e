"""What people may send: the details of a registration."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.conf import settings

from events.models import Registration
from pacts.models import Region
from zorgpact.cms.texts import one_line, refuse_domains, refuse_hidden, refuse_links
from zorgpact.outbox.forms import BAD_ADDRESS, TOO_LONG, MailboxField, TrapField

SINGLE_LINES = {
    # It is mailed on to an address that anybody may type.
    "name": (refuse_hidden, refuse_links, refuse_domains),
    "organisation": (refuse_hidden, refuse_links),
    "role": (refuse_hidden, refuse_links),
}
WISHES_NEED_CONSENT = (
    "Zet hier een vinkje, anders mogen we je wensen niet bewaren. Of laat het vak met wensen leeg."
)


class RegistrationForm(forms.ModelForm):
    """Its cleaned data is what `events.registration.register` asks for; it saves nothing itself."""

    region: "forms.ModelChoiceField[Region]" = forms.ModelChoiceField(
        queryset=Region.objects.none(),
        to_field_name="slug",
        label="In welke regio werk je?",
        required=False,
        empty_label="Geen van deze, of landelijk",
        error_messages={"invalid_choice": "Kies een regio uit de lijst."},
    )
    wishes_allowed = forms.BooleanField(label="Ja, bewaar mijn wensen voor deze sessie", required=False)
    laat_dit_leeg = TrapField()

    class Meta:
        model = Registration
        fields = ["name", "email", "organisation", "role", "region", "remarks", "wishes"]
        field_classes = {"email": MailboxField}
        labels = {
            "name": "Je naam",
            "email": "Je e-mailadres",
            "organisation": "Je organisatie",
            "role": "Je functie",
            "remarks": "Wil je ons iets laten weten?",
            "wishes": "Heb je iets nodig om mee te doen?",
        }
        help_texts = {
            "email": "Hier sturen we je bevestiging naartoe, met de afspraak voor je agenda. "
            "Ieder heeft een eigen adres nodig: meld een collega aan met het adres van die collega.",
            "organisation": "De zorginstelling, school of overheid waar je voor werkt.",
            "remarks": "Bijvoorbeeld een vraag die je wilt meenemen. Zet hier niets over je gezondheid.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "role": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "remarks": forms.Textarea(attrs={"rows": 4}),
            "wishes": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "name": {"required": "Vul je naam in.", "max_length": TOO_LONG},
            "email": {
                "required": "Vul je e-mailadres in. Zonder adres kunnen we je niets bevestigen.",
                "invalid": BAD_ADDRESS,
                "max_length": TOO_LONG,
            },
            "organisation": {"required": "Vul in voor welke organisatie je werkt.", "max_length": TOO_LONG},
            "role": {"max_length": TOO_LONG},
            "remarks": {"max_length": TOO_LONG},
            "wishes": {"max_length": TOO_LONG},
        }

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        region = cast("forms.ModelChoiceField[Region]", self.fields["region"])
        region.queryset = Region.objects.published().only("pk", "title", "slug")
        self.fields["wishes"].help_text = (
            "Een dieetwens, of iets over toegankelijkheid. Alleen de organisator ziet het, en "
            f"{settings.RETENTION_DAYS['wishes']} dagen na de sessie wissen we het."
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, refusals in SINGLE_LINES.items():
            if self.cleaned_data.get(name):
                self.clean_line(name, refusals)
        if self.cleaned_data.get("wishes") and not self.cleaned_data.get("wishes_allowed"):
            self.add_error("wishes_allowed", WISHES_NEED_CONSENT)
        return self.cleaned_data

    def clean_line(self, name: str, refusals: Iterable[Callable[[str], None]]) -> None:
        text = self.cleaned_data[name] = one_line(self.cleaned_data[name])
        if not text and self.fields[name].required:
            self.add_error(name, self.fields[name].error_messages["required"])
        for refuse in refusals:
            try:
                refuse(text)
            except forms.ValidationError as error:
                self.add_error(name, error)
                return


class MailboxForm(forms.Form):
    """Of whom an administrator wants to see or erase what is kept."""

    adres = MailboxField(
        label="E-mailadres",
        error_messages={
            "required": "Vul het e-mailadres in.",
            "invalid": BAD_ADDRESS,
        },
    )
