"""Reading the name of a place."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pacts.models.names import read_name, search_key

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("formal", "typed"),
    [
        ("'s-Gravenhage", "De gemeente ’s Gravenhage"),
        ("'s-Gravenhage", "gem. s gravenhage"),
        ("Alphen aan den Rijn", "Alphen a/d Rijn"),
        ("Alphen aan den Rijn", "alphen a.d. rijn"),
        ("Alphen aan den Rijn", "Alphen a d Rijn"),
        ("Loenen aan de Vecht", "Loenen a/d Vecht"),
        ("Stad aan 't Haringvliet", "Stad aan het Haringvliet"),
        ("Sint-Oedenrode", "St. Oedenrode"),
        ("Sint-Oedenrode", "St.Oedenrode"),
        ("St.-Annaparochie", "Sint Annaparochie"),
        ("Nuenen", "Nuenen c.a."),
        ("Bleskensgraaf ca", "Bleskensgraaf"),
        ("Haren Gn", "Haren"),
        ("Rijswijk (GLD)", "Rijswijk"),
        ("Spaarndam gem. Haarlem", "Spaarndam"),
        ("Bergen (NH.)", "Bergen"),
        ("Son en Breugel", "Son & Breugel"),
        ("Súdwest-Fryslân", "Su\u0301dwest-Fryslan"),
        ("Utrecht en omgeving", "Utrecht e.o."),
    ],
)
def test_one_name_has_one_key_however_it_is_written(formal, typed):
    assert search_key(formal) == search_key(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nuenen", "Nuenen, Gerwen en Nederwetten"),
        ("Noord", "Noord-Brabant"),
        ("Stad aan 't Haringvliet", "Haringvliet"),
        ("Zuid-Limburg", "Zuid-Holland"),
        ("Hall", "Halle"),
    ],
)
def test_different_names_have_different_keys(one, other):
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("typed", "key", "province"),
    [
        ("Hengelo (Gld)", "hengelo", "Gelderland"),
        ("Hengelo (O.)", "hengelo", "Overijssel"),
        ("Zwolle, Overijssel", "zwolle", "Overijssel"),
        ("Bergen NH", "bergen", "Noord-Holland"),
        ("Hoorn Noord Holland", "hoorn", "Noord-Holland"),
        ("Laren (NH", "laren", "Noord-Holland"),
        ("Zeeland", "zeeland", ""),
        ("Zeeland (NB)", "zeeland", "Noord-Brabant"),
        ("Zuid-Limburg", "zuidlimburg", ""),
        ("Hengelo O", "hengeloo", ""),  # one letter says too little
    ],
)
def test_the_province_is_read_apart(typed, key, province):
    reading = read_name(typed)
    assert (reading.key, reading.province) == (key, province)


def test_a_word_for_a_kind_of_place_alone_is_a_name():
    assert [search_key(name) for name in ("Gemeente", "Regio", "Provincie")] == [
        "gemeente",
        "regio",
        "provincie",
    ]


@given(st.text())
@example("𝕬")  # a capital only after it became a letter
@settings(max_examples=100)
def test_a_key_is_nothing_but_letters_and_digits(name):
    reading = read_name(name)
    assert all(key == "" or key.isalnum() for key in (reading.key, reading.whole, *reading.parts))
    assert bool(reading.key) <= bool(reading.whole)
