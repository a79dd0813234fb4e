"""Redis as the cache, with a real server."""

import logging
import shutil

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories import EventFactory, NewsPageFactory, site_tree
from zorgpact.cms import caching
from zorgpact.cms.editions import begin_edition, current_edition
from zorgpact.operations.processes import HOST, Processes, free_port, is_open

REDIS = shutil.which("redis-server")
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(REDIS is None, reason="redis ontbreekt (sudo apt install redis-server)"),
]
BACKEND = "django.core.cache.backends.redis.RedisCache"  # what rediscache://… in CACHE_URL stands for


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    port = free_port()
    with Processes(cwd=tmp_path_factory.mktemp("redis")) as processes:
        processes.start("redis", [REDIS, "--port", str(port), "--bind", HOST, "--save", ""])
        processes.wait_until(lambda: is_open(port), 20)
        yield f"redis://{HOST}:{port}/1"


@pytest.fixture
def redis(server, settings, monkeypatch):
    monkeypatch.setattr(caching, "PAUSE", 0)
    default = {"BACKEND": "zorgpact.cms.caching.ForgivingCache", "OF": BACKEND, "LOCATION": server}
    settings.CACHES = {**settings.CACHES, "default": default}
    cache.clear()


def test_what_is_kept_is_kept_there(redis):
    cache.set("een", {"twee": 3})
    cache.add("teller", 1)
    assert (cache.get("een"), cache.incr("teller"), cache.inner.get("een")) == ({"twee": 3}, 2, {"twee": 3})


def test_an_edition_is_one_for_all_processes(redis):
    first = current_edition()
    assert current_edition() == first
    begin_edition()
    assert current_edition() != first


@pytest.mark.django_db
def test_the_admin_and_visitors_work_with_it(redis, admin_client, caplog, django_capture_on_commit_callbacks):
    site_tree()
    with django_capture_on_commit_callbacks(execute=True):
        page = NewsPageFactory()
        event = EventFactory(slug="sessie")
    addresses = [
        "/admin/",
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailsnippets_events_event:edit", args=[event.pk]),
        reverse("wagtailimages:index"),
        "/",
        "/agenda/sessie/",
    ]
    assert [admin_client.get(address).status_code for address in addresses] == [200] * len(addresses)
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING] == []
