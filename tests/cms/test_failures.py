"""What visitors get when something fails, and whom one tells of a leak."""

import pytest
from django.db import OperationalError

from tests.factories import PactFactory, site_tree
from zorgpact.cms.models import SiteSettings
from zorgpact.cms.views import BARE

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def failing(client, monkeypatch):
    """A function that fails this way wherever pacts are asked for, and gives the answer."""
    client.raise_request_exception = False

    def fail(error: Exception):
        def published(self):
            raise error

        monkeypatch.setattr("pacts.models.pacts.PactQuerySet.published", published)
        return client.get("/pacten/")

    return fail


def test_a_database_that_is_away_or_busy_asks_to_come_back_soon(failing):
    response = failing(OperationalError("deadlock detected"))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "no-store" in response["Cache-Control"]
    assert "<h1>Het is even te druk</h1>" in response.text


def test_a_fault_of_ours_says_so(failing):
    response = failing(ZeroDivisionError())
    assert (response.status_code, "Retry-After" in response) == (500, False)
    assert "dat ligt aan ons</h1>" in response.text


def test_it_is_said_without_styles_when_their_list_is_missing(failing, monkeypatch):
    def missing(*arguments, **options):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("zorgpact.cms.views.render_to_string", missing)
    response = failing(OperationalError())
    assert (response.status_code, response.text) == (503, BARE)


def test_a_leak_can_be_told(client, settings):
    settings.BASE_URL = "https://zorgpact.example"
    site = SiteSettings.load()
    site.contact_email = "info@zorgpact.example"
    site.save()
    lines = client.get("/.well-known/security.txt").text.splitlines()
    assert lines[0] == "Contact: mailto:info@zorgpact.example"
    assert lines[1].startswith("Expires: 20")
    assert lines[3] == "Canonical: https://zorgpact.example/.well-known/security.txt"


def test_pages_the_sitemap_and_feeds_name_the_site_by_its_own_address(client, settings):
    settings.BASE_URL, settings.ALLOWED_HOSTS = (
        "https://zorgpact.example",
        ["zorgpact.example", "anders.example"],
    )
    site_tree()
    PactFactory(title="Twente")
    for address in (
        "/pacten/",
        "/sitemap.xml",
        "/sitemap-pacten.xml",
        "/pacten/feed/",
        "/nieuws/feed/",
        "/agenda/feed/",
    ):
        answer = client.get(address, headers={"host": "anders.example"}).text
        assert ("anders.example" in answer, "https://zorgpact.example/" in answer) == (False, True), address
