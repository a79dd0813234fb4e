"""What people fill in who have no account: how their actions go, who joins, and who follows."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from zorgpact.agenda.models import Action, Joining, ProgressNote, ReportRequest, months_after
from zorgpact.agenda.reporting import PassedOn, Report
from zorgpact.cms.texts import one_line, refuse_domains, refuse_hidden, refuse_links
from zorgpact.outbox.forms import BAD_ADDRESS, TOO_LONG, MailboxField, TrapField

LONGEST_MONTHS = 10 * 12


class LineField(forms.CharField):
    """A text on one line, without characters that nobody sees."""

    def __init__(self, *refusals: Any, **kwargs: Any):
        self.refusals = refusals
        kwargs["error_messages"] = {"max_length": TOO_LONG, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        for refuse in self.refusals:
            refuse(value)


def address_field(**kwargs: Any) -> MailboxField:
    errors = {"required": "Vul je e-mailadres in.", "invalid": BAD_ADDRESS, "max_length": TOO_LONG}
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    return MailboxField(max_length=254, error_messages=errors, widget=widget, **kwargs)


class PassOnForm(forms.Form):
    """Whom to ask instead. Nothing needs to be filled in; a name without an address is a remark."""

    name = LineField(
        refuse_hidden, refuse_links, refuse_domains, label="Naam", required=False, max_length=120
    )
    email = address_field(label="E-mailadres", required=False)
    remark = LineField(
        refuse_hidden, label="Of schrijf hier wat we moeten weten", required=False, max_length=500
    )

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean() or {}
        if cleaned_data.get("email") and not cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", "Vul ook de naam in van wie we kunnen vragen.")
        if cleaned_data.get("name") and not cleaned_data.get("email") and "email" not in self.errors:
            self.add_error("email", "Vul ook het e-mailadres in, anders kunnen we diegene niet vragen.")
        return cleaned_data

    def passed_on(self) -> PassedOn | None:
        """None when nothing was filled in."""
        given = {name: self.cleaned_data.get(name, "") for name in ("name", "email", "remark")}
        return PassedOn(**given) if any(given.values()) else None


class ReportForm(PassOnForm):
    """How one action goes. Left empty, nothing is told of it."""

    answer = forms.ChoiceField(
        label="Hoe gaat het?",
        choices=ProgressNote.Answer,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies een van de vier."},
    )
    text = LineField(
        refuse_hidden,
        label="In één zin",
        required=False,
        max_length=500,
        help_text="Bijvoorbeeld: de eerste tien leerplekken zijn bezet. Iedereen kan dit lezen.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = forms.DateField(
        label="Wat is de nieuwe datum?",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Deze datum bestaat niet. Schrijf haar zoals 31-12-2027."},
    )

    def __init__(self, action: Action, data: QueryDict | None, initial: dict[str, Any]):
        self.action = action
        super().__init__(
            data, prefix=str(action.pk), initial=initial, label_suffix="", use_required_attribute=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        answer, text = cleaned_data.get("answer"), cleaned_data.get("text")
        if answer and not text and "text" not in self.errors:
            self.add_error("text", "Schrijf in één zin hoe het gaat.")
        if text and not answer and "answer" not in self.errors:
            self.add_error("answer", "Kies ook een van de vier.")
        if answer == ProgressNote.Answer.SLIPPING and "due_on" not in self.errors:
            self.check_date(cleaned_data.get("due_on"))
        return cleaned_data

    def check_date(self, day: date | None) -> None:
        """It slips, so it is later than was said; and so soon that somebody reads it."""
        last = months_after(timezone.localdate(), LONGEST_MONTHS)
        after = max(filter(None, [timezone.localdate(), self.action.due_on, self.day_before_start()]))
        if day is None:
            self.add_error(
                "due_on", "Kies de dag waarop het wel klaar is. Weet je het niet zeker, schat dan."
            )
        elif not after < day <= last:
            until, latest = date_format(after, "j F Y"), date_format(last, "j F Y")
            self.add_error("due_on", f"Kies een dag na {until}, en niet later dan {latest}.")

    def day_before_start(self) -> date | None:
        return self.action.starts_on - timedelta(days=1) if self.action.starts_on else None

    def report(self) -> Report | None:
        """None when nothing was told."""
        said = self.cleaned_data
        if not said.get("answer"):
            return None
        is_late = said["answer"] == ProgressNote.Answer.SLIPPING
        return Report(said["answer"], said["text"], said["due_on"] if is_late else None)


class ReportForms:
    """One form for all actions of a request, each filled in with what was told or typed before."""

    def __init__(self, request: ReportRequest, data: QueryDict | None = None):
        self.notes = {note.action_id: note for note in request.notes.all()}
        self.forms = [
            ReportForm(action, data, self.initial_of(action, request.typed))
            for action in request.actions.published().select_related("owner").in_order()
        ]
        for form in self.forms:
            form.note = self.notes.get(form.action.pk)  # type: ignore[attr-defined]  # for the template

    def __iter__(self) -> Iterator[ReportForm]:
        return iter(self.forms)

    def __bool__(self) -> bool:
        return bool(self.forms)

    def initial_of(self, action: Action, typed: dict[str, Any]) -> dict[str, Any]:
        note = self.notes.get(action.pk)
        said = {"answer": note.answer, "text": note.text, "due_on": note.due_on} if note else {}
        return said | typed.get(str(action.pk), {})

    def is_valid(self) -> bool:
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    def reports(self) -> dict[int, Report]:
        return {form.action.pk: told for form in self.forms if (told := form.report())}

    def passed_on(self) -> dict[int, PassedOn]:
        return {form.action.pk: told for form in self.forms if (told := form.passed_on())}

    def typed(self) -> dict[str, dict[str, str]]:
        """As it was typed, good or not, to start a fresh form with."""
        return {
            str(form.action.pk): {
                name: str(value)[:1000]
                for name in form.fields
                if (value := form[name].data) and "\0" not in str(value)
            }
            for form in self.forms
        }


class JoiningForm(forms.ModelForm):
    organisation = LineField(
        refuse_hidden,
        refuse_links,
        label="Je organisatie",
        max_length=160,
        error_messages={"required": "Vul in welke organisatie meedoet."},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    text = LineField(
        refuse_hidden,
        label="Wat voegen jullie toe?",
        max_length=500,
        help_text="In een of twee zinnen. Dit komt op de site, met de naam van je organisatie.",
        error_messages={"required": "Schrijf wat jullie toevoegen, in een of twee zinnen."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = LineField(
        refuse_hidden,
        refuse_links,
        refuse_domains,
        label="Je naam",
        max_length=120,
        error_messages={"required": "Vul je naam in."},
        help_text="Je naam en je adres komen niet op de site.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = address_field(label="Je e-mailadres")
    laat_dit_leeg = TrapField()

    class Meta:
        model = Joining
        fields = ("organisation", "text", "name", "email")


class FollowForm(forms.Form):
    email = address_field(label="Je e-mailadres")
    laat_dit_leeg = TrapField()
