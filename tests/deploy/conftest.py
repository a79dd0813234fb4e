"""One site behind nginx for all that looks at it: it takes long to start."""

import pytest

from tests.databases import copy, manage
from tests.deploy.proxy import site_behind_nginx
from tests.events.race import environment

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.deploy.settings"}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The proxy, with the secret of a personal link in `token`."""
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "site").mkdir()
    with copy(folder, "proxy") as database:
        variables = environment(database, folder / "site", **SETTINGS)
        made = manage(database, "shell", "--no-imports", "-c", "import tests.deploy.making", **variables)
        with site_behind_nginx(folder, database, **SETTINGS) as (proxy, pid):
            proxy.token, proxy.upstream_pid = made.strip().splitlines()[-1], pid
            yield proxy


@pytest.fixture(scope="session")
def inside(site):
    """The cookie of somebody who logged in."""
    cookies = site.ask("/proef/binnen/").headers.get_all("Set-Cookie")
    return next(cookie.partition(";")[0] for cookie in cookies if "sessionid" in cookie)
