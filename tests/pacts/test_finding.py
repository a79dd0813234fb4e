"""Finding a region by the names that people use."""

import pytest

from pacts.finding import MOST_SUGGESTIONS, explain, find_regions, suggest
from pacts.models import PlaceName
from tests.factories import MunicipalityFactory, PlaceNameFactory, RegionFactory
from zorgpact.cms.editions import begin_edition

pytestmark = pytest.mark.django_db
FORMER, PLACE, ALIAS, HAMLET = (
    PlaceName.Kind.FORMER,
    PlaceName.Kind.PLACE,
    PlaceName.Kind.ALIAS,
    PlaceName.Kind.HAMLET,
)


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


def answers(name: str) -> list[str]:
    return [found.region.title for found in find_regions(name)]


def suggestions(name: str) -> list[str]:
    return [suggestion.name for suggestion in suggest(name)]


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
        ("Spijkenisse", "Spijkenisse is opgegaan in de gemeente Nissewaard: dat is regio Rijnmond."),
        ("Den Haag", "Den Haag ligt in de gemeente 's-Gravenhage: dat is regio Haaglanden."),
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
    [("Den Haag", "Den Haag hoort bij de gemeente 's-Gravenhage: dat is regio Haaglanden.")],
)
def test_another_name_is_not_called_a_place(country, typed, sentence):
    assert [answer.explanation for answer in find_regions(typed)] == [sentence]


def test_an_official_place_goes_before_a_hamlet_of_that_name():
    PlaceNameFactory(name="Nisse", kind=HAMLET, municipality__name="Nissewaard")
    official = PlaceNameFactory(name="Nisse", kind=PLACE, municipality__name="Borsele")
    assert [answer.municipality for answer in find_regions("Nisse")] == ["Borsele"]
    official.delete()
    assert [answer.municipality for answer in find_regions("Nisse")] == ["Nissewaard"]


@pytest.mark.parametrize(
    ("typed", "municipality"),
    [
        ("Beek, Limburg", ["Beek (L.)"]),
        ("Beek (L.)", ["Beek (L.)"]),
        ("Beek Lb", ["Beek (L.)"]),
        ("Beek (Montferland)", ["Montferland"]),
        ("Beek gem. Montferland", ["Montferland"]),
        ("Beek, Gelderland", ["Montferland"]),
        ("gemeente Beek", ["Beek (L.)"]),
        ("Beek", ["Beek (L.)", "Montferland"]),
        ("Beek, Drenthe", []),
        ("Beek (Elders)", []),
    ],
)
def test_what_stands_beside_a_name_chooses(typed, municipality):
    MunicipalityFactory(name="Beek (L.)", province="Limburg")
    montferland = MunicipalityFactory(name="Montferland", province="Gelderland")
    PlaceNameFactory(name="Beek", municipality=montferland)
    assert [answer.municipality for answer in find_regions(typed)] == municipality


def test_two_names_of_one_place_are_one_answer():
    leeuwarden = MunicipalityFactory(name="Leeuwarden")
    PlaceNameFactory(name="Ljouwert", kind=ALIAS, municipality=leeuwarden)
    for typed in ("Ljouwert/Leeuwarden", "Leeuwarden (Ljouwert)", "Leeuwarden - Ljouwert"):
        assert [answer.municipality for answer in find_regions(typed)] == ["Leeuwarden"]


def test_a_province_gives_its_regions_the_largest_first():
    twente, zwolle = RegionFactory(title="Twente"), RegionFactory(title="Regio Zwolle")
    MunicipalityFactory(province="Overijssel", region=zwolle)
    MunicipalityFactory.create_batch(2, province="Overijssel", region=twente)
    MunicipalityFactory(province="Drenthe")
    for typed in ("Overijssel", "provincie Overijssel", "Prov. Overijssel"):
        assert answers(typed) == ["Twente", "Regio Zwolle"]


def test_a_town_goes_before_the_province_of_that_name():
    town = MunicipalityFactory(name="Utrecht", province="Utrecht")
    other = MunicipalityFactory(province="Utrecht")
    assert [answer.region for answer in find_regions("Utrecht")] == [town.region]
    assert {answer.region for answer in find_regions("provincie Utrecht")} == {town.region, other.region}


def test_the_reason_is_told_for_this_region_only(country):
    limburg = RegionFactory._meta.model.objects.get(title="Noord- en Midden-Limburg")
    reason = "De gemeente Bergen (L.) hoort bij de regio Noord- en Midden-Limburg."
    assert [explain(name, limburg) for name in ("Bergen", "Spijkenisse", "Xyzzy", "")] == [reason, "", "", ""]


# --- Names that are not quite right -------------------------------------------------------------------------------


def test_a_beginning_is_asked_back_and_never_an_answer(country):
    assert (answers("Spijk"), suggestions("Spijk")) == ([], ["Spijkenisse"])


@pytest.mark.parametrize("typed", ["Spijkenise", "Spijkennisse", "Spijkneisse", "Spijkenisse, Zuid-Hollland"])
def test_a_typing_error_is_asked_back_and_never_an_answer(country, typed):
    assert (answers(typed), suggestions(typed)) == ([], ["Spijkenisse"])


def test_a_name_of_several_places_is_suggested_once_and_without_a_place():
    for number in range(2):
        PlaceNameFactory(name="Alteveer", municipality=MunicipalityFactory(name=f"Stad {number}"))
    assert [(one.name, one.label) for one in suggest("Altever")] == [("Alteveer", "Alteveer")]


def test_a_province_that_is_misspelt_is_suggested():
    MunicipalityFactory(province="Overijssel")
    assert [(one.name, one.label) for one in suggest("Overijsel")] == [("Overijssel", "Provincie Overijssel")]


def test_of_names_alike_those_in_the_province_that_was_typed_come_first():
    for name, province in [("Zwolle", "Gelderland"), ("Zwollen", "Overijssel")]:
        MunicipalityFactory(name=name, province=province)
    assert suggestions("Zwole, Overijssel") == ["Zwollen", "Zwolle"]


def test_two_letters_are_too_few_to_guess(country):
    assert (answers("Sp"), suggestions("Sp")) == ([], [])


def test_suggestions_stop_at_twelve():
    for number in range(MOST_SUGGESTIONS + 3):
        MunicipalityFactory(name=f"Oud-Dorp {number:02}")
    assert len(suggest("Oud")) == MOST_SUGGESTIONS


def test_what_begins_so_leaves_room_for_what_looks_like_it():
    for number in range(MOST_SUGGESTIONS):
        MunicipalityFactory(name=f"Hoornaar {number:02}")
    MunicipalityFactory(name="Horn")
    assert "Horn" in suggestions("Hoorn")


@pytest.mark.parametrize("typed", ["", " ", "'", "-", "\x00", "%", "%%%", "___", "😀", "a" * 5000, "Xyzzy"])
def test_what_names_nothing_finds_nothing(country, typed):
    assert (find_regions(typed), suggest(typed)) == ([], [])


def test_a_region_in_draft_is_never_an_answer():
    region = RegionFactory(title="Geheim", live=False)
    PlaceNameFactory(
        name="Dorp", municipality=MunicipalityFactory(name="Stad", region=region, province="Drenthe")
    )
    assert [find_regions(name) for name in ("Geheim", "Stad", "Dorp", "provincie Drenthe")] == [[]] * 4
    assert [suggest(name) for name in ("Geheimp", "Sta", "Dorpp")] == [[]] * 3


@pytest.mark.parametrize(
    ("typed", "count"), [("Spijkenisse", 2), ("Bergen", 2), ("Xyzzy", 2), ("Drenthe", 3), ("", 0)]
)
def test_finding_takes_two_queries_and_a_province_three(country, django_assert_num_queries, typed, count):
    with django_assert_num_queries(count):
        find_regions(typed)


def test_suggesting_takes_three_queries_and_two_when_the_names_are_in_memory(
    country, settings, django_assert_num_queries
):
    in_memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "suggesting"}
    settings.CACHES = {**settings.CACHES, "fragments": in_memory}
    for count in (3, 2):
        with django_assert_num_queries(count):
            suggest("Spijkenise")


def test_a_new_name_is_suggested_in_the_next_edition(country, settings):
    in_memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "new name"}
    settings.CACHES = {**settings.CACHES, "fragments": in_memory}
    before = suggestions("Nieuwdorpp")
    MunicipalityFactory(name="Nieuwdorp")
    begin_edition()
    assert (before, suggestions("Nieuwdorpp")) == ([], ["Nieuwdorp"])
