"""Finding a region by the names that people use."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pacts.finding import MOST_SUGGESTIONS, find_regions
from pacts.models import PlaceName
from pacts.models.places import search_key
from tests.factories import MunicipalityFactory, PlaceNameFactory, RegionFactory

pytestmark = pytest.mark.django_db
FORMER, PLACE, ALIAS = PlaceName.Kind.FORMER, PlaceName.Kind.PLACE, PlaceName.Kind.ALIAS


@pytest.fixture
def country():
    """A piece of the country with all that makes names hard."""
    rijnmond = RegionFactory(title="Rijnmond", aliases="Rotterdam-Rijnmond")
    haaglanden = RegionFactory(title="Haaglanden")
    noord_holland = RegionFactory(title="Noord-Holland Noord", short_name="NH Noord")
    limburg = RegionFactory(title="Noord- en Midden-Limburg", short_name="N- en M-Limburg")
    brabant = RegionFactory(title="Midden-Brabant")
    noordoost = RegionFactory(title="Noordoost-Brabant")
    friesland = RegionFactory(title="Friesland", aliases="Fryslân;Frieslân")

    nissewaard = MunicipalityFactory(name="Nissewaard", region=rijnmond)
    PlaceNameFactory(name="Spijkenisse", kind=FORMER, municipality=nissewaard)
    PlaceNameFactory(name="Spijkenisse", kind=PLACE, municipality=nissewaard)
    den_haag = MunicipalityFactory(name="'s-Gravenhage", region=haaglanden)
    PlaceNameFactory(name="Den Haag", kind=ALIAS, municipality=den_haag)
    bergen_nh = MunicipalityFactory(name="Bergen (NH.)", region=noord_holland)
    PlaceNameFactory(name="Bergen", kind=PLACE, municipality=bergen_nh)
    bergen_l = MunicipalityFactory(name="Bergen (L.)", region=limburg)
    PlaceNameFactory(name="Bergen", kind=PLACE, municipality=bergen_l)
    for name, region in [("Boxtel", noordoost), ("Oisterwijk", brabant), ("Vught", noordoost)]:
        PlaceNameFactory(
            name="Haaren", kind=FORMER, municipality=MunicipalityFactory(name=name, region=region)
        )
    MunicipalityFactory(name="Súdwest-Fryslân", region=friesland)


def answers(name: str, **options) -> list[str]:
    return [found.region.title for found in find_regions(name, **options)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Nissewaard", ["Rijnmond"]),
        ("Spijkenisse", ["Rijnmond"]),
        ("  spijkenisse ", ["Rijnmond"]),
        ("SPIJKENISSE", ["Rijnmond"]),
        ("Den Haag", ["Haaglanden"]),
        ("den-haag", ["Haaglanden"]),
        ("'s-Gravenhage", ["Haaglanden"]),
        ("’s Gravenhage", ["Haaglanden"]),
        ("s gravenhage", ["Haaglanden"]),
        ("Sudwest Fryslan", ["Friesland"]),
        ("Súdwest-Fryslân", ["Friesland"]),
        ("Su\u0301dwest-Frysla\u0302n", ["Friesland"]),
        ("fryslan", ["Friesland"]),
        ("Rotterdam-Rijnmond", ["Rijnmond"]),
        ("nh noord", ["Noord-Holland Noord"]),
        ("Noord-Holland Noord", ["Noord-Holland Noord"]),
    ],
)
def test_a_name_leads_to_its_region_however_it_is_typed(country, typed, expected):
    assert answers(typed) == expected


def test_a_name_that_two_places_bear_gives_both(country):
    assert sorted(answers("Bergen")) == ["Noord- en Midden-Limburg", "Noord-Holland Noord"]


def test_a_municipality_that_was_divided_gives_every_part(country):
    found = find_regions("Haaren")
    assert sorted((answer.municipality, answer.region.title) for answer in found) == [
        ("Boxtel", "Noordoost-Brabant"),
        ("Oisterwijk", "Midden-Brabant"),
        ("Vught", "Noordoost-Brabant"),
    ]


def test_a_place_and_a_former_municipality_of_one_name_are_one_answer(country):
    assert len(find_regions("Spijkenisse")) == 1


def test_a_municipality_goes_before_a_place_of_that_name():
    small = PlaceNameFactory(name="Hengelo", municipality__name="Bronckhorst")
    large = MunicipalityFactory(name="Hengelo")
    assert [answer.region for answer in find_regions("Hengelo")] == [large.region, small.municipality.region]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Nissewaard", "De gemeente Nissewaard hoort bij de regio Rijnmond."),
        ("Spijkenisse", "Spijkenisse is opgegaan in Nissewaard, en hoort bij de regio Rijnmond."),
        ("Den Haag", "Den Haag ligt in de gemeente 's-Gravenhage, regio Haaglanden."),
        ("Friesland", "Friesland is een regio."),
    ],
)
def test_an_answer_explains_itself(typed, sentence):
    region = RegionFactory(title="Rijnmond")
    nissewaard = MunicipalityFactory(name="Nissewaard", region=region)
    PlaceNameFactory(name="Spijkenisse", kind=FORMER, municipality=nissewaard)
    den_haag = MunicipalityFactory(name="'s-Gravenhage", region=RegionFactory(title="Haaglanden"))
    PlaceNameFactory(name="Den Haag", kind=PLACE, municipality=den_haag)
    RegionFactory(title="Friesland")
    assert [answer.explanation for answer in find_regions(typed)] == [sentence]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("Den Haag", "Den Haag is een andere naam voor 's-Gravenhage, regio Haaglanden.")],
)
def test_another_name_is_not_called_a_place(country, typed, sentence):
    assert [answer.explanation for answer in find_regions(typed)] == [sentence]


def test_a_beginning_is_enough_when_nothing_bears_the_name(country):
    assert answers("Spijk") == ["Rijnmond"]


def test_a_beginning_gives_nothing_when_only_whole_names_count(country):
    assert answers("Spijk", is_exact=True) == []


def test_a_whole_name_keeps_beginnings_out():
    whole = MunicipalityFactory(name="Ede")
    MunicipalityFactory(name="Edegem")
    assert [answer.region for answer in find_regions("Ede")] == [whole.region]


def test_two_letters_are_too_few_to_guess(country):
    assert answers("Sp") == []


def test_suggestions_stop_at_twelve():
    for number in range(MOST_SUGGESTIONS + 3):
        MunicipalityFactory(name=f"Oud-Dorp {number:02}")
    assert len(find_regions("Oud")) == MOST_SUGGESTIONS


@pytest.mark.parametrize("typed", ["", " ", "'", "-", "\x00", "%", "%%%", "___", "😀", "a" * 5000, "Xyzzy"])
def test_what_names_nothing_finds_nothing(country, typed):
    assert find_regions(typed) == []


@given(st.text())
@example("𝕬")  # a capital only after it became a letter
@settings(max_examples=100)
def test_a_key_is_letters_and_digits_and_stays_the_same_when_folded_again(name):
    key = search_key(name)
    assert key == "" or key.isalnum()
    assert search_key(key) == key


def test_a_region_in_draft_is_never_an_answer():
    region = RegionFactory(title="Geheim", live=False)
    PlaceNameFactory(name="Dorp", municipality=MunicipalityFactory(name="Stad", region=region))
    assert [find_regions(name) for name in ("Geheim", "Stad", "Dorp", "Sta")] == [[], [], [], []]


@pytest.mark.parametrize(
    ("typed", "count"), [("Spijkenisse", 2), ("Bergen", 2), ("Spijk", 3), ("Xyzzy", 3), ("", 0)]
)
def test_finding_takes_two_queries_or_three(country, django_assert_num_queries, typed, count):
    with django_assert_num_queries(count):
        find_regions(typed)
