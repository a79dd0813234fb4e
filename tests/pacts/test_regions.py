"""The regions: the map, the finder and the page of each region."""

import pytest

from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    EventFactory,
    KoploperPageFactory,
    MunicipalityFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PlaceNameFactory,
    PlanFactory,
    RegionFactory,
    site_tree,
)
from tests.pages import card_titles, facts, jumps, links, look_at, text, texts

pytestmark = pytest.mark.django_db


# --- The list and the finder --------------------------------------------------------------------------------------


def test_every_region_stands_on_the_map_and_in_the_list():
    RegionFactory(title="Zeeland")
    RegionFactory(title="Achterhoek")
    page = look_at("/regios/")
    expected = ["/regios/achterhoek/", "/regios/zeeland/"]
    assert links(page, "#regiolijst") == links(page, ".map") == expected
    assert texts(page, ".map title") == ["Achterhoek: 0 pacten", "Zeeland: 0 pacten"]


def test_a_region_in_draft_is_not_in_the_list():
    RegionFactory(title="Geheim", live=False)
    page = look_at("/regios/")
    assert texts(page, "#regiolijst li") == ["De regio’s zijn nog niet geladen."]
    assert "Geheim" not in str(page)


@pytest.fixture
def rijnmond():
    region = RegionFactory(title="Rijnmond")
    nissewaard = MunicipalityFactory(name="Nissewaard", province="Zuid-Holland", region=region)
    PlaceNameFactory(name="Spijkenisse", kind="voormalige gemeente", municipality=nissewaard)
    return region


def test_a_place_opens_its_region_which_says_why(client, rijnmond):
    site_tree()
    response = client.get("/regios/?plaats=spijkenisse")
    assert (response.status_code, response["Location"]) == (302, "/regios/rijnmond/?plaats=Spijkenisse")
    page = look_at(response["Location"])
    assert texts(page, ".notice") == [
        "Spijkenisse is opgegaan in de gemeente Nissewaard: dat is regio Rijnmond."
    ]
    assert page.select_one("link[rel=canonical]")["href"] == "http://testserver/regios/rijnmond/"


def test_opening_a_region_sets_no_cookie_and_is_kept_by_no_proxy(client, rijnmond):
    response = client.get("/regios/?plaats=Spijkenisse")
    assert (response.cookies, "no-store" in response["Cache-Control"]) == ({}, True)


@pytest.mark.parametrize("typed", ["Twente", "<b>x</b>", "Xyzzy", "a" * 81, "Ede%00", ""])
def test_a_region_page_only_repeats_what_the_database_says(rijnmond, typed):
    site_tree()
    page = look_at(f"/regios/rijnmond/?plaats={typed}")
    assert (page.select(".notice"), "Xyzzy" in page.select_one("main").get_text()) == ([], False)


def test_the_name_of_a_region_opens_it_without_a_reason(client):
    RegionFactory(title="Twente")
    assert client.get("/regios/?plaats=twente")["Location"] == "/regios/twente/"


def test_a_name_in_two_regions_gives_both():
    for title in ("Limburg", "Noord-Holland"):
        town = MunicipalityFactory(name=f"Stad in {title}", province=title, region=RegionFactory(title=title))
        PlaceNameFactory(name="Bergen", municipality=town)
    page = look_at("/regios/?plaats=Bergen")
    assert texts(page, ".notice strong, .notice li") == [
        "Welke bedoel je?",
        "Bergen, gemeente Stad in Limburg in Limburg",
        "Bergen, gemeente Stad in Noord-Holland in Noord-Holland",
    ]
    assert links(page, ".notice") == [
        "/regios/limburg/?plaats=Bergen",
        "/regios/noord-holland/?plaats=Bergen",
    ]


def test_two_places_of_one_name_in_one_region_open_it_and_are_both_told(client):
    site_tree()
    zeeland = RegionFactory(title="Zeeland")
    for name in ("Schouwen-Duiveland", "Veere"):
        PlaceNameFactory(name="Serooskerke", municipality=MunicipalityFactory(name=name, region=zeeland))
    address = client.get("/regios/?plaats=serooskerke")["Location"]
    assert texts(look_at(address), ".notice") == [
        "Serooskerke ligt in de gemeente Schouwen-Duiveland: dat is regio Zeeland."
        " Serooskerke ligt in de gemeente Veere: dat is regio Zeeland."
    ]


def test_a_typing_error_asks_back(rijnmond):
    page = look_at("/regios/?plaats=Spijkenise")
    assert texts(page, ".notice strong, .notice li") == [
        "Deze naam kennen we niet. Bedoelde je …?",
        "Spijkenisse, nu gemeente Nissewaard in Zuid-Holland",
    ]
    assert links(page, ".notice") == ["/regios/?plaats=Spijkenisse"]
    assert page.title.get_text(strip=True) == "Spijkenise: in welke regio? · Zorgpact"


def test_a_suggestion_with_signs_in_its_name_can_be_followed(client):
    region = RegionFactory(title="Haaglanden")
    MunicipalityFactory(name="Knip & 'Plak / Tak", region=region)
    (address,) = links(look_at("/regios/?plaats=Knip en Pla"), ".notice")
    assert client.get(address)["Location"].startswith("/regios/haaglanden/")


def test_an_unknown_name_is_told_with_what_to_do():
    page = look_at("/regios/?plaats=Xyzzy")
    assert texts(page, ".notice") == [
        "We kennen deze naam niet Controleer de spelling, probeer een grotere plaats in de buurt"
        " of kies je regio in de lijst."
    ]
    assert page.select_one("#plaats")["value"] == "Xyzzy"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a" * 81, "Deze naam is te lang. Typ alleen de naam van je plaats of gemeente."),
        ("Ede%00", "Hier staat een teken dat niet kan. Typ de naam opnieuw."),
    ],
)
def test_a_name_that_cannot_be_is_told(typed, sentence):
    assert texts(look_at(f"/regios/?plaats={typed}"), ".notice p") == [sentence]


def test_nothing_is_said_before_something_is_asked():
    assert look_at("/regios/?plaats=").select(".notice") == []


def test_what_was_typed_is_never_markup():
    page = look_at("/regios/?plaats=<script>alert(1)</script>")
    assert [script["src"] for script in page.select("script")] == ["/static/js/video.js", "/static/js/map.js"]


# --- The page of a region -----------------------------------------------------------------------------------------


@pytest.fixture
def twente():
    site_tree()
    return RegionFactory(
        title="Twente",
        provinces="Overijssel",
        organisation=OrganisationFactory(title="WGV Zorg en Welzijn"),
    )


def test_a_region_page_says_which_region_it_is(twente):
    near = RegionFactory(title="Achterhoek")
    RegionFactory(title="Zeeland")
    twente.neighbours.set([near])
    twente.save()
    page = look_at("/regios/twente/")
    assert text(page, "h1") == "Twente"
    assert texts(page, ".facts--row dd") == ["WGV Zorg en Welzijn", "Overijssel", "Achterhoek"]
    assert links(page, ".map") == [near.get_absolute_url()]


def test_the_map_of_a_region_shows_its_municipalities_and_names_them(twente):
    MunicipalityFactory(name="Almelo", region=twente, outline="M300,300L320,300L320,320Z")
    MunicipalityFactory(name="Nieuw, nog niet getekend", region=twente)
    MunicipalityFactory(name="Elders")
    page = look_at("/regios/twente/")
    assert texts(page, ".map__municipality title") == ["Almelo", "Nieuw, nog niet getekend"]
    assert text(page, ".map-figure figcaption p") == "Gemeenten: Almelo, Nieuw, nog niet getekend"


@pytest.mark.parametrize(
    ("question", "chosen", "said"),
    [
        ("", "pacten", "Twente 2 pacten"),
        ("?kaart=acties", "acties", "Twente 1 actie"),
        ("?kaart=sessies", "sessies die komen", "Twente 3 sessies"),
        ("?kaart=x%00", "pacten", "Twente 2 pacten"),
    ],
)
def test_the_map_is_shaded_by_what_a_visitor_chooses(twente, question, chosen, said):
    RegionFactory(title="Zeeland")
    PactFactory.create_batch(2, regions=[twente])
    PactFactory(regions=[twente], live=False)
    ActionFactory(plan=None, regions=[twente])
    EventFactory.create_batch(3, regions=[twente])
    EventFactory(regions=[twente], past=True)
    page = look_at(f"/regios/{question}")
    assert text(page, ".choices [aria-current]") == chosen
    assert texts(page, "#regiolijst li") == [said, "Zeeland"]
    assert [path["class"][1] for path in page.select(".map a path")] == [
        "map__region--4",
        "map__region--0",
    ]


def test_a_region_page_draws_how_its_actions_stand(twente):
    ActionFactory(plan=None, regions=[twente], status="klaar")
    ActionFactory.create_batch(3, plan=None, regions=[twente], status="loopt")
    ActionFactory(plan=None, status="gestopt")
    page = look_at("/regios/twente/")
    assert texts(page, ".bar__key li") == ["Loopt 3", "Klaar 1"]
    assert [(part["x"], part["width"]) for part in page.select(".bar__drawing rect")] == [
        ("0.00%", "75.00%"),
        ("75.00%", "25.00%"),
    ]
    assert links(page, ".bar") == [
        "/actieagenda/?regio=twente&status=loopt",
        "/actieagenda/?regio=twente&status=klaar",
    ]


def test_a_region_page_brings_everything_of_the_region_together(twente):
    PactFactory(title="Zorgpact Twente", regions=[twente])
    plan = PlanFactory(title="RAAT Twente", regions=[twente])
    ambition = AmbitionFactory(plan=plan, title="Meer leerplekken")
    ActionFactory(title="Honderd leerplekken", plan=plan, ambition=ambition)
    KoploperPageFactory(title="Twentse zorgacademie", regions=[twente])
    EventFactory(title="Dialoogsessie Almelo", regions=[twente])
    NewsPageFactory(title="Hoe lerend werkt de zorg", regions=[twente])
    page = look_at("/regios/twente/")
    assert card_titles(page) == ["Zorgpact Twente", "Twentse zorgacademie"]
    assert texts(page, ".ambition h3, .action__title") == ["Meer leerplekken", "Honderd leerplekken"]
    assert {
        "/plannen/raat-twente/",
        "/agenda/dialoogsessie-almelo/",
        "/nieuws/hoe-lerend-werkt-de-zorg/",
    } <= set(links(page))


def test_what_belongs_to_another_region_or_is_a_draft_is_not_shown(twente):
    kinds = [PactFactory, PlanFactory, KoploperPageFactory, EventFactory, NewsPageFactory]
    for number, factory in enumerate(kinds):
        factory(title=f"Hoort hier niet {number}", regions=[RegionFactory()])
        factory(title=f"Hoort hier niet, want concept {number}", regions=[twente], live=False)
    plan = PlanFactory(regions=[twente])
    ActionFactory(title="Hoort hier niet", plan=plan, live=False)
    assert "Hoort hier niet" not in look_at("/regios/twente/").get_text()


def test_a_region_page_counts_what_it_holds(twente):
    for number in range(14):
        PactFactory(title=f"Pact {number}", regions=[twente])
    ActionFactory(plan=PlanFactory(regions=[twente]))
    EventFactory.create_batch(2, regions=[twente])
    EventFactory(regions=[twente], live=False)
    NewsPageFactory(regions=[twente])
    assert jumps(look_at("/regios/twente/")) == ["14 pacten", "1 actie", "2 sessies", "1 bericht"]


def test_an_empty_region_page_counts_nothing(twente):
    assert jumps(look_at("/regios/twente/")) == []


def test_a_region_with_very_many_pacts_shows_the_first_twelve(twente):
    for number in range(14):
        PactFactory(title=f"Pact {number:02}", regions=[twente])
    assert card_titles(look_at("/regios/twente/")) == [f"Pact {number:02}" for number in range(12)]


def test_the_newest_plan_is_told_and_older_ones_are_named(twente):
    PlanFactory(title="Oud plan", regions=[twente], period_start=2014, period_end=2017)
    PlanFactory(title="Nieuw plan", regions=[twente], period_start=2018, period_end=2022)
    page = look_at("/regios/twente/")
    side = page.select_one(".columns__side.facts")
    assert texts(side, "dd") == ["2018–2022", "Oud plan"]
    assert links(page, ".section.tone--tint .section-header") == ["/plannen/nieuw-plan/"]


def test_an_empty_region_page_says_what_to_do(twente):
    page = look_at("/regios/twente/")
    assert texts(page, ".empty h2") == ["Hier staat nog geen pact", "Dit plan staat hier nog niet"]
    assert links(page, ".empty") == ["/pacten/", "/actieagenda/"]
    assert "Nog geen nieuws uit deze regio. Lees het landelijke nieuws." in text(page)
    assert "Er staat hier nu geen sessie gepland." in text(page)


def test_a_region_names_its_newest_plans_only(twente):
    for year in range(2000, 2020, 2):
        PlanFactory(title=f"Plan {year}", regions=[twente], period_start=year, period_end=year)
    page = look_at("/regios/twente/")
    (side,) = page.select(".section.tone--tint .columns__side")
    assert texts(side, "dd") == ["2018", "Plan 2016", "Plan 2014", "Plan 2012", "Plan 2010"]


def test_facts_of_a_plan_are_not_mixed_with_those_of_the_region(twente):
    assert facts(look_at("/regios/twente/"))["Provincie"] == "Overijssel"


@pytest.mark.parametrize("slug", ["bestaat-niet", "Twente", "geheim"])
def test_another_region_is_not_found(client, twente, slug):
    RegionFactory(title="Geheim", live=False)
    response = client.get(f"/regios/{slug}/")
    assert response.status_code == 404
    assert "Deze bladzijde is er niet (meer)" in response.content.decode()
