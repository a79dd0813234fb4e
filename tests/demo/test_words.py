"""The words of the demo: what few people know is explained where it first stands."""

import re

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
NEAR = 90  # characters
MEANINGS = {
    "RAAT": re.compile(r"regiona(al|le) (actie)?plan"),
    "VAR": re.compile("verpleegkundige adviesraden"),
    "Kopgroep": re.compile("koplopers", re.IGNORECASE),
}


@pytest.mark.parametrize("word", MEANINGS)
def test_a_word_that_few_people_know_is_explained_where_it_first_stands(word):
    unexplained = []
    for path in sorted(FOLDER.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        first = re.search(rf"\b{word}\b", text)
        if first and not MEANINGS[word].search(text, max(0, first.start() - NEAR), first.end() + NEAR):
            unexplained.append(path.name)
    assert unexplained == []
