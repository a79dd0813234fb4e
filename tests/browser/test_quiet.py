"""What a visitor's browser is asked to do: nothing elsewhere, nothing kept, nothing heavy."""

import gzip

import pytest

from tests.browser.addresses import EVERYTHING, NOT_FOUND

pytestmark = pytest.mark.browser

HEAVIEST = 60_000  # bytes, compressed: HTML, CSS and JavaScript together
WEIGHED = {"document", "stylesheet", "script"}
POLICY = {
    "default-src": "'self'",
    "img-src": "'self'",
    "frame-src": "'self' https://www.youtube-nocookie.com",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
STATUS_IN_CONSOLE = "Failed to load resource: the server responded with a status of 404"


def weigh(response) -> int:
    """Bytes of a body on the wire. What WhiteNoise serves is compressed beforehand in production, so here by us."""
    if response.headers.get("content-encoding"):
        return response.request.sizes()["responseBodySize"]
    return len(gzip.compress(response.body(), 9))


@pytest.mark.parametrize("name", EVERYTHING)
def test_page_asks_nothing_elsewhere_keeps_nothing_and_is_light(page, site, watch, context, name, capsys):
    responses = []
    page.on("response", lambda response: responses.append(response))
    answer = page.goto(EVERYTHING[name], wait_until="load")
    for _ in range(0, page.evaluate("document.body.scrollHeight"), 2000):  # pictures load as they come near
        page.mouse.wheel(0, 2000)
    page.wait_for_load_state("networkidle")
    complaints = [text for text in watch.complaints if answer.ok or STATUS_IN_CONSOLE not in text]
    cookies = [cookie["name"] for cookie in context.cookies()]
    assert answer.status == (404 if name in NOT_FOUND else 200)
    policy = answer.headers["content-security-policy"]
    is_form = page.locator("form[method=post] input[name=csrfmiddlewaretoken]").count() == 1
    assert (watch.elsewhere, complaints, cookies) == ([], [], ["csrftoken"] if is_form else [])
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == POLICY
    weights = dict.fromkeys(sorted(WEIGHED), 0)
    for response in responses:
        if response.request.resource_type in WEIGHED:
            weights[response.request.resource_type] += weigh(response)
    with capsys.disabled():
        print(f"\n{name}: {sum(weights.values())} bytes {weights}")
    assert weights["document"] > 1000 and weights["stylesheet"] > 1000
    assert sum(weights.values()) <= HEAVIEST


def test_a_film_loads_nothing_until_it_is_started(page, site, watch):
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="film"))
    page.goto("/nieuws/film/", wait_until="networkidle")
    before = list(watch.elsewhere)
    page.get_by_role("button", name="Speel de film hier af").click()
    page.wait_for_selector("iframe")
    page.wait_for_load_state("networkidle")
    film = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0"
    assert (before, watch.elsewhere) == ([], [film])


def test_a_list_of_films_elsewhere_stays_a_link(page, site):
    page.goto("/themas/leven-lang-ontwikkelen/")
    films = page.locator("[data-video]")
    assert films.count() > 0
    assert films.get_by_role("button").count() == 0
    assert films.get_by_role("link").count() == films.count()
