"""The whole country: every official place, every former municipality, and how they are written."""

import csv

import pytest

from pacts.finding import find_regions, suggest
from pacts.models import Municipality
from pacts.reference import REFERENCE, load_reference
from tests.pacts.guessing import measure


@pytest.fixture(scope="module")
def _country(module_db):
    """Everything loaded once for this module."""
    load_reference(REFERENCE)


@pytest.fixture
def country(_country, db):
    """Everything loaded; what a test changes is undone."""


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def not_found(names: list[tuple[str, str]]) -> list[str]:
    """Those names of which no answer is the region of their municipality."""
    regions = dict(Municipality.objects.values_list("code", "region_id"))
    return [
        name
        for name, code in names
        if regions[code] not in {answer.region.pk for answer in find_regions(name)}
    ]


def municipalities_at(name: str) -> list[str]:
    return [answer.municipality for answer in find_regions(name)]


@pytest.mark.once
def test_every_official_place_leads_to_the_region_of_its_municipality(country):
    places = rows("places.csv")
    assert len(places) == 2501
    assert not_found([(row["name"], row["gm_code"]) for row in places]) == []


def test_every_former_municipality_leads_to_the_region_of_its_successor(country):
    former = rows("former_municipalities.csv")
    assert len({row["former_name"] for row in former}) >= 233
    assert not_found([(row["former_name"], row["successor_gm_code"]) for row in former]) == []


@pytest.mark.parametrize("name", ["municipalities.csv", "aliases.csv", "hamlets.csv"])
def test_every_other_name_leads_to_the_region_of_its_municipality(country, name):
    assert not_found([(row["name"], row["gm_code"]) for row in rows(name)]) == []


def test_no_hamlet_has_the_name_of_an_official_place(country):
    official = {row["name"].casefold() for row in rows("places.csv")}
    assert [row["name"] for row in rows("hamlets.csv") if row["name"].casefold() in official] == []


@pytest.mark.parametrize(
    ("typed", "municipalities"),
    [
        ("De gemeente 's-Gravenhage", ["'s-Gravenhage"]),
        ("Alphen a/d Rijn", ["Alphen aan den Rijn"]),
        ("Nieuwerkerk a.d. IJssel", ["Zuidplas"]),
        ("Loenen a/d Vecht", ["Stichtse Vecht"]),
        ("St. Oedenrode", ["Meierijstad"]),
        ("Sint Annaparochie", ["Waadhoeke"]),
        ("Nuenen c.a.", ["Nuenen, Gerwen en Nederwetten"]),
        ("Nuenen, Gerwen en Nederwetten", ["Nuenen, Gerwen en Nederwetten"]),
        ("Kollumerland c.a.", ["Noardeast-Fryslân"]),
        ("Zwolle, Overijssel", ["Zwolle"]),
        ("Hengelo (Gld)", ["Bronckhorst"]),
        ("Hengelo Ov", ["Hengelo (O.)"]),
        ("Hengelo", ["Hengelo (O.)", "Bronckhorst"]),
        ("Bergen", ["Bergen (L.)", "Bergen (NH.)"]),
        ("Bergen NH", ["Bergen (NH.)"]),
        ("Bergen Limburg", ["Bergen (L.)"]),
        ("Beek", ["Beek (L.)", "Berg en Dal", "Montferland"]),
        ("Rijswijk", ["Rijswijk (ZH.)", "Buren", "Altena"]),
        ("Rijswijk (ZH)", ["Rijswijk (ZH.)"]),
        ("Haren", ["Oss", "Groningen"]),
        ("Haren Gn", ["Groningen"]),
        ("Ljouwert/Leeuwarden", ["Leeuwarden"]),
        ("Bergum", ["Tytsjerksteradiel"]),
        ("Noordoost-Friesland", ["Noardeast-Fryslân"]),
        ("Nisse", ["Borsele"]),
        ("Hall", ["Brummen"]),
        ("Heide", ["Venray"]),
        ("Hoek", ["Terneuzen"]),
        ("Beuningen", ["Beuningen", "Losser"]),
        ("Heusden", ["Heusden", "Asten"]),
        ("Utrecht", ["Utrecht"]),
    ],
)
def test_a_name_leads_to_its_municipalities(country, typed, municipalities):
    assert municipalities_at(typed) == municipalities


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("Limburg", ["Zuid-Limburg", "Noord- en Midden-Limburg"]),
        ("provincie Utrecht", ["Utrecht en omgeving", "Amersfoort en omgeving"]),
        ("Friesland", ["Friesland"]),
        ("Midden Gelderland", ["Midden-Gelderland"]),
        ("Zuid-Holland Zuid", ["Zuid-Holland Zuid"]),
        ("Regio Zwolle", ["Regio Zwolle"]),
        ("Zeeland", ["Zeeland", "Noordoost-Brabant"]),
        ("provincie Zeeland", ["Zeeland"]),
    ],
)
def test_a_province_or_a_region_leads_to_its_regions(country, typed, titles):
    assert [answer.region.title for answer in find_regions(typed)] == titles


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Niss", "Nisse"),
        ("Amersfort", "Amersfoort"),
        ("Spijkennisse", "Spijkenisse"),
        ("Den Hag", "Den Haag"),
        ("Gelderlnd", "Gelderland"),
        ("Zwole, Overijssel", "Zwolle"),
        ("Zwolle, Gelderland", "Zwolle"),
        ("Noardest Fryslan", "Noardeast-Fryslân"),
    ],
)
def test_what_is_not_quite_a_name_is_asked_back(country, typed, meant):
    assert find_regions(typed) == []
    assert suggest(typed)[0].name == meant


@pytest.mark.once
def test_misspelt_names_are_asked_back_and_hardly_ever_wrong(country):
    score = measure()
    print(f"\n{score}\nunknown: {score.unknown}\nwrong: {score.wrong}\nright: {score.right}")
    assert score.share("suggested", "right", "choice") > 0.95
    assert score.share("wrong") < 0.01
