"""The running site, and browsers that watch what happens."""

import pytest
from playwright.sync_api import expect

from tests.browser.site import demo_site

# A busy machine is no defect: as patient as Playwright is with everything else, instead of 5 seconds.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with demo_site(tmp_path_factory.mktemp("site"), "browser") as running:
        yield running


@pytest.fixture(scope="session")
def base_url(site):
    """What pytest-playwright completes addresses with."""
    return site.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, base_url):
    """Made anew for this folder: elsewhere the same fixture may have been made already, without an address."""
    return {**browser_context_args, "base_url": base_url}


class Watch:
    """What a page asks for and what goes wrong in it."""

    def __init__(self, page, site):
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.note_request(request.url, site.url))
        page.on("console", self.note_message)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(f"{request.failure} {request.url}"))

    def note_message(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def note_request(self, url: str, home: str) -> None:
        if not url.startswith((f"{home}/", "data:")):
            self.elsewhere.append(url)


@pytest.fixture
def watch(page, site):
    return Watch(page, site)
