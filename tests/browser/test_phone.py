"""Pages on a phone: short, with what few read folded, and fields that show what was chosen."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}
# What a visitor scrolls through, in screens; rounded up, for the content of the demo changes with the day.
MOST_SCREENS = {
    "/": 5,
    "/pacten/": 4,
    "/koplopers/": 4,
    "/nieuws/": 4,
    "/agenda/": 5,
    "/regios/rijnmond/": 6,
    "/pacten/zorgpact-rotterdam-rijnmond/": 7,
    "/plannen/raat-rijnmond/": 6,
    "/themas/leven-lang-ontwikkelen/": 8,
}


@pytest.mark.parametrize("address", MOST_SCREENS)
def test_a_page_is_short_on_a_phone(page, site, address):
    page.set_viewport_size(PHONE)
    page.goto(address)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height / PHONE["height"] <= MOST_SCREENS[address]


def test_what_few_read_is_folded_on_a_phone_and_open_on_a_desk(page, site):
    page.set_viewport_size(PHONE)
    page.goto("/pacten/zorgpact-rotterdam-rijnmond/")
    summary, text = page.get_by_text("Meer over Samira Haddou"), page.get_by_text("meldt aan het bestuur")
    expect(text).to_be_hidden()
    summary.click()
    expect(text).to_be_visible()
    summary.click()
    page.set_viewport_size(DESK)
    expect(summary).to_be_hidden()
    expect(text).to_be_visible()


def test_a_long_choice_is_not_cut_off(page, site):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/pacten/?regio=haaglanden-en-nieuwe-waterweg-noord")
    page.get_by_text("Filter de pacten").click()
    chosen, short = page.get_by_label("Regio", exact=True), page.get_by_label("Onderwerp")
    line = chosen.evaluate("element => parseFloat(getComputedStyle(element).lineHeight)")
    assert chosen.bounding_box()["height"] - short.bounding_box()["height"] == pytest.approx(line, abs=1)


def test_filtering_leads_to_what_was_found_and_says_so(page, site):
    page.set_viewport_size(PHONE)
    page.goto("/pacten/")
    page.get_by_text("Filter de pacten").click()
    page.get_by_label("Regio", exact=True).select_option("zuid-limburg")
    page.get_by_role("button", name="Toon pacten").click()
    expect(page).to_have_title("Pacten: Zuid-Limburg · Zorgpact")
    expect(page.locator(".filter-result")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("1 pact")
