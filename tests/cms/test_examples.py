"""What is invented says so wherever it stands."""

import pytest

from tests.factories import (
    ActionFactory,
    DialogueFactory,
    EventFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    ThreadFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import look_at
from tests.search.index import fill_index

pytestmark = pytest.mark.django_db
PLACES = {
    "an action, in the list": "/actieagenda/",
    "an action, on its page": "/actieagenda/doen/",
    "an action, at its owner": "/organisaties/brug/",
    "an action, at its pact": "/pacten/pact/",
    "an action, at the session it came from": "/agenda/geweest/",
    "a session, in the agenda": "/agenda/",
    "a session, on its page": "/agenda/sessie/",
    "a session, on the home page": "/",
    "an article, in the list": "/nieuws/",
    "an article, on its page": "/nieuws/bericht/",
    "an article, in its region": "/regios/veluwe/",
    "a plan, on its page": "/plannen/raat/",
    "a plan and a session, in the region": "/regios/twente/",
    "what is found": "/zoeken/?q=doen",
    "what is related": "/pacten/ander/",
}


def fill(is_example):
    site_tree()
    topic, region = TopicFactory(name="Leren"), RegionFactory(slug="twente")
    owner, pact = OrganisationFactory(slug="brug"), PactFactory(slug="pact")
    plan = PlanFactory(slug="raat", regions=[region], is_example=is_example)
    action = ActionFactory(
        title="Doen", slug="doen", owner=owner, pact=pact, plan=plan, is_example=is_example, regions=[region]
    )
    EventFactory(slug="sessie", regions=[region], topics=[topic], is_example=is_example)
    NewsPageFactory(slug="bericht", regions=[RegionFactory(slug="veluwe")], is_example=is_example)
    past = EventFactory(slug="geweest", past=True)
    ThreadFactory(dialogue=DialogueFactory(event=past), actions=[action])
    PactFactory(slug="ander", topics=[topic])
    fill_index()


@pytest.mark.parametrize("is_example", [True, False])
def test_an_example_bears_its_mark_and_what_is_real_does_not(is_example):
    fill(is_example)
    marked = {name for name, address in PLACES.items() if "· voorbeeld" in look_at(address).main.get_text()}
    assert marked == (set(PLACES) if is_example else set())
