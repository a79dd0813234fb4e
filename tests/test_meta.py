"""What search engines and social media are told of each page: canonical address, title, description and picture."""

import json

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    ActionFactory,
    EventFactory,
    ImageFactory,
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    StandardPageFactory,
    ThemePageFactory,
    TopicFactory,
    home_page,
    site_tree,
)
from tests.pages import look_at
from zorgpact.news.models import NewsIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FACTORIES = [
    ActionFactory,
    EventFactory,
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    StandardPageFactory,
    ThemePageFactory,
]
LISTS = ["/regios/", "/pacten/", "/actieagenda/", "/agenda/", "/koplopers/", "/themas/", "/nieuws/"]
BASE = "http://testserver"
SHARED = "fill-1200x630|format-jpeg"


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def meta(page: BeautifulSoup) -> dict[str, str]:
    named = {
        tag.get("property") or tag["name"]: tag["content"]
        for tag in page.select("meta[content]:is([property],[name])")
    }
    (canonical,) = page.select("link[rel=canonical]")
    return {**named, "canonical": canonical["href"]}


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_page_tells_what_it_is(factory):
    cover = ImageFactory()
    item = factory(
        title="Leren in & om de wijk", slug="wijk", introduction='Wat "leren" oplevert.', cover=cover
    )
    shared = cover.get_rendition(SHARED)
    told = meta(look_at(f"{item.get_absolute_url()}?utm_source=mail"))
    assert told["canonical"] == told["og:url"] == f"{BASE}{item.get_absolute_url()}"
    assert told["og:title"] == "Leren in & om de wijk"
    assert told["description"] == told["og:description"] == 'Wat "leren" oplevert.'
    assert told["og:image"] == BASE + shared.url
    assert (told["og:locale"], told["og:site_name"]) == ("nl_NL", "Zorgpact")


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_picture_for_social_media_goes_before_the_cover(factory):
    social = ImageFactory()
    item = factory(cover=ImageFactory(), social_image=social)
    shared = social.get_rendition(SHARED)
    assert meta(look_at(item.get_absolute_url()))["og:image"] == BASE + shared.url


def test_the_picture_of_a_session_tells_what_is_to_be_seen():
    cover = ImageFactory(description="Drie tafels & een rode draad")
    told = meta(look_at(EventFactory(cover=cover).get_absolute_url()))
    assert told["og:image:alt"] == "Drie tafels & een rode draad"
    social = ImageFactory(description="Een affiche")
    told = meta(look_at(EventFactory(cover=cover, social_image=social).get_absolute_url()))
    assert told["og:image:alt"] == "Een affiche"


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_page_without_a_picture_promises_none(factory):
    told = meta(look_at(factory().get_absolute_url()))
    assert [name for name in told if "image" in name or name == "twitter:card"] == []


@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_one_address_whatever_is_asked_of_it(address):
    told = meta(look_at(f"{address}?p=1&regio=weg"))
    assert told["canonical"] == told["og:url"] == f"{BASE}{address}"
    assert (len(told["og:title"]) > 3, len(told["description"]) > 20 or told["description"]) == (
        True,
        True if address not in ("/koplopers/", "/themas/", "/nieuws/") else "Alles bij elkaar.",
    )


def test_the_home_page_tells_its_headline():
    told = meta(look_at("/"))
    assert (told["og:title"], told["canonical"]) == (home_page().headline, f"{BASE}/")


def test_an_overview_shows_its_cover_when_it_is_shared():
    page = NewsIndexPage.objects.get()
    page.cover = ImageFactory()
    page.save()
    shared = page.cover.get_rendition(SHARED)
    assert meta(look_at("/nieuws/"))["og:image"] == BASE + shared.url


@pytest.mark.parametrize(
    "factory", [StandardPageFactory, NewsPageFactory, KoploperPageFactory, ThemePageFactory]
)
def test_what_editors_write_for_search_engines_is_used(factory):
    item = factory(title="Kort", seo_title="Lang en duidelijk", search_description="Voor zoekmachines.")
    page = look_at(item.get_absolute_url())
    assert page.title.get_text(strip=True) == "Lang en duidelijk · Zorgpact"
    assert meta(page)["description"] == "Voor zoekmachines."


def test_an_article_is_described_for_search_engines():
    page = look_at(NewsPageFactory(title="</script> & zo").get_absolute_url())
    (block,) = page.select('script[type="application/ld+json"]')
    data = json.loads(block.string)
    assert (data["@type"], data["headline"]) == ("NewsArticle", "</script> & zo")


def test_search_results_are_kept_out_of_search_engines():
    assert meta(look_at("/zoeken/?q=leren"))["robots"] == "noindex"


@pytest.mark.parametrize(
    "address",
    [
        *("/pacten/", "/koplopers/", "/nieuws/", "/agenda/", "/agenda/verleden/", "/actieagenda/"),
        "/monitor/adviezen/",
    ],
)
def test_every_page_of_a_list_and_every_filtered_list_is_itself(address):
    RegionFactory(slug="twente")
    topic = TopicFactory(slug="leren")
    for factory in (PactFactory, KoploperPageFactory, NewsPageFactory, EventFactory):
        factory(topics=[topic])
    question = "jaar=2018" if address == "/nieuws/" else "regio=twente"
    for asked, canonical in (
        ("", ""),
        ("?p=1&van=nieuwsbrief", ""),
        ("?p=2", "?p=2"),
        (f"?p=3&{question}&van=x", f"?{question}&p=3"),
        ("?regio=atlantis", ""),
    ):
        (found,) = look_at(address + asked).select("link[rel=canonical]")
        assert found["href"] == f"{BASE}{address}{canonical}"


@pytest.mark.parametrize(
    "address", ["/pacten/", "/koplopers/", "/agenda/", "/agenda/verleden/", "/actieagenda/"]
)
def test_the_title_of_a_list_says_how_it_is_filtered(address):
    site_tree()
    RegionFactory(slug="twente", title="Twente")
    plain, filtered = (
        " ".join(look_at(address + asked).title.get_text().split()) for asked in ("", "?regio=twente&p=2")
    )
    name, site = plain.split(" · ")
    assert filtered == f"{name}: Twente, bladzijde 2 · {site}"
