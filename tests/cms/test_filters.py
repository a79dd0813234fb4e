"""Narrowing a list down: shareable addresses, and a clear word for what does not exist."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.filters import EventFilterForm
from koplopers.filters import KoploperFilterForm
from pacts.filters import PactFilterForm, PactListing
from tests.factories import (
    EventFactory,
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    RegionFactory,
    TopicFactory,
)
from tests.pages import card_titles, links, look_at, texts
from zorgpact.cms.filters import Options
from zorgpact.news.filters import NewsFilterForm
from zorgpact.taxonomy.models import Topic

pytestmark = pytest.mark.django_db
UNKNOWN = "Dit staat niet in de lijst, dus we laten alles zien."


def listing(query: str) -> PactListing:
    return PactListing(QueryDict(query))


@pytest.fixture
def pacts():
    twente, zeeland = RegionFactory(title="Twente"), RegionFactory(title="Zeeland")
    leren, werken = TopicFactory(name="Leren"), TopicFactory(name="Werken")
    return [
        PactFactory(title="A", regions=[twente], topics=[leren, werken], status="actief"),
        PactFactory(title="B", regions=[twente, zeeland], topics=[leren], status="afgerond"),
        PactFactory(title="C", regions=[zeeland], topics=[werken], status="actief"),
        PactFactory(title="D"),
    ]


def found(query: str) -> set[str]:
    return {pact.title for pact in listing(query).page}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"A", "B", "C", "D"}),
        ("regio=twente", {"A", "B"}),
        ("onderwerp=leren", {"A", "B"}),
        ("status=actief", {"A", "C", "D"}),
        ("regio=twente&status=actief", {"A"}),
        ("regio=twente&onderwerp=leren&status=afgerond", {"B"}),
        ("regio=zeeland&onderwerp=leren&status=actief", set()),
        ("regio=&onderwerp=&status=", {"A", "B", "C", "D"}),
        ("anders=twente&title=A", {"A", "B", "C", "D"}),
        ("regio=zeeland&regio=twente", {"A", "B"}),
    ],
)
def test_filters_narrow_down_together(pacts, query, titles):
    assert found(query) == titles
    assert listing(query).count == len(titles)


@pytest.mark.parametrize(
    "value", ["bestaat-niet", "Twente", "%00", "1 OR 1=1", "%27", "%F0%9F%98%80", "x" * 3000, "regio__id"]
)
def test_an_unknown_value_is_told_and_the_other_filters_still_work(pacts, value):
    found = listing(f"regio={value}&status=afgerond")
    assert found.form.errors == {"regio": [UNKNOWN]}
    assert [pact.title for pact in found.page] == ["B"]


def test_the_error_stands_beside_its_field(pacts):
    page = look_at("/pacten/?onderwerp=weg&status=afgerond")
    (field,) = page.select(".field--error")
    assert field.select_one("label").get_text(strip=True) == "Onderwerp"
    assert texts(field, ".field__error") == [f"Let op: {UNKNOWN}"]
    assert field.select_one("select")["aria-invalid"] == "true"
    assert card_titles(page) == ["B"]


def test_each_filter_in_use_can_be_taken_away(pacts):
    active = listing("regio=twente&status=actief&p=3&onderwerp=weg").active
    assert active == [
        {"title": "Twente", "url": "?status=actief"},
        {"title": "Actief", "url": "?regio=twente"},
    ]


def test_all_filters_can_be_taken_away_at_once(pacts):
    chips = look_at("/pacten/?regio=twente&status=actief").select_one(".filter-result")
    assert links(chips, "") == ["?status=actief", "?regio=twente", "/pacten/"]


def test_the_next_page_keeps_the_filters_and_nothing_else():
    twente = RegionFactory(title="Twente")
    for _ in range(13):
        PactFactory(regions=[twente])
    page = look_at("/pacten/?regio=twente&utm_source=mail&onderwerp=weg&p=1")
    assert [link["href"] for link in page.select(".pagination [rel=next]")] == ["?regio=twente&p=2"]


def test_the_form_shows_what_was_chosen(pacts):
    page = look_at("/pacten/?regio=zeeland")
    assert [option["value"] for option in page.select("option[selected]") if option["value"]] == ["zeeland"]


def test_the_options_of_a_field_take_one_query(pacts, django_assert_num_queries):
    with django_assert_num_queries(2):
        form = PactFilterForm(QueryDict(""))
        regions, topics = (list(form.fields[name].choices) for name in ("regio", "onderwerp"))
    assert regions == [("", "Alle regio’s"), ("twente", "Twente"), ("zeeland", "Zeeland")]
    assert topics == [("", "Alle onderwerpen"), ("leren", "Leren"), ("werken", "Werken")]


def test_options_stand_in_the_order_of_the_alphabet_whatever_the_capitals():
    for name in ["mbo", "GGD", "Zij-instromers", "hbo"]:
        TopicFactory(name=name)
    offered = Options(Topic.objects.all(), label="name")
    assert [label for _, label in offered] == ["GGD", "hbo", "mbo", "Zij-instromers"]


@pytest.mark.parametrize(
    ("form", "factory"),
    [
        (PactFilterForm, PactFactory),
        (EventFilterForm, EventFactory),
        (KoploperFilterForm, KoploperPageFactory),
        (NewsFilterForm, NewsPageFactory),
    ],
)
def test_only_topics_of_what_is_public_are_offered(form, factory):
    leren, werken, _unused = (TopicFactory(name=name) for name in ("Leren", "Werken", "Ongebruikt"))
    factory(topics=[leren])
    factory(topics=[leren, werken], live=False)
    assert form(QueryDict("")).fields["onderwerp"].choices[1:] == [("leren", "Leren")]


def test_a_region_in_draft_is_not_offered():
    RegionFactory(title="Geheim", slug="geheim", live=False)
    assert listing("regio=geheim").form.errors == {"regio": [UNKNOWN]}


@pytest.mark.parametrize(("number", "label"), [(0, "0 pacten"), (1, "1 pact"), (2, "2 pacten")])
def test_the_number_of_results_is_told(number, label):
    PactFactory.create_batch(number)
    assert texts(look_at("/pacten/"), ".filter-result__count") == [label]


@pytest.mark.parametrize("address", ["/koplopers/?regio=twente", "/nieuws/?jaar=2018"])
def test_title_address_and_list_ask_for_the_options_once(address, client):
    RegionFactory(slug="twente")
    KoploperPageFactory()
    NewsPageFactory()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = [query["sql"] for query in queries if "wagtailcore_pageviewrestriction" not in query["sql"]]
    assert [sql for sql in asked if asked.count(sql) > 1] == []
