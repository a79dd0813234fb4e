"""Loading the demo content, from the real files."""

import io
import shutil
from datetime import timedelta
from itertools import pairwise

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, Site

from events.models import Event
from koplopers.models import KoploperPage
from pacts.models import Organisation, Pact, Plan, Region
from tests.factories import without_pages
from tests.pages import look_at
from zorgpact.agenda.models import Action
from zorgpact.cms.models import CustomImage, SiteSettings, StandardPage
from zorgpact.cms.registry import all_kinds
from zorgpact.demo.loading import load_demo
from zorgpact.demo.reading import BadContent
from zorgpact.dialogue.models import ThreadAction
from zorgpact.home.models import HomePage
from zorgpact.news.models import NewsPage
from zorgpact.operations.preparation import prepare_database
from zorgpact.themes.models import ThemePage

pytestmark = pytest.mark.once

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # and nobody who does them
# Queues, caches and search indexes, not content.
OTHER_APPS = {"django_tasks_database", "django_tasks_db", "wagtailsearch", "sessions", "contenttypes"}


def load(folder=FOLDER, **options) -> str:
    output = io.StringIO()
    call_command("load_demo", folder=folder, force=True, stdout=output, **options)
    return output.getvalue()


@pytest.fixture(scope="module")
def _demo(module_db, tmp_path_factory):
    """Everything loaded once for this module, as the first `make run` does."""
    folder = tmp_path_factory.mktemp("var")
    with override_settings(DEBUG=True, VAR_DIR=folder, PRIVATE_ROOT=folder / "private", TASKS=TASKS):
        without_pages()
        prepare_database(lambda line: None)


@pytest.fixture
def demo(_demo, db):
    """Everything loaded; what a test changes is undone."""


@pytest.fixture
def copied_folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "demo")


def heading_levels(page) -> list[int]:
    return [int(heading.name[1]) for heading in page.select("main :is(h1, h2, h3, h4, h5, h6)")]


def skips(levels: list[int]) -> bool:
    return any(after > before + 1 for before, after in pairwise([0, *levels]))


def all_rows() -> dict[str, list]:
    """Every row, as it is stored, of every table that holds content, accounts or history."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label not in OTHER_APPS:
                cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
                rows[model._meta.db_table] = sorted(map(repr, cursor.fetchall()))
    return rows


def replace_in(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- What is there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "least"),
    [
        (Region, 28),
        (Pact, 14),
        (KoploperPage, 20),
        (ThemePage, 6),
        (NewsPage, 12),
        (Plan, 3),
        (Event, 8),
        (StandardPage, 5),
    ],
)
def test_there_is_enough_of_everything(demo, model, least):
    assert model.objects.published().count() >= least


def test_every_content_file_became_something(demo):
    loaded = {
        "pacts": Pact,
        "plans": Plan,
        "events": Event,
        "koplopers": KoploperPage,
        "themas": ThemePage,
        "nieuws": NewsPage,
        "paginas": StandardPage,
    }
    files = {name: {path.stem for path in (FOLDER / name).glob("*.toml")} for name in loaded}
    slugs = {name: set(model.objects.values_list("slug", flat=True)) for name, model in loaded.items()}
    assert slugs == files


def test_the_site_answers_at_the_base_url(demo):
    site = Site.objects.get()
    assert (site.root_page.specific, site.root_url) == (HomePage.objects.get(), settings.BASE_URL)


def test_the_overviews_have_their_addresses(demo):
    home = HomePage.objects.get()
    assert {"koplopers", "themas", "nieuws", "over", "privacy"} <= set(
        home.get_children().values_list("slug", flat=True)
    )


def test_the_home_page_puts_a_theme_forward(demo):
    assert HomePage.objects.get().theme.slug == "leven-lang-ontwikkelen"


def test_the_theme_leven_lang_ontwikkelen_is_complete(demo):
    theme = ThemePage.objects.get(slug="leven-lang-ontwikkelen")
    assert (len(theme.ambassador), len(theme.examples), bool(theme.essay), bool(theme.videos)) == (
        1,
        3,
        True,
        True,
    )


def test_the_rotterdam_pact_is_complete(demo):
    pact = Pact.objects.get(slug="zorgpact-rotterdam-rijnmond")
    levels = [item.value["level"] for item in pact.consultations]
    assert (levels, bool(pact.results), bool(pact.next_steps)) == (
        ["strategisch", "tactisch", "netwerken"],
        True,
        True,
    )
    assert pact.partners.first().organisation == Organisation.objects.get(slug="derotterdamsezorg")


def test_what_a_session_yielded_leads_to_actions(demo):
    dialogue = Event.objects.get(slug="van-inspirerende-voorbeelden-naar-actie").dialogue
    links = ThreadAction.objects.filter(thread__dialogue=dialogue)
    assert (dialogue.threads.count(), links.count(), dialogue.contributions.count()) == (5, 7, 10)


def test_every_action_is_marked_as_an_example_and_has_its_regions(demo):
    assert [action.slug for action in Action.objects.filter(is_example=False)] == []
    assert [action.slug for action in Action.objects.filter(regions=None)] == []


def test_every_plan_has_ambitions_and_actions_with_notes(demo):
    bare = [
        plan.slug
        for plan in Plan.objects.all()
        if not (plan.ambitions.exists() and plan.actions.filter(notes__isnull=False).exists())
    ]
    assert bare == []


def test_sessions_are_open_relative_to_today(demo):
    states = {event.registration_state for event in Event.objects.upcoming()}
    assert {"open", "early", "cancelled"} <= states


def test_of_a_session_long_ago_nobody_made_up_the_time(demo):
    days = Event.objects.past().filter(is_example=False)
    assert [event.slug for event in days if not event.is_whole_day] == []
    session = Event.objects.get(slug="van-inspirerende-voorbeelden-naar-actie")
    assert session.when == "woensdag 21 november 2018"


def test_what_a_session_led_to_begins_after_it(demo):
    links = ThreadAction.objects.select_related("action", "thread__dialogue__event")
    assert [
        link.action.slug
        for link in links
        if link.action.starts_on <= timezone.localdate(link.thread.dialogue.event.end_at)
    ] == []


def test_the_latest_news_is_fresh_and_says_that_it_is_invented(demo):
    latest = NewsPage.objects.published().newest_first()[:3]
    oldest = timezone.localdate() - timedelta(days=21)
    assert [page.slug for page in latest if page.published_on < oldest or not page.is_example] == []


def test_a_full_session_has_a_waiting_list(demo):
    session = Event.objects.get(slug="meekijken-op-een-leerafdeling")
    places = session.registrations.confirmed().count(), session.registrations.waiting().count()
    assert (session.capacity, *places) == (4, 4, 2)


def test_no_session_holds_more_people_than_places(demo):
    events = Event.objects.exclude(capacity=None).with_places()
    assert [event.slug for event in events if event.confirmed > event.capacity] == []


def test_every_registration_is_of_an_example_address(demo):
    addresses = Event.objects.filter(registrations__isnull=False).values_list(
        "registrations__email", flat=True
    )
    assert {address.partition("@")[2] for address in addresses} == {"example.org"}


def test_what_was_loaded_has_a_history(demo):
    pact = Pact.objects.get(slug="zorgpact-rotterdam-rijnmond")
    page = KoploperPage.objects.first()
    assert (pact.live_revision, page.live_revision) == (pact.latest_revision, page.latest_revision)


def test_every_picture_in_the_folder_is_shown_somewhere_and_uploaded_once(demo):
    files = sorted(path.stem.replace("-", " ").capitalize() for path in (FOLDER / "pictures").iterdir())
    assert sorted(CustomImage.objects.values_list("title", flat=True)) == files


def test_the_demo_accounts_can_log_in(demo):
    admin = authenticate(username="admin", password="demo")
    editor = authenticate(username="redacteur", password="demo")
    assert (admin.is_superuser, editor.is_superuser) == (True, False)
    assert editor.has_perm("wagtailadmin.access_admin")


# --- Loading again ----------------------------------------------------------------------------------------


def test_no_page_skips_a_level_of_headings(demo, client):
    addresses = [
        kind.address(key) for kind in all_kinds() for key in kind.rows.values_list(kind.locator, flat=True)
    ]
    levels = {address: heading_levels(look_at(address, client)) for address in addresses}
    assert {address: found for address, found in levels.items() if skips(found)} == {}


def test_search_finds_and_actions_tell_their_session_before_any_task_is_done(demo, client):
    found = client.get("/zoeken/", {"q": "leren"}).text
    action = client.get("/actieagenda/overstap-met-uwv-rijnmond/").text
    assert 'id="soort-pacten"' in found
    assert "Van inspirerende voorbeelden naar actie!" in action


def test_loading_again_changes_nothing(demo):
    before = all_rows()
    assert load().endswith("Klaar: 0 nieuw\n")
    assert all_rows() == before


def test_loading_again_keeps_what_editors_changed(demo):
    Pact.objects.filter(slug="zorgpactnoord").update(title="Een andere titel")
    news = NewsPage.objects.get(slug="kopgroep-van-start")
    news.title, news.slug = "Een andere kop", "een-ander-adres"
    news.save_revision().publish()
    SiteSettings.objects.update(tagline="Een andere zin")
    HomePage.objects.update(headline="Een andere grote kop")
    Region.objects.filter(slug="twente").update(introduction="Noaberschap.")
    before = all_rows()
    load()
    assert all_rows() == before


def test_loading_again_does_not_bring_back_what_was_removed(demo):
    Page.objects.get(slug="kopgroep-van-start").delete()
    Event.objects.get(slug="webinar-van-vmbo-naar-zorg").delete()
    load()
    assert not Page.objects.filter(slug="kopgroep-van-start").exists()
    assert not Event.objects.filter(slug="webinar-van-vmbo-naar-zorg").exists()


def test_a_new_file_is_loaded_beside_the_rest(demo, copied_folder):
    shutil.copy(copied_folder / "nieuws/kopgroep-van-start.toml", copied_folder / "nieuws/nieuw.toml")
    assert load(copied_folder).endswith("Klaar: 1 nieuw\n")
    assert NewsPage.objects.get(slug="nieuw").get_parent().slug == "nieuws"


# --- Refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ('titel = "x"', r"nieuws/nieuw\.toml: onbekende sleutel 'titel'"),
        ('topics = ["bestaat-niet"]', r"nieuws/nieuw\.toml, topics: onderwerp 'bestaat-niet' bestaat niet"),
        ('regions = ["atlantis"]', r"nieuws/nieuw\.toml, regions: regio 'atlantis' bestaat niet"),
        ('cover = "olifant.png"', r"nieuws/nieuw\.toml, cover: het bestand 'pictures/olifant\.png' bestaat"),
        ('kind = "roddel"', r"nieuws/nieuw\.toml: kind: .*roddel"),
        ("kind = ", r"nieuws/nieuw\.toml: dit is geen goede TOML"),
        ('[[body]]\ntype = "kop"', r"nieuws/nieuw\.toml, body\[1\]: 'kop' is hier geen soort blok"),
        (
            '[[body]]\ntype = "quote"\ntext = "x"\nspreker = "y"',
            r"nieuws/nieuw\.toml, body\[1\]: onbekende sleutel 'spreker'",
        ),
        ('[[body]]\ntype = "quote"\ntext = "x"', r"nieuws/nieuw\.toml, body: .*speaker"),
        (
            '[[body]]\ntype = "document"\ndocument = "../site.toml"',
            r"nieuws/nieuw\.toml, body\[1\]\.document: het bestand 'documents/\.\./site\.toml'",
        ),
        (
            '[[body]]\ntype = "table"\ncaption = "x"\ntable = { header = ["a", "b"], rows = [["c"]] }',
            r"nieuws/nieuw\.toml, body\[1\]\.table: elke rij van een tabel",
        ),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(demo, copied_folder, added, message):
    text = f'title = "Nieuw"\nintroduction = "Een zin."\n{added}\n'
    (copied_folder / "nieuws" / "nieuw.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadContent, match=message):
        load_demo(copied_folder, print)


@pytest.mark.parametrize(
    ("partner", "message"),
    [
        ('{ naam = "x" }', r"pacts/nieuw\.toml, partners\[1\]: onbekende sleutel 'naam'"),
        ('{ name = "x", kind = "y" }', r"pacts/nieuw\.toml, partners\[1\], organisation: kind: .*y"),
        ('"x"', r"pacts/nieuw\.toml, partners\[1\]: hier staat str, verwacht wordt dict"),
    ],
)
def test_a_bad_row_below_another_is_named_with_what_is_wrong(demo, copied_folder, partner, message):
    text = f'title = "Nieuw"\nintroduction = "Een zin."\npartners = [{partner}]\n'
    (copied_folder / "pacts" / "nieuw.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadContent, match=message):
        load_demo(copied_folder, print)


def test_one_bad_file_leaves_nothing_of_the_good_ones(demo, copied_folder):
    shutil.copy(copied_folder / "nieuws/kopgroep-van-start.toml", copied_folder / "nieuws/nieuw.toml")
    (copied_folder / "registrations.toml").write_text("bestaat-niet = []", encoding="utf-8")
    before = all_rows()
    with pytest.raises(CommandError, match=r"registrations\.toml: de sessie 'bestaat-niet' bestaat niet"):
        load(copied_folder)
    assert all_rows() == before


def test_an_action_of_an_unknown_ambition_is_refused(demo, copied_folder):
    shutil.copy(copied_folder / "plans/raat-twente.toml", copied_folder / "plans/nieuw.toml")
    replace_in(copied_folder / "plans/nieuw.toml", "\nambition = ", '\nambition = "Vliegen" #')
    with pytest.raises(BadContent, match=r"plans/nieuw\.toml#\S+: .* geen ambitie 'Vliegen'"):
        load_demo(copied_folder, print)


def test_production_gets_no_accounts_with_known_passwords(demo):
    get_user_model().objects.all().delete()
    with pytest.raises(CommandError, match="bekende wachtwoorden"):
        call_command("load_demo")
    assert not get_user_model().objects.exists()
