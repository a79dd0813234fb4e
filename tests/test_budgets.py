"""How many queries each public page takes: the same for one row of each kind and for a thousand; CPU is the budget.

Measured as `make run` serves them, with the cache in the database. Prints what it measured at the end of the run.
"""

import datetime
import time
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from events.models import Event
from koplopers.models import KoploperIndexPage, KoploperPage
from pacts.models import Action, Ambition, Municipality, Pact, PlaceName, Plan, ProgressNote, Region
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    EventFactory,
    ImageFactory,
    KoploperPageFactory,
    MunicipalityFactory,
    NewsPageFactory,
    PactFactory,
    PlaceNameFactory,
    PlanFactory,
    ProgressNoteFactory,
    RegionFactory,
    StandardPageFactory,
    ThemePageFactory,
    TopicFactory,
    home_page,
    site_tree,
)
from zorgpact.news.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db
MANY = 1000
LIST, DETAIL, SEARCH = 20, 24, 24
CEILINGS = {
    "/": 28,
    "/regios/": LIST,
    "/regios/?plaats=Dorp": LIST,
    "/pacten/": LIST,
    "/pacten/?regio=regio-eerst&onderwerp=leren&status=actief": LIST,
    "/actieagenda/": LIST,
    "/actieagenda/?regio=regio-eerst&status=loopt": LIST,
    "/koplopers/": LIST,
    "/koplopers/?regio=regio-eerst&onderwerp=leren": LIST,
    "/themas/": LIST,
    "/nieuws/": LIST,
    "/nieuws/?jaar=2018&onderwerp=leren&soort=nieuws": LIST,
    "/agenda/": LIST,
    "/agenda/verleden/": LIST,
    "/regios/regio-eerst/": DETAIL,
    "/pacten/eerst/": DETAIL,
    "/plannen/eerst/": DETAIL,
    "/actieagenda/eerst/": DETAIL,
    "/koplopers/eerst/": DETAIL,
    "/themas/eerst/": DETAIL,
    "/nieuws/eerst/": DETAIL,
    "/agenda/eerst/": DETAIL,
    "/over/": DETAIL,
    "/zoeken/": 12,
    "/zoeken/?q=leren": 12,
    "/zoeken/?q=leren&soort=nieuws": 12,
    "/zoeken/?q=leren&onderwerp=leren": 12,
    "/zoeken/?onderwerp=leren": 12,
    "/sitemap.xml": 30,
    "/sitemap-nieuws.xml": 12,
    "/nieuws/feed/": 2,
    "/pacten/feed/": 2,
    "/agenda/feed/": 2,
}
DAY = datetime.date(2018, 11, 22)


@pytest.fixture
def database_cache(settings):
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"},
    }
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def one_of_everything():
    """The fullest page of each kind: with a cover, a topic, a region and all that can hang on it."""
    home = site_tree()
    topic, region = TopicFactory(name="Leren", synonyms="leerplek"), RegionFactory(title="Regio eerst")
    tagged = {"topics": [topic], "regions": [region]}
    shown = {"title": "Leren", "cover": ImageFactory()}
    pact = PactFactory(slug="eerst", **shown, **tagged)
    plan = PlanFactory(slug="eerst", regions=[region], **shown)
    action = ActionFactory(slug="eerst", plan=plan, pact=pact, ambition=AmbitionFactory(plan=plan), **shown)
    ProgressNoteFactory(action=action)
    koploper = KoploperPageFactory(slug="eerst", pact=pact, since=2018, **shown, **tagged)
    NewsPageFactory(slug="eerst", **shown, **tagged)
    EventFactory(slug="eerst", pact=pact, **shown, **tagged)
    EventFactory(slug="voorbij", past=True, pact=pact, **shown, **tagged)
    StandardPageFactory(slug="over", **shown)
    theme = ThemePageFactory(slug="eerst", topic=topic, examples=[("koploper", koploper)], **shown)
    PlaceNameFactory(name="Dorp", municipality=MunicipalityFactory(name="Stad", region=region))
    home.theme, home.cover = theme, shown["cover"]
    home.save()
    call_command("update_index", verbosity=0)
    return tagged


# --- A thousand of each, without a thousand times the work --------------------------------------------------------


def add_rows(model, tagged, **fields):
    """Copies of the first row, by the thousand, with its topics and regions."""
    first = model.objects.get(slug="eerst")
    values = {f.attname: getattr(first, f.attname) for f in model._meta.concrete_fields if not f.primary_key}
    rows = model.objects.bulk_create(
        model(**{**values, "slug": f"rij-{n}", "title": f"Leren rij {n}", **fields}) for n in range(MANY)
    )
    classify(model, rows, tagged)


def classify(model, rows, tagged):
    region, topics = tagged["regions"][0], getattr(model, "topics", None)
    through = model.regions.through if hasattr(model, "regions") else None
    if through:
        column = model.regions.field.m2m_field_name()
        through.objects.bulk_create(through(**{column: row, "region": region}) for row in rows)
    if topics:
        items = (topics.through(content_object=row, tag=tagged["topics"][0]) for row in rows)
        topics.through.objects.bulk_create(items)


def add_pages(model, parent, tagged, **fields):
    """Children of `parent`: the rows of the page table first, then those of the model itself."""
    parent = Page.objects.get(pk=parent.pk)
    first = model.objects.get(slug="eerst")
    parents = {f.attname: getattr(first, f.attname) for f in Page._meta.concrete_fields if not f.primary_key}
    own = [f for f in model._meta.local_concrete_fields if not f.primary_key]
    start, pages = parent.numchild + 1, []
    for n in range(start, start + MANY):
        path = Page._get_path(parent.path, parent.depth + 1, n)
        slug, url_path = f"pagina-{n}", f"{parent.url_path}pagina-{n}/"
        named = {"title": f"Leren {n}", "slug": slug, "path": path, "url_path": url_path}
        pages.append(Page(**{**parents, **named, "translation_key": uuid4()}))
    Page.objects.bulk_create(pages)
    values = {f.attname: getattr(first, f.attname) for f in own} | fields
    children = [model(page_ptr=page, **values) for page in pages]
    for child, page in zip(children, pages, strict=True):
        child.__dict__.update({f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields})
    model.objects.none()._insert(children, fields=model._meta.local_concrete_fields, using="default")
    parent.numchild += MANY
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    classify(model, children, tagged)


@pytest.fixture
def add_a_thousand(one_of_everything):
    def add():
        tagged = one_of_everything
        now = timezone.now()
        add_rows(Pact, tagged)
        add_rows(Plan, tagged)
        add_rows(Action, tagged)
        add_rows(Event, tagged)
        past = {"start_at": now - datetime.timedelta(9), "end_at": now - datetime.timedelta(8)}
        Event.objects.filter(slug__endswith="9").update(**past)
        add_pages(NewsPage, NewsIndexPage.objects.get(), tagged)
        add_pages(KoploperPage, KoploperIndexPage.objects.get(), tagged)
        add_details(tagged["regions"][0])
        call_command("update_index", verbosity=0)

    return add


def add_details(region):
    """A thousand of what hangs on one page: notes, ambitions, regions and names."""
    action, plan = Action.objects.get(slug="eerst"), Plan.objects.get(slug="eerst")
    ProgressNote.objects.bulk_create(
        ProgressNote(action=action, noted_on=DAY, text="Goed.") for _ in range(MANY)
    )
    Ambition.objects.bulk_create(Ambition(plan=plan, title=f"Ambitie {n}") for n in range(MANY))
    values = {
        f.attname: getattr(region, f.attname) for f in Region._meta.concrete_fields if not f.primary_key
    }
    Region.objects.bulk_create(
        Region(**{**values, "title": f"Regio {n}", "slug": f"r{n}", "code": f"X{n}"}) for n in range(MANY)
    )
    stad = Municipality.objects.get()
    PlaceName.objects.bulk_create(
        PlaceName(name=f"Dorp {n}", key="dorp", kind="plaats", municipality=stad) for n in range(MANY)
    )


# --- Measuring ----------------------------------------------------------------------------------------------------


def measure(client, address: str) -> tuple[int, float]:
    """Queries and seconds of the second visit: the first one makes the renditions."""
    assert client.get(address).status_code == 200, address
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries), time.perf_counter() - started


def test_every_page_takes_the_same_queries_for_one_row_and_for_a_thousand(
    client, database_cache, add_a_thousand, capsys
):
    few = {address: measure(client, address) for address in CEILINGS}
    add_a_thousand()
    assert Pact.objects.count() == NewsPage.objects.count() == KoploperPage.objects.count() == MANY + 1
    many = {address: measure(client, address) for address in CEILINGS}
    report(few, many, capsys)
    assert {address: count for address, (count, _) in many.items()} == {
        address: count for address, (count, _) in few.items()
    }
    assert {address: few[address][0] for address in CEILINGS if few[address][0] > CEILINGS[address]} == {}


def report(few, many, capsys):
    with capsys.disabled():
        print(f"\n{'':58}{'ceiling':>8}{'1 row':>8}{MANY:>8} rows")
        for address, ceiling in CEILINGS.items():
            seconds = many[address][1] * 1000
            print(f"{address:58}{ceiling:>8}{few[address][0]:>8}{many[address][0]:>8}{seconds:8.0f} ms")


def test_home_is_the_page_that_was_measured(one_of_everything):
    assert home_page().theme.title == "Leren"
