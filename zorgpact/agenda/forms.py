"""The admin's forms: of an action, of whom we ask about it, and why a report is not placed.

What owners and visitors fill in is in `zorgpact.agenda.public_forms`.
"""

from typing import Any

from django import forms
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm

from zorgpact.agenda.models import ContactPerson
from zorgpact.outbox.forms import MailboxField


class ReportersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: ContactPerson) -> str:
        return f"{person.name} ({person.email})"


class ActionForm(WagtailAdminModelForm):
    """An action is national or has its regions, never both. A draft may leave it open."""

    reporters = ReportersField(ContactPerson.objects.none(), label="Wie vragen we?", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields.get("reporters")
        if field is None:  # a screen may leave it out
            return
        action = self.instance
        mine = ContactPerson.objects.none()
        if action.pk:
            of_action = Q(organisation=action.owner_id) | Q(actions=action.pk)
            mine = ContactPerson.objects.filter(of_action).distinct()
            field.initial = action.contact_persons.values_list("pk", flat=True)
        field.queryset = mine
        field.help_text = (
            "De contactpersonen van de eigenaar. Kies je niemand, dan vragen we wie bij de organisatie voor elke "
            "actie geldt, en anders de coördinator van het plan of het pact."
            if mine.exists()
            else "De eigenaar heeft nog geen contactpersonen, of de actie is nog niet bewaard. Voeg ze toe bij "
            "Actieagenda, Contactpersonen. Tot dan vragen we de coördinator van het plan of het pact."
        )

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        regions, is_national = cleaned_data.get("regions"), cleaned_data.get("is_national")
        if is_national and regions:
            self.add_error("regions", "Een landelijke actie heeft geen eigen regio’s. Kies een van beide.")
        if not is_national and not regions and not self.is_deferred_validation:
            self.add_error("regions", "Kies de regio’s van deze actie, of geef aan dat zij landelijk is.")
        return cleaned_data


class ContactPersonForm(WagtailAdminModelForm):
    class Meta:
        model = ContactPerson
        field_classes = {"email": MailboxField}
        fields = (
            "organisation",
            "name",
            "email",
            "phone",
            "is_fallback",
            "plans",
            "pacts",
            "state",
            "is_checked",
        )


class RefusalForm(forms.Form):
    """Why a report is not placed: its writer reads it."""

    reason = forms.CharField(
        label="Waarom plaats je dit niet?",
        max_length=500,
        help_text="Wie het meldde, krijgt dit te lezen en kan het bericht aanpassen.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Zeg in een zin waarom, dan kan de ander het aanpassen."},
    )
