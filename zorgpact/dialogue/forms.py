"""What people type to join, and what a phone sends when the network is back."""

import json
from typing import Any

from django import forms

from zorgpact.dialogue.submitting import MOST_AT_ONCE, Item

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
