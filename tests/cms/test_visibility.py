"""What `published()` shows: the one rule that lists, feeds, search and sitemap share."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from koplopers.models import KoploperPage
from pacts.models import Pact
from tests.factories import (
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    RegionFactory,
    StandardPageFactory,
    ThemePageFactory,
    TopicFactory,
    home_page,
    site_tree,
)
from tests.search.index import fill_index
from zorgpact.cms.models import StandardPage
from zorgpact.news.models import NewsPage
from zorgpact.search.related import items_about, related_to

pytestmark = pytest.mark.django_db
SECRET = "Vertrouwelijk"


def shield(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="samen"
    )


def test_live_pages_are_published_and_drafts_are_not():
    page = NewsPageFactory()
    NewsPageFactory(live=False)
    assert list(NewsPage.objects.published()) == [page]


def test_a_shielded_page_is_not_published():
    page, hidden = NewsPageFactory.create_batch(2)
    shield(hidden)
    assert list(NewsPage.objects.published()) == [page]


def test_what_lies_below_a_shielded_page_is_not_published():
    open_page, shielded = StandardPageFactory.create_batch(2)
    child = StandardPageFactory(parent=shielded)
    StandardPageFactory(parent=child)
    shield(shielded)
    assert list(StandardPage.objects.published()) == [open_page]


def test_a_neighbour_of_a_shielded_page_stays_published():
    first, *others = NewsPageFactory.create_batch(12)
    shield(first)
    assert list(NewsPage.objects.published().order_by("path")) == others


def test_an_alias_of_a_shielded_page_is_not_published():
    page = StandardPageFactory()
    StandardPageFactory(parent=page)
    page.create_alias(parent=home_page(), update_slug="ook", recursive=True)
    shield(page)
    assert list(StandardPage.objects.published()) == []


def test_an_alias_of_an_open_page_is_published():
    page = StandardPageFactory()
    alias = page.create_alias(parent=home_page(), update_slug="ook")
    assert set(StandardPage.objects.published()) == {page, alias.specific}


def test_what_is_shielded_is_asked_once_whatever_there_is(django_assert_num_queries):
    for page in NewsPageFactory.create_batch(3):
        shield(page)
    with django_assert_num_queries(2):
        list(NewsPage.objects.published())


def test_live_rows_are_published_and_drafts_are_not():
    pact = PactFactory()
    PactFactory(live=False)
    assert list(Pact.objects.published()) == [pact]


def test_a_row_that_was_taken_back_is_no_longer_published():
    pact = PactFactory()
    pact.save_revision().publish()
    pact.unpublish()
    assert list(Pact.objects.published()) == []


def test_a_change_in_a_draft_is_not_shown_before_it_is_published():
    pact = PactFactory(title="Zorgpact Zeeland", slug="zeeland")
    pact.title = SECRET
    pact.save_revision()
    assert Pact.objects.published().get().title == "Zorgpact Zeeland"


def test_a_row_that_goes_live_later_is_not_published_yet():
    pact = PactFactory(live=False, go_live_at=timezone.now() + timedelta(days=1))
    pact.save_revision().publish()
    assert list(Pact.objects.published()) == []


# --- A restriction on the overview hides everything in it, everywhere -------------------------------------------


@pytest.fixture
def topic():
    return TopicFactory(name="Leren")


@pytest.fixture
def hidden(topic):
    """News and koplopers behind a password, tagged like everything else."""
    site_tree()
    region = RegionFactory(title="Twente")
    news = NewsPageFactory(title=f"{SECRET} nieuws", topics=[topic], regions=[region])
    koploper = KoploperPageFactory(title=f"{SECRET} voorbeeld", topics=[topic], regions=[region])
    shield(news.get_parent())
    shield(koploper.get_parent())
    return news, koploper


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/nieuws/",
        "/koplopers/",
        "/nieuws/feed/",
        "/sitemap-nieuws.xml",
        "/sitemap-koplopers.xml",
        "/regios/twente/",
        "/zoeken/?q=nieuws",
        "/zoeken/?q=voorbeeld",
        "/zoeken/?onderwerp=leren",
        "/themas/leren/",
        "/pacten/open/",
    ],
)
def test_a_shielded_overview_leaks_nowhere(client, hidden, topic, address):
    theme = ThemePageFactory(title="Leren", topic=topic)
    theme.examples = [("koploper", hidden[1])]
    theme.save()
    PactFactory(slug="open", topics=[topic])
    fill_index()
    body = client.get(address).content.decode()
    assert (SECRET in body, "vertrouwelijk-" in body) == (False, False)


def test_shielded_pages_are_not_related_to_anything(hidden, topic):
    pact = PactFactory(topics=[topic])
    fill_index()
    assert related_to(pact) == []
    assert [item.title for item in items_about(topic)] == [pact.title]


def test_a_shielded_theme_is_not_put_in_the_light_on_the_home_page(client):
    home = site_tree()
    home.theme = ThemePageFactory(title=SECRET)
    home.save()
    assert SECRET in client.get("/").content.decode()
    shield(home.theme)
    assert SECRET not in client.get("/").content.decode()


def test_published_pages_can_still_be_narrowed_down(topic):
    page = KoploperPageFactory(topics=[topic])
    KoploperPageFactory()
    assert list(KoploperPage.objects.published().about(topic)) == [page]
