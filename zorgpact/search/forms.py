"""What visitors search for."""

import re

from django import forms

from pacts.models.names import plain_key
from zorgpact.cms.filters import FilterForm, OptionField, Options, TopicField
from zorgpact.cms.registry import all_kinds
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
    onderwerp = TopicField("Onderwerp", "Alle onderwerpen")
    soort = OptionField("Soort", "Alles", choices=[(kind.slug, kind.plural) for kind in all_kinds()])

    def options(self) -> dict[str, Options]:
        return {
            "onderwerp": Options(Topic.objects.all(), label="name"),
            "synoniemen": Options(Topic.objects.exclude(synonyms=""), label="synonyms"),
        }

    @property
    def words(self) -> str:
        """The words to look for: letters and digits only, so that no search engine trips over the rest."""
        words = re.findall(r"\w+", self.chosen().get("q", ""))
        return " ".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])

    @property
    def topics_meant(self) -> list[dict[str, str]]:
        """The topics of which the words are the name or a synonym."""
        wanted = plain_key(self.words)
        names = [*self.offered("onderwerp"), *self.offered("synoniemen")]
        meant = {slug for slug, text in names if wanted and wanted in map(plain_key, text.split(","))}
        return [{"slug": slug, "name": name} for slug, name in self.offered("onderwerp") if slug in meant]
