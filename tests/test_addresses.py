"""All public addresses together: which methods they take, and what feeds, sitemap and robots tell of them."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories import (
    ActionFactory,
    EventFactory,
    IndicatorFactory,
    KoploperPageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    StandardPageFactory,
    ThemePageFactory,
    site_tree,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
VIEWS = [
    "/regios/",
    "/regios/twente/",
    "/pacten/",
    "/pacten/leren/",
    "/plannen/",
    "/plannen/leren/",
    "/actieagenda/",
    "/actieagenda/acties.csv",
    "/actieagenda/acties.xlsx",
    "/actieagenda/leren/",
    "/actieagenda/leren/herkomst/",
    "/monitor/",
    "/monitor/adviezen/",
    "/monitor/cijfers/",
    "/monitor/cijfers/leren/",
    "/zoeken/",
    "/robots.txt",
]
ROWS = [PactFactory, PlanFactory, ActionFactory, EventFactory, IndicatorFactory]
PAGES = [KoploperPageFactory, NewsPageFactory, ThemePageFactory, StandardPageFactory]
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def content():
    """One of everything, and a draft of everything beside it."""
    site_tree()
    twente = RegionFactory(title="Twente")
    RegionFactory(title="Geheim", live=False)
    plan = PlanFactory(title="Leren", regions=[twente])
    PactFactory(title="Leren", regions=[twente])
    owned = {"plan": plan, "owner": OrganisationFactory(title="Leren")}
    ActionFactory(title="Leren", **owned)
    EventFactory(title="Leren", regions=[twente])
    IndicatorFactory(title="Leren")
    for factory in PAGES:
        factory(title=f"Leren {factory._meta.model.__name__}")
    for factory in [*ROWS, *PAGES]:
        fields = owned if factory is ActionFactory else {}
        factory(title=f"Geheim {factory._meta.model.__name__}", live=False, **fields)


def parsed(response) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)  # noqa: S314  # the site's own XML


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_only_read_takes_no_other_method(client, address, method):
    response = getattr(client, method)(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("address", VIEWS)
def test_what_is_read_can_be_asked_for_its_headers_only(client, content, address):
    response = client.head(address)
    assert (response.status_code, response.getvalue()) == (200, b"")


def locations(client, address: str) -> list[str]:
    root = parsed(client.get(address))
    return [element.text.removeprefix("http://testserver") for element in root.findall(".//s:loc", NS)]


def addresses_in_the_sitemap(client) -> list[str]:
    """Those of all its parts."""
    return [address for part in locations(client, "/sitemap.xml") for address in locations(client, part)]


def test_the_sitemap_holds_every_address_and_no_draft(client, content):
    assert sorted(addresses_in_the_sitemap(client)) == sorted(
        [
            "/",
            "/nieuws/",
            "/themas/",
            "/koplopers/",
            "/nieuws/leren-newspage/",
            "/themas/leren-themepage/",
            "/koplopers/leren-koploperpage/",
            "/leren-standardpage/",
            "/regios/",
            "/regios/twente/",
            "/pacten/",
            "/pacten/leren/",
            "/plannen/",
            "/plannen/leren/",
            "/organisaties/leren/",
            "/actieagenda/",
            "/actieagenda/leren/",
            "/agenda/",
            "/agenda/verleden/",
            "/agenda/leren/",
            "/monitor/",
            "/monitor/adviezen/",
            "/monitor/cijfers/",
            "/monitor/cijfers/leren/",
        ]
    )


def test_every_address_in_the_sitemap_answers(client, content):
    assert {client.get(address).status_code for address in addresses_in_the_sitemap(client)} == {200}


def test_the_sitemap_tells_when_a_row_changed(client):
    pact = PactFactory()
    root = parsed(client.get("/sitemap-pacten.xml"))
    entry = next(url for url in root if url.find("s:loc", NS).text.endswith(pact.get_absolute_url()))
    assert entry.find("s:lastmod", NS).text == timezone.localdate(pact.updated_at).isoformat()


def test_a_part_of_the_sitemap_holds_a_thousand_addresses(client, monkeypatch):
    monkeypatch.setattr("zorgpact.search.sitemaps.KindSitemap.limit", 2)
    PactFactory.create_batch(3)
    parts = [part for part in locations(client, "/sitemap.xml") if "pacten" in part]
    assert parts == ["/sitemap-pacten.xml", "/sitemap-pacten.xml?p=2"]
    assert [len(locations(client, part)) for part in parts] == [2, 1]


def test_there_is_no_part_of_the_sitemap_that_is_not_named(client):
    assert client.get("/sitemap-geheim.xml").status_code == 404


# --- Feeds --------------------------------------------------------------------------------------------------------


def entries(client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response["Content-Type"].startswith("application/rss+xml")
    channel = parsed(response).find("channel")
    return [{child.tag: child.text for child in item} for item in channel.findall("item")]


def test_the_news_feed_tells_the_newest_first_and_no_drafts(client):
    site_tree()
    NewsPageFactory(title="Oud", published_on=date(2018, 10, 4))
    NewsPageFactory(title="Nieuw", published_on=date(2018, 11, 22), introduction="De kopgroep & meer.")
    NewsPageFactory(title="Geheim", published_on=date(2019, 1, 1), live=False)
    found = entries(client, "/nieuws/feed/")
    assert [entry["title"] for entry in found] == ["Nieuw", "Oud"]
    assert (found[0]["link"], found[0]["description"], found[0]["pubDate"]) == (
        "http://testserver/nieuws/nieuw/",
        "De kopgroep & meer.",
        "Thu, 22 Nov 2018 09:00:00 +0100",
    )


def test_the_feed_of_pacts_tells_the_newest_first_and_no_drafts(client):
    for title in ("Eerst", "Later"):
        PactFactory(title=title).save_revision().publish()
    PactFactory(title="Geheim", live=False)
    found = entries(client, "/pacten/feed/")
    assert [(entry["title"], entry["link"]) for entry in found] == [
        ("Later", "http://testserver/pacten/later/"),
        ("Eerst", "http://testserver/pacten/eerst/"),
    ]


@pytest.mark.parametrize(
    ("address", "factory", "queries"),
    [("/nieuws/feed/", NewsPageFactory, 2), ("/pacten/feed/", PactFactory, 1)],
)
def test_a_feed_holds_twenty_entries_in_one_query(
    client, django_assert_num_queries, address, factory, queries
):
    """Of pages, one more: which are shielded."""
    site_tree()
    factory.create_batch(21)
    with django_assert_num_queries(queries):
        found = entries(client, address)
    assert len(found) == 20


@pytest.mark.parametrize("address", ["/nieuws/feed/", "/pacten/feed/"])
def test_an_empty_feed_is_a_feed(client, address):
    assert entries(client, address) == []
