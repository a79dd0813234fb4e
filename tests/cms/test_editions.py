"""What is kept of a page is never older than the last change, and is nobody else's draft."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.models import AccessToken, Mail, Registration, RegistrationCount
from tests.factories import (
    ActionFactory,
    EventFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PactPartnerFactory,
    PlanFactory,
    ProgressNoteFactory,
    RegionFactory,
    RegistrationFactory,
    ThemePageFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import look_at
from tests.test_kinds import KINDS, PACKAGES, make
from zorgpact.agenda.models import Action, ActionTopic, ProgressNote, Round
from zorgpact.cms.editions import begin_edition, current_edition, is_seen
from zorgpact.dialogue.models import Dialogue, ThreadAction
from zorgpact.news.models import ReportReminder
from zorgpact.operations.models import JobRun
from zorgpact.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings):
    """Parts of pages are kept, as on a real site."""
    settings.CACHES = {
        **settings.CACHES,
        "fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "editions"},
    }
    caches["fragments"].clear()
    return site_tree()


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """A function that does something as an editor does: with what follows when it is committed."""

    def do(something):
        connection.run_on_commit.clear()  # what came before is committed
        with django_capture_on_commit_callbacks(execute=True):
            something()

    return do


def shown(address: str) -> str:
    return look_at(address).get_text(" ", strip=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_title_is_seen_at_once(kind, change):
    item = make(kind)
    lists = ("/", "/regios/", "/pacten/", "/koplopers/", "/nieuws/", "/themas/")
    before = {address for address in lists if "Wijkleerbedrijf Almelo" in shown(address)}
    assert "Wijkleerbedrijf Almelo" in shown(item.get_absolute_url())
    item.title = item.short_name = "Leerwerkplaats Hengelo"
    change(item.save)
    assert "Leerwerkplaats Hengelo" in shown(item.get_absolute_url())
    assert {address for address in lists if "Wijkleerbedrijf Almelo" in shown(address)} == set()
    assert {address for address in lists if "Leerwerkplaats Hengelo" in shown(address)} == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_withdrawn_is_gone_at_once(kind, change, client):
    item = make(kind)
    assert client.get(item.get_absolute_url()).status_code == 200
    change(item.unpublish)
    assert client.get(item.get_absolute_url()).status_code == 404
    assert "Wijkleerbedrijf Almelo" not in shown("/")


def test_what_others_say_of_a_thing_is_seen_at_once(change):
    topic, region, organisation = (
        TopicFactory(name="Leren"),
        RegionFactory(),
        OrganisationFactory(title="ROC"),
    )
    pact = PactFactory(topics=[topic], regions=[region])
    address = pact.get_absolute_url()
    assert "Leren" in shown(address)
    topic.name = "Wonen"
    change(topic.save)
    assert "Wonen" in shown(address)
    change(lambda: pact.regions.add(RegionFactory(title="Zuid-Limburg")) or pact.save())
    assert "Zuid-Limburg" in shown(address)
    change(lambda: PactPartnerFactory(pact=pact, organisation=organisation))
    assert "ROC" in shown(address)
    change(pact.partners.all().delete)
    change(lambda: ActionFactory(title="Meer plekken", plan=None, pact=pact))
    assert "ROC" not in shown(address)
    assert "Meer plekken" in shown(address)


def test_progress_is_seen_at_once(change):
    action = ActionFactory()
    assert "nog geen voortgang" in shown(action.get_absolute_url())
    change(lambda: ProgressNoteFactory(action=action, text="De eerste tien zijn begonnen."))
    assert "De eerste tien zijn begonnen." in shown(action.get_absolute_url())


def test_a_shield_hides_an_article_from_the_home_page_at_once(change):
    page = NewsPageFactory(title="Alleen voor leden")
    assert "Alleen voor leden" in shown("/")
    change(lambda: PageViewRestriction.objects.create(page=page, restriction_type="login"))
    assert "Alleen voor leden" not in shown("/")


def test_a_draft_is_shown_to_its_editor_only(change):
    plan = PlanFactory(title="Plan van vorig jaar")
    assert "Plan van vorig jaar" in shown(plan.get_absolute_url())
    plan.title = "Plan van volgend jaar"
    edition = current_edition()
    change(plan.save_revision)
    assert current_edition() == edition
    preview = plan.make_preview_request()
    assert "Plan van volgend jaar" in preview.render().content.decode()
    assert "Plan van vorig jaar" in shown(plan.get_absolute_url())


def test_places_are_counted_at_every_request(change):
    event = EventFactory(capacity=2, start_at=timezone.now() + timedelta(days=3))
    edition = current_edition()
    for left in ("Nog 2", "Nog 1"):
        for address in ("/", event.get_absolute_url()):
            assert left in shown(address), address
        change(lambda: RegistrationFactory(event=event))
    assert current_edition() == edition


@pytest.mark.parametrize("address", ["/", "/pacten/", "/nieuws/", "/themas/leren/", "/pacten/zorgpact/"])
def test_what_was_shown_is_not_asked_again(address):
    ThemePageFactory(slug="leren", topic=TopicFactory(name="Leren"))
    PactFactory(slug="zorgpact", topics=[TopicFactory(name="Werken")])
    NewsPageFactory()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            look_at(address)
        counts.append(len(queries))
    assert counts[1] <= counts[0] - 3


def test_a_day_is_an_edition(monkeypatch):
    edition = current_edition()
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert current_edition() != edition


def test_many_changes_at_once_begin_one_edition(django_capture_on_commit_callbacks):
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        PactFactory.create_batch(5)
    assert len([one for one in callbacks if one is begin_edition]) == 1


SEEN_OF_AGENDA = {Action, ActionTopic, ProgressNote, Round}


def test_only_what_is_about_one_person_or_written_in_a_room_begins_no_edition():
    """Of a room the dialogue is saved when it is published."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]
    unseen = {AccessToken, JobRun, Mail, Registration, RegistrationCount, ReportReminder, User}
    unseen |= {*apps.get_app_config("accounts").get_models(), *apps.get_app_config("limits").get_models()}
    unseen |= {*apps.get_app_config("agenda").get_models()} - SEEN_OF_AGENDA
    unseen |= {*apps.get_app_config("dialogue").get_models()} - {Dialogue, ThreadAction}
    assert {model for model in ours if not is_seen(model)} == unseen


def test_the_index_of_the_sitemap_is_made_once_for_an_edition(client, django_assert_num_queries):
    pact = PactFactory()
    client.get("/sitemap.xml")
    with django_assert_num_queries(0):
        before = client.get("/sitemap.xml")
    assert before["Content-Type"] == "application/xml"
    type(pact).objects.update(updated_at=timezone.now() + timedelta(days=2))
    begin_edition()
    assert client.get("/sitemap.xml").content != before.content


def test_a_list_that_is_kept_asks_nothing_for_its_filters(client):
    NewsPageFactory()
    client.get("/nieuws/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/nieuws/")
    assert [query["sql"] for query in asked if "news_newspage" in query["sql"]] == []
