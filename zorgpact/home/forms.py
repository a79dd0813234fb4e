"""What visitors search for."""

import re

from django import forms

from zorgpact.cms.filters import FilterForm, OptionField, Options
from zorgpact.home.search import SOURCES
from zorgpact.taxonomy.models import Topic

MOST_WORDS = 8
LONGEST_WORD = 40  # characters


class SearchForm(FilterForm):
    q = forms.CharField(
        label="Wat zoek je?",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "max_length": "Dat zijn te veel woorden. Zoek met een paar woorden.",
            "null_characters_not_allowed": "Hier staat een teken dat niet kan. Typ je zoekwoorden opnieuw.",
        },
    )
    onderwerp = OptionField("Onderwerp", "Alle onderwerpen")
    soort = OptionField("Soort", "Alles", choices=[(source.slug, source.title) for source in SOURCES])

    def options(self):
        return {"onderwerp": Options(Topic.objects.all(), label="name")}

    @property
    def words(self) -> str:
        """The words to look for: letters and digits only, so that no search engine trips over the rest."""
        words = re.findall(r"\w+", self.chosen().get("q", ""))
        return " ".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])
