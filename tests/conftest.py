"""What every test can use: the cast, a signed-in client and Chromium; and which tests run where."""

import gc
import os
import shutil
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from tests import databases
from tests.deploy import proxy

CHROMIUM = shutil.which("chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
EDITORS = "Redacteurs"

LONG = {"test_budgets", "test_upgrade"}  # a few tests of half a minute or more

hypothesis.settings.load_profile("ci")  # the same examples in every run


# --- Which tests run --------------------------------------------------------------------------------------


def pytest_configure():
    settings.DEBUG = False  # before a module of tests reads the addresses: DEBUG adds that of the media
    settings.CACHES["counts"]["BACKEND"] = (
        "django.core.cache.backends.dummy.DummyCache"  # all search from one place
    )
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(
    wrapper=True, tryfirst=True
)  # before xdist looks at the groups; then after all who change the order
def pytest_collection_modifyitems(config, items):
    """Leave PostgreSQL's own tests to PostgreSQL; keep together in one worker of xdist what shares something dear.

    What takes long begins first, so that no worker is left with it when the others are done.
    """
    is_cluster = connection.vendor == "postgresql" and "ZORGPACT_CLUSTER" in os.environ
    left_out = [item for item in items if item.get_closest_marker("postgres") and not is_cluster]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if item.get_closest_marker("browser"):  # two workers, each with a site and a browser of its own
            group = "axe" if item.path.stem == "test_axe" else "browser"
            item.add_marker(pytest.mark.xdist_group(group))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="chromium ontbreekt (sudo apt install chromium)"))
        elif item.get_closest_marker("proxy"):
            item.add_marker(pytest.mark.xdist_group("proxy"))
            if not proxy.is_installed():
                item.add_marker(pytest.mark.skip(reason=f"nginx ontbreekt ({proxy.INSTALL})"))
        elif item.get_closest_marker("race"):
            item.add_marker(pytest.mark.xdist_group("race"))
        elif "module_db" in item.fixturenames:  # what its tests read is made in one worker
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))
    yield
    items.sort(key=lambda item: not (item.get_closest_marker("xdist_group") or item.path.stem in LONG))


def pytest_collection_finish():
    """What is there by now stays: looking for garbage in all of it again and again was a twelfth of the CPU."""
    gc.collect()
    gc.freeze()


# --- The database -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_keepdb():
    return True  # django_db_modify_db_settings makes it, and throws it away


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A copy of the database with the first pages. SQLite in a file, as in production: threads get real connections."""
    with databases.copy(tmp_path_factory.mktemp("database"), "test", databases.planted()) as database:
        name = database.name if database.server else str(database.path)
        connection.settings_dict["TEST"]["NAME"] = name
        yield
        connection.close()


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker, tmp_path_factory):
    """For what all tests of a module read and take long to make: it is undone after the last one."""
    folder = tmp_path_factory.mktemp("media")
    media = override_settings(MEDIA_ROOT=folder / "media", PRIVATE_ROOT=folder / "private")
    with media, django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def media_folder(request, settings, files):
    """Every test has its own folder for uploads and mail; with module_db, one for the uploads of all."""
    folder = files / uuid4().hex  # tmp_path looks at the folders of all other tests
    settings.EMAIL_FILE_PATH = folder / "mail"
    if "module_db" not in request.fixturenames:
        settings.MEDIA_ROOT = folder / "media"
        settings.PRIVATE_ROOT = folder / "private"


@pytest.fixture
def tasks_at_once(settings):
    """What is handed over to the worker, such as keeping the indexes, happens at once. Else nobody does it: it takes long."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def clock_stopped(time_machine):
    """For what counts up to a limit: limits begin anew at fixed moments, and one could pass while it counts."""
    time_machine.move_to(timezone.now(), tick=False)


# --- The cast ---------------------------------------------------------------------------------------------


def create_person(name: str, **fields):
    return get_user_model().objects.create_user(
        name, f"{name}@example.org", "demo", first_name=name, **fields
    )


@pytest.fixture
def roles(db):
    """The groups of the site, by name."""
    return {group.name: group for group in Group.objects.all()}


@pytest.fixture
def anna(db):
    """The coordinator of Twente."""
    return create_person("anna")


@pytest.fixture
def bram(db):
    """A participant: may log in, has no rights in the admin."""
    return create_person("bram")


@pytest.fixture
def chris(db):
    """A coordinator of another region than anna's."""
    return create_person("chris")


@pytest.fixture
def eva(db):
    """An editor."""
    person = create_person("eva")
    person.groups.add(Group.objects.get(name=EDITORS))
    return person


@pytest.fixture
def signed_in():
    """A function that gives a client in which this person is logged in."""

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


# --- Chromium ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
