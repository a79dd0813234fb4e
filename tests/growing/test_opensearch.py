"""OpenSearch for the admin's search: what it would be asked. There is no server here."""

import pytest
from modelsearch.backends import get_search_backend
from opensearchpy import Transport

from events.models import Event
from tests.factories import EventFactory

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def asked(settings, monkeypatch):
    """What was asked of the server, which knows nothing."""
    options = {"BACKEND": "modelsearch.backends.opensearch2", "URLS": ["http://127.0.0.1:1"]}
    settings.WAGTAILSEARCH_BACKENDS = {
        **settings.WAGTAILSEARCH_BACKENDS,
        "default": {**options, "INDEX_PREFIX": "zorgpact_", "TIMEOUT": 5},
    }
    asked = []

    def perform_request(self, method, url, params=None, body=None, **options):
        asked.append((method, url, body))
        return {"hits": {"hits": [], "total": {"value": 0}}, "items": [], "count": 0, "errors": False}

    monkeypatch.setattr(Transport, "perform_request", perform_request)
    return asked


def test_a_saved_session_goes_to_its_index(asked):
    event = EventFactory(title="Leren in de wijk")
    get_search_backend("default").add(event)
    method, url, body = asked[-1]
    assert (method, url.split("/")[1]) == ("PUT", "zorgpact_events_event")
    assert "Leren in de wijk" in str(body)


def test_searching_asks_the_server(asked):
    assert list(get_search_backend("default").search("wijk", Event)) == []
    assert [url for _, url, _ in asked if "_search" in url] != []
    assert "wijk" in str(asked)
