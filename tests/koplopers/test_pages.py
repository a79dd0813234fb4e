"""Koplopers: the list, narrowed down, and the page of each."""

import pytest

from koplopers.templatetags.koploper_tags import koplopers_in, koplopers_of, koplopers_shown, latest_koplopers
from tests.factories import (
    KoploperPageFactory,
    KoploperPartnerFactory,
    OrganisationFactory,
    PactFactory,
    RegionFactory,
    ThemePageFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import card_titles, facts, links, look_at, text, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_newest_koploper_stands_first_and_one_of_an_unknown_year_last():
    for title, since in [("B", 2016), ("D", None), ("A", 2018), ("C", 2016)]:
        KoploperPageFactory(title=title, since=since)
    assert card_titles(look_at("/koplopers/")) == ["A", "B", "C", "D"]


def test_a_card_tells_where_a_koploper_is():
    KoploperPageFactory(title="Leren in de wijk", place="Den Haag", introduction="In de Schilderswijk.")
    assert texts(look_at("/koplopers/"), ".card") == [
        "Koploper · Den Haag Leren in de wijk In de Schilderswijk."
    ]


def test_a_card_begins_with_who_meet_in_a_koploper_and_rather_with_its_result():
    people = KoploperPageFactory(title="Met mensen", since=2018)
    for name in "ABCDE":
        KoploperPartnerFactory(page=people, organisation=OrganisationFactory(title=name))
    KoploperPageFactory(
        title="Met een resultaat", results=[("figure", {"number": "40", "label": "leerplekken"})]
    )
    page = look_at("/koplopers/")
    assert texts(page, ".card__tile") == ["A + B + C + 2 andere", "40 leerplekken"]
    assert page.select(".card__picture") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("regio=twente", ["A", "B"]),
        ("onderwerp=leren", ["A", "C"]),
        ("regio=twente&onderwerp=leren", ["A"]),
        ("regio=weg&onderwerp=leren", ["A", "C"]),
    ],
)
def test_koplopers_are_narrowed_down_by_region_and_topic(query, expected):
    twente, leren = RegionFactory(title="Twente"), TopicFactory(name="Leren")
    KoploperPageFactory(title="A", regions=[twente], topics=[leren])
    KoploperPageFactory(title="B", regions=[twente])
    KoploperPageFactory(title="C", topics=[leren])
    KoploperPageFactory(title="Geheim", regions=[twente], topics=[leren], live=False)
    assert card_titles(look_at(f"/koplopers/?{query}")) == expected


def test_a_list_in_which_nothing_is_left_says_what_to_do():
    RegionFactory(title="Twente")
    page = look_at("/koplopers/?regio=twente")
    assert texts(page, ".empty h2") == ["Hier is nog geen koploper"]
    assert links(page, ".empty") == ["/koplopers/"]


# --- The page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def koploper():
    page = KoploperPageFactory(
        title="Leren in de wijk",
        place="Den Haag",
        since=2016,
        challenge="<p>Te weinig stages.</p>",
        approach="<p>Een wijkleerbedrijf.</p>",
        result_text="<p>Iedereen leert.</p>",
        results=[("figure", {"number": "40%", "label": "stroomt door", "note": "in 2018"})],
        pact=PactFactory(title="Zorgpact Haaglanden"),
        contact_name="Anna de Boer",
        contact_email="anna@example.org",
        regions=[RegionFactory(title="Haaglanden")],
        topics=[TopicFactory(name="Leren")],
        body=[("rich_text", "<p>En verder.</p>")],
    )
    albeda = OrganisationFactory(title="Albeda", kind="onderwijs")
    KoploperPartnerFactory(page=page, organisation=albeda, role="mbo")
    KoploperPartnerFactory(page=page, organisation=OrganisationFactory(live=False))
    return page


def test_a_koploper_page_tells_challenge_approach_and_result(koploper):
    page = look_at("/koplopers/leren-in-de-wijk/")
    assert texts(page, ".prose > h2, .prose > .rich-text") == [
        "De opgave",
        "Te weinig stages.",
        "De aanpak",
        "Een wijkleerbedrijf.",
        "Wat leverde het op?",
        "Iedereen leert.",
    ]
    assert text(page, ".figure") == "stroomt door 40% in 2018"
    assert text(page, ".partners") == "Albeda Onderwijs, mbo"
    assert "En verder." in text(page, ".prose")


def test_a_koploper_page_tells_where_since_when_and_whom_to_ask(koploper):
    page = look_at("/koplopers/leren-in-de-wijk/")
    assert facts(page) == {
        "Plaats": "Den Haag",
        "Koploper sinds": "2016",
        "Pact": "Zorgpact Haaglanden",
        "Vraag het aan": "Anna de Boer anna@example.org",
    }
    assert {"mailto:anna@example.org", "/regios/haaglanden/", "/pacten/zorgpact-haaglanden/"} <= set(
        links(page)
    )


def test_a_koploper_page_names_its_own_partners_only():
    own, other = KoploperPageFactory(), KoploperPageFactory()
    for page, name in ((own, "Van hier"), (other, "Van een ander")):
        KoploperPartnerFactory(page=page, organisation=OrganisationFactory(title=name))
    assert texts(look_at(own.get_absolute_url()), ".partners a") == ["Van hier"]


def test_a_koploper_page_names_no_pact_and_no_region_in_draft(koploper):
    koploper.pact.unpublish()
    koploper.regions.get().unpublish()
    page = look_at("/koplopers/leren-in-de-wijk/")
    assert "Pact" not in facts(page)
    assert [link for link in links(page) if "/regios/" in link or "/pacten/" in link] == []


def test_a_bare_koploper_page_has_no_empty_parts():
    page = look_at(KoploperPageFactory().get_absolute_url())
    assert (texts(page, "main h2"), facts(page)) == ([], {})


# --- On other pages -----------------------------------------------------------------------------------------------


def test_koplopers_of_a_region_or_a_pact_are_published_ones():
    region, pact = RegionFactory(), PactFactory()
    shown = KoploperPageFactory(regions=[region], pact=pact)
    KoploperPageFactory(regions=[region], pact=pact, live=False)
    KoploperPageFactory(regions=[RegionFactory()], pact=PactFactory())
    assert (koplopers_in(region), koplopers_of(pact)) == ([shown], [shown])


def test_the_latest_koplopers_are_those_published_last():
    for title in ("A", "B", "C", "D"):
        KoploperPageFactory(title=title).save_revision().publish()
    assert [page.title for page in latest_koplopers()] == ["D", "C", "B"]


def test_chosen_koplopers_keep_their_order_and_lose_their_drafts():
    first, second, draft = KoploperPageFactory.create_batch(3)
    theme = ThemePageFactory(examples=[("koploper", page) for page in (second, draft, first)])
    draft.unpublish()
    theme.refresh_from_db()
    assert koplopers_shown(theme.examples) == [second, first]
