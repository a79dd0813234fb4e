"""Searching: everything a visitor may see, nothing else, and never a failure."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import (
    ActionFactory,
    EventFactory,
    KoploperPageFactory,
    MunicipalityFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    StandardPageFactory,
    ThemePageFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import links, look_at, text, texts
from zorgpact.search.views import SEARCHES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_at_once")]
KINDS = {
    PactFactory: "Pacten",
    KoploperPageFactory: "Koplopers",
    ThemePageFactory: "Thema’s",
    EventFactory: "Sessies",
    ActionFactory: "Acties",
    PlanFactory: "Plannen",
    RegionFactory: "Regio’s",
    OrganisationFactory: "Organisaties",
    NewsPageFactory: "Nieuws",
    StandardPageFactory: "Over deze site",
}


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


@pytest.fixture
def made(django_capture_on_commit_callbacks):
    """A function that makes something and lets the search index see it."""

    def make(factory, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return factory(**fields)

    return make


def results(query: str) -> list[str]:
    return texts(look_at(f"/zoeken/?{query}"), "section[aria-labelledby^=soort-] li a")


def headings(query: str) -> list[str]:
    return texts(look_at(f"/zoeken/?{query}"), "section[aria-labelledby^=soort-] h2")


@pytest.mark.parametrize("factory", KINDS)
def test_every_kind_is_found_by_its_title(made, factory):
    made(factory, title="Wijkleerbedrijf Almelo")
    made(factory, title="Iets anders")
    page = look_at("/zoeken/?q=wijkleerbedrijf")
    assert texts(page, "section[aria-labelledby^=soort-] h2") == [f"{KINDS[factory]} (1)"]
    assert results("q=wijkleerbedrijf") == ["Wijkleerbedrijf Almelo"]


def test_kinds_stand_in_a_fixed_order(made):
    for factory in reversed(KINDS):
        made(factory, title="Wijkleerbedrijf")
    assert headings("q=wijkleerbedrijf") == [f"{title} (1)" for title in KINDS.values()]


PARAGRAPH = [("rich_text", "<p>Met een wijkleerbedrijf.</p>")]


@pytest.mark.parametrize(
    ("factory", "fields"),
    [
        (NewsPageFactory, {"body": PARAGRAPH}),
        (NewsPageFactory, {"introduction": "Een wijkleerbedrijf."}),
        (StandardPageFactory, {"body": PARAGRAPH}),
        (KoploperPageFactory, {"approach": "<p>Een wijkleerbedrijf.</p>"}),
        (ThemePageFactory, {"essay": PARAGRAPH}),
        (PactFactory, {"body": PARAGRAPH}),
        (PactFactory, {"results": [("result", {"title": "Een wijkleerbedrijf", "text": ""})]}),
        (EventFactory, {"body": PARAGRAPH}),
        (ActionFactory, {"description": "Een wijkleerbedrijf."}),
        (PlanFactory, {"analysis": "<p>Geen wijkleerbedrijf.</p>"}),
    ],
)
def test_text_on_the_page_is_found(made, factory, fields):
    item = made(factory, **fields)
    assert results("q=wijkleerbedrijf") == [item.title]


@pytest.mark.parametrize("factory", KINDS)
def test_a_draft_is_never_found(made, factory):
    made(factory, title="Wijkleerbedrijf", live=False)
    assert results("q=wijkleerbedrijf") == []


@pytest.mark.parametrize(
    "factory", [KoploperPageFactory, ThemePageFactory, NewsPageFactory, StandardPageFactory]
)
def test_a_shielded_page_is_never_found(made, factory):
    page = made(factory, title="Wijkleerbedrijf")
    assert results("q=wijkleerbedrijf") == ["Wijkleerbedrijf"]
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="samen")
    assert results("q=wijkleerbedrijf") == []


def test_a_change_in_a_draft_is_not_found(made, django_capture_on_commit_callbacks):
    pact = made(PactFactory, title="Zorgpact Zeeland")
    pact.title = "Wijkleerbedrijf"
    with django_capture_on_commit_callbacks(execute=True):
        pact.save_revision()
    assert results("q=wijkleerbedrijf") == []


def test_all_words_must_occur(made):
    made(NewsPageFactory, title="Leren in de wijk")
    made(NewsPageFactory, title="Leren op school")
    assert results("q=leren+wijk") == ["Leren in de wijk"]


def test_one_kind_can_be_chosen(made):
    made(NewsPageFactory, title="Leren nieuws")
    made(PactFactory, title="Leren pact")
    assert results("q=leren&soort=nieuws") == ["Leren nieuws"]


def test_a_topic_gives_everything_with_it(made):
    topic = TopicFactory(name="Ggz")
    for factory in (NewsPageFactory, PactFactory):
        made(factory, title=f"Met {factory.__name__}", topics=[topic])
        made(factory)
    made(NewsPageFactory, title="Concept", topics=[topic], live=False)
    page = look_at("/zoeken/?onderwerp=ggz")
    assert text(page, "h1") == "Ggz"
    assert results("onderwerp=ggz") == ["Met PactFactory", "Met NewsPageFactory"]


def test_words_and_a_topic_narrow_down_together(made):
    topic = TopicFactory(name="Ggz")
    made(NewsPageFactory, title="Leren een", topics=[topic])
    made(NewsPageFactory, title="Leren twee")
    made(ActionFactory, title="Leren drie")
    assert results("q=leren&onderwerp=ggz") == ["Leren een"]


def test_five_of_a_kind_are_shown_with_the_way_to_all(made):
    for number in range(6):
        made(NewsPageFactory, title=f"Leren {number}")
    page = look_at("/zoeken/?q=leren")
    assert len(texts(page, "section[aria-labelledby=soort-nieuws] li")) == 5
    assert links(page, "section[aria-labelledby=soort-nieuws] p") == ["?q=leren&soort=nieuws"]
    assert len(results("q=leren&soort=nieuws")) == 6


# --- Regions and topics that are meant ----------------------------------------------------------------------------


def test_a_place_leads_to_its_region():
    MunicipalityFactory(name="Ede", region=RegionFactory(title="Gelderland-Midden"))
    page = look_at("/zoeken/?q=ede")
    assert texts(page, ".notice p")[0] == "De gemeente Ede hoort bij de regio Gelderland-Midden."
    assert (links(page, ".notice"), texts(page, ".empty")) == (["/regios/gelderland-midden/"], [])


def test_a_place_is_found_however_it_is_written():
    MunicipalityFactory(name="Alphen aan den Rijn", region=RegionFactory(title="Rijn Gouwe"))
    for words in ("alphen a/d rijn", "Alphen a.d. Rijn", "gemeente Alphen aan den Rijn"):
        assert links(look_at(f"/zoeken/?q={words}"), ".notice") == ["/regios/rijn-gouwe/"]


def test_a_province_does_not_put_its_regions_before_the_results():
    MunicipalityFactory(province="Gelderland", region=RegionFactory(title="Achterhoek"))
    assert links(look_at("/zoeken/?q=gelderland"), ".notice") == []


def test_the_beginning_of_a_place_is_no_place():
    MunicipalityFactory(name="Lerendam")
    assert look_at("/zoeken/?q=leren").select(".notice") == []


@pytest.mark.parametrize(
    "words", ["ggz", "GGZ", "geestelijke+gezondheidszorg", "psychiatrie", "Psych-iatrie"]
)
def test_a_topic_is_offered_by_its_name_and_its_synonyms(words):
    TopicFactory(name="Geestelijke gezondheidszorg", slug="ggz", synonyms="GGZ, psychiatrie,")
    TopicFactory(name="Ouderenzorg", synonyms="verpleeghuis")
    page = look_at(f"/zoeken/?q={words}&p=2")
    assert texts(page, ".notice strong") == ["Geestelijke gezondheidszorg"]
    assert (
        look_at(f"/zoeken/{links(page, '.notice')[0]}").h1.get_text(strip=True)
        == "Geestelijke gezondheidszorg"
    )


@pytest.mark.parametrize("words", ["zorg", "psych", "_", "psychiatrie+almelo", ","])
def test_a_topic_is_not_offered_for_other_words(words):
    TopicFactory(name="Geestelijke gezondheidszorg", synonyms="GGZ, psychiatrie,")
    assert look_at(f"/zoeken/?q={words}").select(".notice") == []


# --- Odd input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "'",
        '"',
        '"leren',
        "leren OR",
        "AND",
        "NOT leren",
        "NEAR(leren wijk)",
        "leren*",
        "*",
        "title:leren",
        "(",
        "leren)",
        "leren & wijk | x",
        "!",
        "\\",
        "%",
        "--",
        "; DROP TABLE pacts_pact",
        "<script>alert(1)</script>",
        "😀",
        "é",
        "ﬁ",
        "{{ settings }}",
        "a" * 200,
        "de het een",
        "1",
    ],
)
def test_no_words_make_search_fail(made, client, words):
    made(NewsPageFactory, title="Leren")
    response = client.get("/zoeken/", {"q": words})
    assert (response.status_code, b"<h1>" in response.content) == (200, True)


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("q=" + "leren " * 5000, "Wat zoek je?", "Dat zijn te veel woorden. Zoek met een paar woorden."),
        ("q=leren%00", "Wat zoek je?", "Hier staat een teken dat niet kan. Typ je zoekwoorden opnieuw."),
        ("onderwerp=weg", "Onderwerp", "Dit staat niet in de lijst, dus we laten alles zien."),
        ("soort=%00", "Soort", "Dit staat niet in de lijst, dus we laten alles zien."),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(query, field, sentence):
    (wrong,) = look_at(f"/zoeken/?{query}").select(".field--error")
    assert (texts(wrong, "label"), texts(wrong, ".field__error")) == ([field], [f"Let op: {sentence}"])


def test_an_unknown_topic_does_not_take_the_results_away(made):
    made(NewsPageFactory, title="Leren")
    assert results("q=leren&onderwerp=weg&soort=weg") == ["Leren"]


def test_when_nothing_is_found_the_page_says_what_to_do():
    page = look_at("/zoeken/?q=xyzzy")
    assert texts(page, ".empty h2") == ["Niets gevonden"]
    assert links(page, ".empty") == ["/regios/"]


@pytest.mark.parametrize("query", ["", "?q=", "?q=+", "?q=!!!"])
def test_before_something_is_asked_nothing_is_searched_or_said(query, made):
    made(NewsPageFactory, title="Leren")
    page = look_at(f"/zoeken/{query}")
    assert (page.select(".empty"), page.select("section[aria-labelledby^=soort-]")) == ([], [])


def test_the_words_stay_in_the_form_and_in_the_title():
    page = look_at("/zoeken/?q=leren+%26+%22werken%22")
    assert page.select_one("#id_q")["value"] == 'leren & "werken"'
    assert page.title.get_text(strip=True) == "Zoeken naar leren werken · Zorgpact"


# --- How often --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("clock_stopped")
def test_who_searches_without_end_is_asked_to_wait_and_costs_no_write(
    client, settings, django_assert_num_queries
):
    locmem = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "counts": {"BACKEND": locmem, "LOCATION": "searches"}}
    for _ in range(SEARCHES.most):
        assert client.get("/zoeken/?q=").status_code == 200
    with django_assert_num_queries(0):
        response = client.get("/zoeken/?q=leren")
    assert (response.status_code, "Zo snel kunnen we niet zoeken" in response.text) == (429, True)
    assert client.get("/zoeken/").status_code == 200
    assert Client(REMOTE_ADDR="10.0.0.9").get("/zoeken/?q=leren").status_code == 200
