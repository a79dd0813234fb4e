"""The words of a text: the same whatever the database, for what is written and for what is asked."""

import pytest

from zorgpact.search.words import analyse

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Wijkleerbedrijven", "wijkleerbedrijf"),
        ("plannen", "PLAN"),
        ("acties", "actie"),
        ("huizen", "huis"),
        ("coördinatie", "coordinatie"),
        ("technologieën", "technologieen"),
        ("regio’s", "regio"),
        ("’s-Gravenhage", "'s gravenhage"),
        ("zorg- en welzijnspact", "welzijnspact zorg"),
        ("ﬁets", "fiets"),
        ("Straße", "strasse"),
        ("Søren", "søren"),
        ("in 2018", "2018"),
        ("a" * 60, "a" * 50),
    ],
)
def test_these_are_the_same_words(written, asked):
    assert analyse(written) == analyse(asked) != set()


@pytest.mark.parametrize(("one", "other"), [("zorg", "school"), ("leren", "leerling"), ("2018", "2019")])
def test_these_are_other_words(one, other):
    assert analyse(one) & analyse(other) == set()


@pytest.mark.parametrize("text", ["", "de het een", "!?…", "😀", "'", "_"])
def test_this_has_no_word_to_look_for(text):
    assert analyse(text) == set()


@pytest.mark.parametrize("text", ["Ελλάδα", "中文", "ø²³", "٣", "x" * 500, "Żółć", "a\x00b"])
def test_a_word_is_made_of_small_letters_and_digits_whatever_the_alphabet(text):
    words = analyse(text)
    assert words
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
