"""Every kind of thing is declared, and whatever is declared can be found and says what it is."""

import inspect
from xml.etree import ElementTree

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from tests import factories
from tests.pages import look_at, texts
from tests.search.index import fill_index
from zorgpact.cms.registry import all_kinds, all_sections
from zorgpact.search.models import kind_number

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FACTORIES = {
    made._meta.model: made
    for _, made in inspect.getmembers(factories, inspect.isclass)
    if issubclass(made, DjangoModelFactory) and made._meta.model
}
PACKAGES = {"zorgpact", "pacts", "koplopers", "events"}
KINDS = [pytest.param(kind, id=kind.key) for kind in all_kinds()]


@pytest.fixture(autouse=True)
def tree():
    return factories.site_tree()


def make(kind):
    item = FACTORIES[kind.model](
        title="Wijkleerbedrijf Almelo", slug="wijkleerbedrijf", introduction="Leren."
    )
    fill_index()
    return item


def addressed_models() -> set[type]:
    """Models with a page of their own, and types of page."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]
    return {model for model in ours if hasattr(model, "get_absolute_url")}


def test_every_model_with_a_page_of_its_own_is_declared_as_a_kind_or_a_section():
    declared = {kind.model for kind in all_kinds()} | {one for one in all_sections() if isinstance(one, type)}
    assert {model.__name__ for model in addressed_models() ^ declared} == set()


def test_no_two_kinds_have_the_same_name_or_place():
    for name in ("key", "slug", "order"):
        values = [getattr(kind, name) for kind in all_kinds()]
        assert len(values) == len(set(values)), name


def test_no_two_kinds_are_one_in_the_index():
    numbers = [kind_number(kind.key) for kind in all_kinds()]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_has_the_address_that_its_kind_says(kind):
    item = make(kind)
    assert kind.address(getattr(item, kind.locator)) == item.get_absolute_url()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_by_searching(kind):
    make(kind)
    page = look_at(f"/zoeken/?q=wijkleerbedrijf&soort={kind.slug}")
    assert texts(page, f"#soort-{kind.slug}") == [f"{kind.plural} (1)"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_in_the_sitemap(client, kind):
    item = make(kind)
    part = ElementTree.fromstring(client.get(f"/sitemap-{kind.slug}.xml").content)  # noqa: S314  # our own
    found = [element.text for element in part.iter() if element.tag.endswith("loc")]
    assert f"http://testserver{item.get_absolute_url()}" in found


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_what_it_is_where_it_stands_and_which_address_it_has(kind):
    item = make(kind)
    page = look_at(item.get_absolute_url())
    (description,) = page.select("meta[name=description]")
    (canonical,) = page.select("link[rel=canonical]")
    assert (description["content"], canonical["href"]) == (
        "Leren.",
        f"http://testserver{item.get_absolute_url()}",
    )
    assert texts(page, ".breadcrumbs li")[-1] == "Wijkleerbedrijf Almelo"
