"""What a page costs may not depend on how many rows there are: the short form of `make bench`.

One address of each kind, in this process: a thousand rows take no more queries than a full
list does, and cost at most twice the CPU of a full list. What pages cost at all,
`make bench` tells.
"""

import time
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.feeds import EventFeed
from tests.bench.addresses import named_addresses, visitor
from tests.bench.seeding import seed
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    ContributionFactory,
    DialogueFactory,
    EventFactory,
    ImageFactory,
    KoploperPageFactory,
    MunicipalityFactory,
    NewsPageFactory,
    PactFactory,
    PactPartnerFactory,
    PlaceNameFactory,
    PlanFactory,
    PlanSignatoryFactory,
    ProgressNoteFactory,
    RegionFactory,
    RegistrationFactory,
    StandardPageFactory,
    ThemePageFactory,
    ThreadFactory,
    TopicFactory,
    frozen_round,
    home_page,
    site_tree,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FULL, MANY = 120, 1000
REPEATS, SECONDS = 5, 1.0  # the cheapest counts, for what disturbs only adds; no longer than this
GROWTH = 2
NEW_KINDS = 2  # what is related may be of a kind more, each with a query of its own
SLACK = 0.005  # seconds: what a tiny page may vary
WHOLE = ("acties.", "agenda.ics", "ronde.", "sitemap")  # hold all that there is


@pytest.fixture
def as_served(settings):
    """With the cache in the database, as `make run` has it, and with the bare view."""
    settings.ROOT_URLCONF = "tests.bench.urls"
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"},
    }
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def one_of_everything():
    """The fullest page of each kind: with a cover, a topic, a region and all that can hang on it."""
    site_tree()
    topic, *_ = [TopicFactory(name=name) for name in ("Leren", "Werken", "Wonen")]
    region, *_ = RegionFactory.create_batch(3)
    tagged = {"topics": [topic], "regions": [region]}
    shown = {"title": "Leren", "cover": ImageFactory()}
    pact = PactFactory(slug="eerst", **shown, **tagged)
    plan = PlanFactory(slug="eerst", regions=[region], **shown)
    action = ActionFactory(
        slug="eerst", plan=plan, pact=pact, ambition=AmbitionFactory(plan=plan), **shown, **tagged
    )
    ProgressNoteFactory(action=action)
    PactPartnerFactory(pact=pact, organisation=action.owner)
    PlanSignatoryFactory(plan=plan, organisation=action.owner)
    koploper = KoploperPageFactory(slug="eerst", pact=pact, since=2018, **shown, **tagged)
    NewsPageFactory(slug="eerst", **shown, **tagged)
    event = EventFactory(slug="eerst", pact=pact, **shown, **tagged)
    RegistrationFactory(event=event)
    ThreadFactory(
        dialogue=ContributionFactory(dialogue=DialogueFactory(event=event)).dialogue, actions=[action]
    )
    EventFactory(slug="voorbij", past=True, pact=pact, **shown, **tagged)
    StandardPageFactory(slug="over", **shown)
    theme = ThemePageFactory(slug="eerst", topic=topic, examples=[("koploper", koploper)], **shown)
    PlaceNameFactory(name="Dorp", municipality=MunicipalityFactory(name="Stad", region=region))
    home = home_page()  # as it is by now: it counts its children
    home.theme, home.cover = theme, shown["cover"]
    home.save()
    for month in (1, 4):
        frozen_round(date(2019, month, 1))
    call_command("update_index", verbosity=0)


def count_queries() -> dict[str, int]:
    """By name; the first visit makes the renditions."""
    client, found = visitor(), {}
    for name, address in named_addresses().items():
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as queries:
            client.get(address).getvalue()
        found[name] = len(queries)
    return found


def measure() -> dict[str, tuple[int, float]]:
    """By name: queries, and the seconds of CPU of the cheapest visit."""
    counts, client = count_queries(), visitor()
    return {name: (counts[name], cheapest(client, address)) for name, address in named_addresses().items()}


def cheapest(client, address: str) -> float:
    costs: list[float] = []
    while len(costs) < REPEATS and sum(costs) < SECONDS:
        started = time.process_time()
        client.get(address).getvalue()
        costs.append(time.process_time() - started)
    return min(costs)


def grown_to(count: int) -> dict[str, tuple[int, float]]:
    seed(count)
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return measure()


def test_a_page_costs_the_same_with_a_full_list_and_with_a_thousand_rows(
    as_served, one_of_everything, capsys
):
    one = count_queries()
    EventFactory.create_batch(EventFeed.most)  # of what is seeded, a sixth is to come
    full, many = grown_to(FULL), grown_to(MANY)
    report(full, many, capsys)
    assert {name: count for name, (count, _) in many.items() if count > full[name][0]} == {}
    assert {name: count for name, (count, _) in many.items() if count > one[name] + NEW_KINDS} == {}
    judged = {name for name in many if not name.startswith(WHOLE)}
    assert {
        name for name in judged if is_dearer(name, many[name][1], GROWTH * full[name][1] + SLACK)
    } == set()


def is_dearer(name: str, cpu: float, limit: float) -> bool:
    """Whether it stays so when it is measured again."""
    client, address = visitor(), named_addresses()[name]
    return cpu > limit and all(cheapest(client, address) > limit for _ in range(3))


def report(full, many, capsys) -> None:
    with capsys.disabled():
        print(f"\n{'':30}{'queries':>9}{FULL:>9}{MANY:>9} rows, ms of CPU")
        for name, (queries, cpu) in many.items():
            print(f"{name:30}{queries:9}{full[name][1] * 1000:9.1f}{cpu * 1000:9.1f}")
