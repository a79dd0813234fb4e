"""What robots may read."""

import pytest

pytestmark = pytest.mark.django_db


def test_robots_may_read_all_but_the_admin_and_the_search_results(client):
    assert client.get("/robots.txt").content.decode().split("\n") == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /zoeken/",
        "Sitemap: http://testserver/sitemap.xml",
        "",
    ]
