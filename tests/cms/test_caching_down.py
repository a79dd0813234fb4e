"""A cache that is down takes nothing down."""

import logging

import pytest
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache

from events.models import Registration
from tests.events.conftest import details
from tests.factories import EventFactory, NewsPageFactory, site_tree
from zorgpact.cms import caching
from zorgpact.cms.editions import begin_edition, current_edition

pytestmark = pytest.mark.once


class DownCache(BaseCache):
    """Every question to it fails."""

    def __init__(self, location, params):
        super().__init__(params)

    def fail(self, *args, **kwargs):
        raise ConnectionError("connection refused")

    get = get_many = add = set = touch = delete = clear = fail


class FlakyCache(LocMemCache):
    is_down = False

    def get(self, *args, **kwargs):
        if self.is_down:
            raise ConnectionError("connection refused")
        return super().get(*args, **kwargs)


def behind(backend):
    return {
        "BACKEND": "zorgpact.cms.caching.ForgivingCache",
        "OF": f"{__name__}.{backend}",
        "LOCATION": backend,
    }


@pytest.fixture
def down(settings, monkeypatch):
    monkeypatch.setattr(caching, "PAUSE", 0)
    settings.CACHES = {**settings.CACHES, "default": behind("DownCache"), "fragments": behind("DownCache")}


@pytest.fixture
def flaky(settings, monkeypatch):
    monkeypatch.setattr(caching, "PAUSE", 0)
    monkeypatch.setattr(FlakyCache, "is_down", True)
    settings.CACHES = {**settings.CACHES, "default": behind("FlakyCache")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/agenda/", "/agenda/sessie/", "/agenda/sessie/agenda.ics", "/regios/?q=x"]
)
def test_visitors_see_every_page(down, client, path):
    site_tree()
    EventFactory(slug="sessie", title="Leren in de wijk")
    assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_somebody_registers(down, client):
    EventFactory(slug="sessie")
    client.post("/agenda/sessie/aanmelden/", details(region=""))
    assert Registration.objects.get().name == "Fatima Demir"


@pytest.mark.django_db
def test_an_editor_works_on(down, signed_in, eva, django_capture_on_commit_callbacks):
    site_tree()
    with django_capture_on_commit_callbacks(execute=True):
        page = NewsPageFactory()
    for address in ("/admin/", f"/admin/pages/{page.pk}/edit/", "/admin/snippets/events/event/"):
        assert signed_in(eva).get(address).status_code == 200, address


@pytest.mark.django_db
def test_somebody_logs_in(down, client, eva):
    answer = client.post("/account/inloggen/", {"login": "eva", "password": "demo"})
    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(eva.pk))


def test_no_two_requests_share_an_edition_meanwhile(down):
    begin_edition()
    assert current_edition() != current_edition()


def test_it_is_logged_once_and_so_is_its_return(flaky, monkeypatch, caplog):
    with caplog.at_level(logging.WARNING, logger=caching.__name__):
        for _ in range(3):
            assert cache.get("naam", "niets") == "niets"
        monkeypatch.setattr(FlakyCache, "is_down", False)
        cache.set("naam", "iets")
        assert cache.get("naam") == "iets"
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_after_a_failure_it_is_left_alone_for_a_moment(flaky, monkeypatch):
    monkeypatch.setattr(caching, "PAUSE", 60)
    assert cache.get("later") is None
    monkeypatch.setattr(FlakyCache, "is_down", False)
    assert cache.get_or_set("later", "nieuw") == "nieuw"
    assert cache.inner.get("later") is None


def test_what_the_backend_can_do_it_can(settings):
    settings.CACHES = {**settings.CACHES, "default": behind("FlakyCache")}
    cache.set("een", 1, timeout=60)
    assert (cache.add("een", 2), cache.add("twee", 2), cache.touch("een")) == (False, True, True)
    assert (cache.get_many(["een", "twee", "drie"]), cache.incr("een")) == ({"een": 1, "twee": 2}, 2)
    assert (cache.delete("een"), cache.get("een")) == (True, None)
    cache.clear()
    assert cache.get("twee") is None
