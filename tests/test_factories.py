"""The factories make valid rows and pages."""

import pytest
from wagtail.models import Page, Site

from tests import factories
from tests.factories import HomePageFactory, NewsPageFactory, PactFactory, RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db
ABSTRACT = {"ClassifiedFactory", "PageFactory", "IndexPageFactory", "DjangoModelFactory", "ParentNodeFactory"}
FACTORIES = sorted(name for name in vars(factories) if name.endswith("Factory") and name not in ABSTRACT)


@pytest.mark.parametrize("name", FACTORIES)
def test_every_factory_makes_something_valid(name):
    item = getattr(factories, name)()
    item.full_clean(exclude=["password"])
    assert type(item).objects.filter(pk=item.pk).exists()


def test_a_factory_keeps_topics_and_regions():
    topic, region = TopicFactory(), RegionFactory()
    for item in (
        PactFactory(topics=[topic], regions=[region]),
        NewsPageFactory(topics=[topic], regions=[region]),
    ):
        fresh = type(item).objects.get(pk=item.pk)
        assert (list(fresh.topics.all()), list(fresh.regions.all())) == ([topic], [region])


def test_home_takes_the_place_of_the_welcome_page():
    home = HomePageFactory()
    assert Site.objects.get().root_page_id == home.pk
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]


def test_pages_share_one_tree():
    first, second = NewsPageFactory(), NewsPageFactory()
    assert first.get_parent() == second.get_parent()
    assert first.get_url() == f"/nieuws/{first.slug}/"
