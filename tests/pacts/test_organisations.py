"""The public page of an organisation: everything that it takes part in."""

import pytest

from tests.factories import (
    ActionFactory,
    KoploperPageFactory,
    KoploperPartnerFactory,
    OrganisationFactory,
    PactFactory,
    PactPartnerFactory,
    PlanFactory,
    PlanSignatoryFactory,
    RegionFactory,
)
from tests.pages import facts, links, look_at, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def albeda():
    return OrganisationFactory(
        title="Albeda", kind="onderwijs", place="Rotterdam", website="https://albeda.example"
    )


@pytest.fixture
def involved(albeda):
    PactPartnerFactory(organisation=albeda, pact=PactFactory(title="Pact"))
    PlanSignatoryFactory(organisation=albeda, plan=PlanFactory(title="Plan"))
    KoploperPartnerFactory(organisation=albeda, page=KoploperPageFactory(title="Koploper"))
    ActionFactory(owner=albeda, title="Actie")
    RegionFactory(title="Rijnmond", organisation=albeda)


def test_an_organisation_leads_to_all_that_it_takes_part_in(albeda, involved):
    page = look_at("/organisaties/albeda/")
    assert links(page, ".columns__main") == [
        "/actieagenda/actie/",
        "/pacten/pact/",
        "/plannen/plan/",
        "/koplopers/koploper/",
    ]
    assert facts(page) == {
        "Soort organisatie": "Onderwijs",
        "Plaats": "Rotterdam",
        "Werkgeversorganisatie van": "Rijnmond",
        "Website": "https://albeda.example",
    }


def test_an_organisation_shows_no_drafts(albeda):
    PactPartnerFactory(organisation=albeda, pact=PactFactory(live=False))
    PlanSignatoryFactory(organisation=albeda, plan=PlanFactory(live=False))
    KoploperPartnerFactory(organisation=albeda, page=KoploperPageFactory(live=False))
    ActionFactory(owner=albeda, live=False)
    page = look_at("/organisaties/albeda/")
    assert texts(page, ".empty h2") == ["Hier staat nog niets bij"]


def test_an_organisation_in_draft_has_no_page(client):
    OrganisationFactory(title="Geheim", live=False)
    assert client.get("/organisaties/geheim/").status_code == 404


def test_an_organisation_costs_the_same_for_one_as_for_three_of_each(
    albeda, involved, client, django_assert_max_num_queries
):
    counts = []
    for number in (0, 2):
        ActionFactory.create_batch(number, owner=albeda)
        for _ in range(number):
            PactPartnerFactory(organisation=albeda)
            PlanSignatoryFactory(organisation=albeda)
            KoploperPartnerFactory(organisation=albeda)
        client.get("/organisaties/albeda/")
        with django_assert_max_num_queries(9) as counted:
            client.get("/organisaties/albeda/")
        counts.append(len(counted))
    assert counts[0] == counts[1]
