"""The content security policy of the site and of the admin."""

import pytest

from tests.factories import site_tree

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def policy(response) -> dict[str, set[str]]:
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in directives}


@pytest.mark.parametrize("address", ["/", "/regios/", "/zoeken/", "/bestaat-niet/", "/adminnetje/"])
def test_a_public_page_takes_nothing_from_elsewhere_and_nothing_inline(client, address):
    site_tree()
    assert policy(client.get(address)) == {
        "default-src": {"'self'"},
        "img-src": {"'self'"},
        "frame-src": {"'self'", "https://www.youtube-nocookie.com"},
        "frame-ancestors": {"'self'"},
        "object-src": {"'none'"},
        "base-uri": {"'self'"},
        "form-action": {"'self'"},
    }


def test_the_admin_may_run_what_wagtail_writes_in_its_pages(admin_client):
    directives = policy(admin_client.get("/admin/"))
    assert directives["script-src"] == {"'self'", "'unsafe-inline'", "'unsafe-eval'"}
    assert directives["default-src"] == {"'self'"}
    assert directives["frame-ancestors"] == {"'self'"}


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/login/", "/admin/jsi18n/", "/admin/sprite/", "/admin/x/"]
)
def test_who_is_not_logged_in_gets_no_looser_policy(client, address):
    strict = policy(client.get("/bestaat-niet/"))
    assert policy(client.get(address)) == strict == policy(client.post(address))


def test_the_screens_of_an_account_have_the_strict_policy(admin_client):
    assert policy(admin_client.get("/account/tweede-stap/")) == policy(admin_client.get("/bestaat-niet/"))


def test_no_public_page_has_anything_inline_that_runs(client):
    site_tree()
    body = client.get("/").content.decode()
    assert (" style=" in body, " onclick=" in body, "<style" in body) == (False, False, False)


def test_who_only_reads_gets_no_cookie(client):
    site_tree()
    for address in ["/", "/nieuws/", "/regios/?plaats=Ede", "/zoeken/?q=leren", "/pacten/"]:
        assert client.get(address).cookies == {}
