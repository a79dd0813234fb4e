"""'Gerelateerd': what shares most topics and regions, a few of each kind."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from tests.factories import (
    EventFactory,
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    RegionFactory,
    RegistrationFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import look_at, texts
from tests.search.index import fill_index
from zorgpact.search.items import Item
from zorgpact.search.related import related_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def found_for(item) -> list[Item]:
    fill_index()
    return related_to(item)


def titles(item) -> list[str]:
    return [found.title for found in found_for(item)]


def test_what_shares_most_stands_first():
    a, b, c = TopicFactory.create_batch(3)
    region = RegionFactory()
    pact = PactFactory(topics=[a, b], regions=[region])
    NewsPageFactory(title="Een", topics=[a, c])
    KoploperPageFactory(title="Drie", topics=[a, b], regions=[region])
    EventFactory(title="Twee", topics=[b], regions=[region])
    NewsPageFactory(title="Niets", topics=[c])
    assert [(found.title, found.shared) for found in found_for(pact)] == [
        ("Drie", 3),
        ("Twee", 2),
        ("Een", 1),
    ]


def test_the_newest_stands_first_among_what_shares_as_much():
    topic = TopicFactory()
    pact = PactFactory(topics=[topic])
    NewsPageFactory(title="Oud", topics=[topic], published_on=date(2016, 1, 1))
    NewsPageFactory(title="Nieuw", topics=[topic], published_on=date(2019, 1, 1))
    assert titles(pact) == ["Nieuw", "Oud"]


def test_a_kind_is_shown_at_most_twice():
    topic = TopicFactory()
    pact = PactFactory(topics=[topic])
    NewsPageFactory.create_batch(3, topics=[topic])
    KoploperPageFactory.create_batch(3, topics=[topic])
    kinds = [found.kind.name for found in found_for(pact)]
    assert sorted(kinds) == ["Koploper", "Koploper", "Nieuws", "Nieuws"]


def test_one_kind_with_very_much_does_not_push_the_others_out():
    topic = TopicFactory()
    pact = PactFactory(topics=[topic])
    PactFactory(title="Oud pact", topics=[topic], started_on=date(2012, 1, 1))
    EventFactory.create_batch(60, topics=[topic])
    assert [found.kind.name for found in found_for(pact)] == ["Sessie", "Sessie", "Pact"]


def test_no_more_than_six_are_shown():
    topic = TopicFactory()
    for factory in (NewsPageFactory, KoploperPageFactory, PactFactory, EventFactory):
        factory.create_batch(3, topics=[topic])
    assert len(found_for(PactFactory(topics=[topic]))) == 6


@pytest.mark.parametrize("factory", [NewsPageFactory, KoploperPageFactory, PactFactory, EventFactory])
def test_nothing_is_related_to_itself(factory):
    topic = TopicFactory()
    item, other = factory.create_batch(2, topics=[topic])
    assert titles(item) == [other.title]


def test_a_row_and_a_page_with_the_same_number_are_not_mixed_up():
    topic = TopicFactory()
    page = NewsPageFactory(topics=[topic])
    pact = PactFactory(pk=page.pk, topics=[topic])
    assert (titles(page), titles(pact)) == ([pact.title], [page.title])


@pytest.mark.parametrize("factory", [NewsPageFactory, KoploperPageFactory, PactFactory, EventFactory])
def test_a_draft_is_never_related(factory):
    topic = TopicFactory()
    factory(topics=[topic], live=False)
    assert titles(PactFactory(topics=[topic])) == []


def test_without_topics_and_regions_nothing_is_related():
    NewsPageFactory()
    pact = PactFactory()
    assert titles(pact) == []
    assert look_at(pact.get_absolute_url()).select("#gerelateerd") == []


def test_it_takes_as_many_queries_however_much_is_related(django_assert_num_queries):
    topic = TopicFactory()
    pact = PactFactory(topics=[topic])
    for number in (1, 4):
        NewsPageFactory.create_batch(number, topics=[topic])
        fill_index()
        # Its topics, what shares them, what is shielded, and the news that is not.
        with django_assert_num_queries(4):
            related_to(pact)


@pytest.mark.parametrize("factory", [NewsPageFactory, KoploperPageFactory, PactFactory, EventFactory])
def test_what_was_hidden_since_is_not_related_though_the_index_still_has_it(factory):
    topic = TopicFactory()
    pact, other = PactFactory(topics=[topic]), factory(topics=[topic])
    assert titles(pact) == [other.title]
    type(other).objects.filter(pk=other.pk).update(live=False)
    assert related_to(pact) == []


def test_a_page_shows_what_is_related_with_its_kind_and_date():
    topic = TopicFactory()
    pact = PactFactory(topics=[topic])
    NewsPageFactory(title="Kopgroep", topics=[topic])
    KoploperPageFactory(title="Wijk", topics=[topic])
    fill_index()
    page = look_at(pact.get_absolute_url())
    assert sorted(texts(page, "aside[aria-labelledby=gerelateerd] li")) == [
        "Koploper Wijk",
        "Nieuws · 22 november 2018 Kopgroep",
    ]
    hrefs = [link["href"] for link in page.select("aside[aria-labelledby=gerelateerd] a")]
    assert sorted(hrefs) == ["/koplopers/wijk/", "/nieuws/kopgroep/"]


# --- Sessions, on the page of a session ---------------------------------------------------------------------------


def sessions_beside(item) -> list[str]:
    fill_index()
    page = Template("{% load search_tags %}{% related_sessions item %}").render(Context({"item": item}))
    return texts(BeautifulSoup(page, "html.parser"), ".rows li h3")


@pytest.mark.parametrize("make", [PactFactory, EventFactory])
def test_related_are_those_that_share_most(make):
    region, topic = RegionFactory(), TopicFactory()
    item = make(title="Zelf", regions=[region], topics=[topic])
    EventFactory(title="Deelt een", regions=[region])
    EventFactory(title="Deelt twee", regions=[region], topics=[topic])
    EventFactory(title="Deelt niets", regions=[RegionFactory()])
    EventFactory(title="Concept", regions=[region], topics=[topic], live=False)

    assert sessions_beside(item) == ["Deelt twee", "Deelt een"]


def test_taken_places_do_not_count_as_shared_topics():
    region = RegionFactory()
    popular = EventFactory(title="Veel deelnemers", regions=[region])
    RegistrationFactory.create_batch(3, event=popular)
    EventFactory(
        title="Deelt twee", regions=[region], topics=[topic := TopicFactory()], start_at=popular.start_at
    )
    item = PactFactory(regions=[region], topics=[topic])

    assert sessions_beside(item) == ["Deelt twee", "Veel deelnemers"]
