"""The public page of an organisation: everything that it takes part in."""

import pytest

from pacts.models import Pact
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
from tests.search.index import fill_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def albeda():
    return OrganisationFactory(
        title="Albeda", kind="onderwijs", place="Rotterdam", website="https://albeda.example"
    )


@pytest.fixture
def involved(albeda):
    PactPartnerFactory(organisation=albeda, pact=PactFactory(title="Pact"), role="penvoerder")
    PlanSignatoryFactory(organisation=albeda, plan=PlanFactory(title="Plan"))
    KoploperPartnerFactory(organisation=albeda, page=KoploperPageFactory(title="Koploper"))
    ActionFactory(owner=albeda, title="Actie")
    RegionFactory(title="Rijnmond", organisation=albeda)
    fill_index()


def test_an_organisation_leads_to_all_that_it_takes_part_in(albeda, involved):
    page = look_at("/organisaties/albeda/")
    assert links(page, ".columns__main") == [
        "/pacten/pact/",
        "/koplopers/koploper/",
        "/actieagenda/actie/",
        "/plannen/plan/",
        "/regios/rijnmond/",
    ]
    assert texts(page, ".related .meta") == ["Penvoerder", "Regionale werkgeversorganisatie"]
    assert facts(page) == {
        "Soort organisatie": "Onderwijs",
        "Plaats": "Rotterdam",
        "Website": "https://albeda.example",
    }


def test_an_organisation_shows_no_drafts(albeda):
    PactPartnerFactory(organisation=albeda, pact=PactFactory(live=False))
    PlanSignatoryFactory(organisation=albeda, plan=PlanFactory(live=False))
    KoploperPartnerFactory(organisation=albeda, page=KoploperPageFactory(live=False))
    ActionFactory(owner=albeda, live=False)
    fill_index()
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
        fill_index()
        client.get("/organisaties/albeda/")
        with django_assert_max_num_queries(12) as counted:
            client.get("/organisaties/albeda/")
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_what_was_withdrawn_is_gone_before_the_index_knows(albeda, involved):
    Pact.objects.update(live=False)
    assert "/pacten/pact/" not in links(look_at("/organisaties/albeda/"))
