"""What people type: to join, to commit, to prepare a room; and what a phone sends when the network is back."""

import json
from typing import Any

from django import forms

from pacts.models import Region
from zorgpact.cms.texts import refuse_domains, refuse_links
from zorgpact.dialogue.models import LONGEST_KEPT, Commitment, Dialogue, Review, Step
from zorgpact.dialogue.preparing import MOST_TABLES
from zorgpact.dialogue.submitting import MOST_AT_ONCE, Item, clean_point
from zorgpact.outbox.addresses import mailbox
from zorgpact.outbox.forms import BAD_ADDRESS, MailboxField

LONGEST_BODY = 100_000  # bytes: twenty points in any script


class JoinForm(forms.Form):
    """The code of the session and the pin of a table."""

    code = forms.CharField(
        label="Code van de sessie",
        help_text="Zes tekens. Ze staan op het scherm en op de kaart op je tafel.",
        max_length=12,
        error_messages={"required": "Vul de code in.", "max_length": "De code heeft zes tekens."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    pin = forms.CharField(
        label="Pincode van je tafel",
        help_text="Die staat op de kaart op je tafel.",
        max_length=12,
        error_messages={"required": "Vul de pincode in.", "max_length": "Een pincode is korter."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


def items_of(body: bytes) -> list[Item] | None:
    """The points in a JSON body, at most MOST_AT_ONCE; None for what is no such body."""
    if len(body) > LONGEST_BODY:
        return None
    try:
        sent = json.loads(body)["punten"]
        return [item_of(point) for point in sent[:MOST_AT_ONCE]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def item_of(point: dict[str, Any]) -> Item:
    key, step, text = point["sleutel"], point["stap"], point["tekst"]
    if not (isinstance(key, str) and isinstance(text, str) and isinstance(step, int)):
        raise TypeError("a key, the key of a step and a text")
    return Item(key, step, text, point.get("papier") is True)


def region_choices() -> list[tuple[str, str]]:
    return list(Region.objects.published().order_by("title").values_list("slug", "title"))


class CommitmentForm(forms.ModelForm):
    """Its cleaned data is what `committing.commit` asks for; it saves nothing itself."""

    regions = forms.MultipleChoiceField(
        label="In welke regio’s?",
        required=False,
        choices=region_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Geen keuze: heel Nederland.",
        error_messages={"invalid_choice": "Kies regio’s uit de lijst."},
    )

    class Meta:
        model = Commitment
        fields = ["text", "organisation_name", "person_name", "person_email", "due_on"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": 200}),
            "organisation_name": forms.TextInput(attrs={"list": "organisaties", "autocomplete": "off"}),
            "person_name": forms.TextInput(attrs={"autocomplete": "off"}),
            "person_email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {
            "organisation_name": "Welke organisatie pakt dit op?",
            "person_name": "Wie daar?",
        }
        help_texts = {
            "organisation_name": "Kies een bekende naam, of typ een nieuwe.",
            "person_name": "Alleen de organisator ziet de naam en het adres.",
            "person_email": "Wie hier staat, krijgt een mail met de vraag of dit klopt.",
        }

    field_order = ("text", "organisation_name", "person_name", "person_email", "regions", "due_on")

    def clean_regions(self) -> list[Region]:
        return list(Region.objects.filter(slug__in=self.cleaned_data["regions"]))

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"])

    def clean_organisation_name(self) -> str:
        name = plain(self.cleaned_data["organisation_name"])
        refuse_links(name)
        return name

    def clean_person_name(self) -> str:
        name = clean_point(self.cleaned_data["person_name"])
        for refuse in (refuse_links, refuse_domains):
            refuse(name)
        return name

    def clean_person_email(self) -> str:
        return mailbox(self.cleaned_data["person_email"])


def plain(text: str) -> str:
    """Raises ValidationError when nothing is left that anybody sees."""
    words = clean_point(text)
    if not words:
        raise forms.ValidationError("Vul dit in.", code="required")
    return words


class AddressForm(forms.Form):
    """The one address of a table."""

    email = MailboxField(
        label="E-mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Vul een e-mailadres in.", "invalid": BAD_ADDRESS},
    )


class ReviewForm(forms.Form):
    """What the room says of something that was agreed before: the arguments of `looking_back.review`, but for the item."""

    text = forms.CharField(
        label="Wat zegt de zaal erover?",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Schrijf hoogstens 200 tekens."},
    )
    due_on = forms.DateField(
        label="Klaar op",
        required=False,
        help_text="Alleen als de zaal een andere datum afspreekt.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Deze datum kennen we niet. Schrijf hem zoals 31-12-2030."},
    )
    verdict = forms.ChoiceField(
        choices=Review.Verdict, widget=forms.HiddenInput, error_messages={"required": "Kies een knop."}
    )

    def clean_text(self) -> str:
        return clean_point(self.cleaned_data["text"])


class RoomForm(forms.Form):
    """What an organiser says to prepare a room."""

    tables = forms.IntegerField(
        label="Hoeveel tafels?",
        min_value=1,
        max_value=MOST_TABLES,
        initial=8,
        help_text="Je kunt er later nog bij zetten.",
    )
    kept_days = forms.IntegerField(
        label="Hoeveel dagen bewaren we namen en verborgen teksten?",
        min_value=1,
        max_value=LONGEST_KEPT,
        required=False,
        initial=LONGEST_KEPT,
        help_text=f"Hoogstens {LONGEST_KEPT}. Punten en aantallen blijven, zonder namen.",
    )
    is_rehearsal = forms.BooleanField(
        label="Dit is een oefening",
        required=False,
        help_text="Wat je oefent, komt nooit op de site. Daarna wis je het en begin je echt.",
    )

    def clean_kept_days(self) -> int:
        return self.cleaned_data["kept_days"] or LONGEST_KEPT


class StepForm(forms.ModelForm):
    class Meta:
        model = Step
        fields = ["kind", "question", "point_kind", "minutes", "dots", "on_threads"]


class StepFormSet(forms.BaseInlineFormSet):
    """The steps in their order; a new one comes last. Of a step that began only the words change."""

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Step:
        last = self.instance.steps.order_by("order").last()
        form.instance.order = last.order + 1 if last else 1
        return super().save_new(form, commit)

    def clean(self) -> None:
        super().clean()
        left = [form for form in self.initial_forms if form not in self.deleted_forms]
        if not left:
            raise forms.ValidationError("Een gesprek heeft minstens één stap.")
        if any(form.instance.started_at for form in self.deleted_forms):
            raise forms.ValidationError("Een stap die al begonnen is, blijft staan.")


StepForms = forms.inlineformset_factory(
    Dialogue, Step, form=StepForm, formset=StepFormSet, extra=1, can_delete=True, max_num=20
)
