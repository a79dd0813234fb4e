"""There is always somebody to ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pacts.contacts import contact_of
from tests.factories import (
    ActionFactory,
    EventFactory,
    KoploperPageFactory,
    OrganisationFactory,
    PactFactory,
    RegionFactory,
    site_tree,
)
from tests.pages import facts, look_at, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
REACHABLE = {
    "contact_name": "Sam de Wit",
    "contact_email": "sam@example.org",
    "contact_phone": "088 123 45 67",
}
FACTORIES = [ActionFactory, EventFactory, KoploperPageFactory, PactFactory]


@pytest.fixture(autouse=True)
def tree():
    site_tree()


def whom_to_ask(item) -> str:
    return facts(look_at(item.get_absolute_url())).get("Vraag het aan", "")


@pytest.fixture
def region():
    employers = OrganisationFactory(title="Werkgevers Twente", contact_email="twente@example.org")
    return RegionFactory(title="Twente", organisation=employers)


@pytest.mark.parametrize("factory", [KoploperPageFactory, PactFactory, OrganisationFactory])
def test_whom_it_names_itself_goes_first(factory, region):
    more = {} if factory is OrganisationFactory else {"regions": [region]}
    item = factory(**REACHABLE, **more)
    assert whom_to_ask(item) == "Sam de Wit sam@example.org 088 123 45 67"
    page = look_at(item.get_absolute_url())
    assert page.select_one('a[href="mailto:sam@example.org"]')
    assert page.select_one('a[href="tel:0881234567"]')


def test_a_session_names_its_organiser(region):
    event = EventFactory(organiser_email="sessies@example.org", regions=[region])
    assert whom_to_ask(event) == "sessies@example.org"


def test_an_action_names_its_owner(region):
    owner = OrganisationFactory(title="De Brug", contact_phone="053 123 45 67")
    assert whom_to_ask(ActionFactory(owner=owner, regions=[region])) == "De Brug 053 123 45 67"


@pytest.mark.parametrize("factory", FACTORIES)
def test_else_it_is_the_employers_organisation_of_the_region(factory, region):
    others = [RegionFactory(title="Achterhoek", organisation=None)]
    assert whom_to_ask(factory(regions=[*others, region])) == "Werkgevers Twente twente@example.org"


def test_a_region_names_its_employers_organisation(region):
    assert whom_to_ask(region) == "Werkgevers Twente twente@example.org"


def test_a_region_names_its_employers_organisation_once(region):
    assert text(look_at(region.get_absolute_url()), "main .hero").count("Werkgevers Twente") == 1


def test_a_region_names_employers_that_cannot_be_reached_as_well():
    region = RegionFactory(organisation=OrganisationFactory(title="Werkgevers Twente"))
    assert facts(look_at(region.get_absolute_url()))["Werkgevers"] == "Werkgevers Twente"


@pytest.mark.parametrize("factory", FACTORIES)
def test_who_is_not_on_the_site_or_cannot_be_reached_is_not_named(factory):
    hidden = OrganisationFactory(contact_email="geheim@example.org", live=False)
    silent = OrganisationFactory()
    regions = [RegionFactory(organisation=hidden), RegionFactory(organisation=silent)]
    assert whom_to_ask(factory(regions=regions)) == ""


def test_asking_costs_the_same_however_many_regions_cannot_be_reached():
    counts = []
    for number in (1, 3):
        silent = [RegionFactory(organisation=OrganisationFactory()) for _ in range(number)]
        pact = PactFactory(regions=silent)
        with CaptureQueriesContext(connection) as queries:
            assert contact_of(pact) is None
        counts.append(len(queries))
    assert counts == [1, 1]
