"""Fields of forms for people without an account: a mail address as they type it, and a trap for robots."""

from typing import Any

from django import forms

from zorgpact.outbox.addresses import mailbox

TOO_LONG = "Maak dit korter: er passen %(limit_value)d tekens, het zijn er nu %(show_value)d."
BAD_ADDRESS = "Dit adres klopt niet helemaal. Schrijf het zoals naam@organisatie.nl."
TRAPPED = "Dit veld is er om robots te herkennen. Maak het leeg en verstuur het formulier nog eens."


class MailboxField(forms.EmailField):
    """Gives the address of the mailbox: two ways to type it are one."""

    def to_python(self, value: Any) -> str:
        return mailbox(super().to_python(value) or "")


class TrapField(forms.CharField):
    """Robots fill in everything. Hidden from people."""

    def __init__(self, **kwargs: Any):
        widget = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
        super().__init__(label="Laat dit veld leeg", required=False, max_length=200, widget=widget, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            raise forms.ValidationError(TRAPPED)
