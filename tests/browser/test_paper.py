"""Pages on paper, and in the colours that somebody chose themselves."""

import re

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from tests.browser.addresses import PAGES
from tests.browser.test_axe import too_wide

pytestmark = pytest.mark.browser

CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((element) => {
  const style = getComputedStyle(element);
  const clips = style.overflowX === "hidden" || style.overflowX === "clip";
  const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const shown = !element.matches(".visually-hidden") && style.visibility !== "hidden";
  return shown && clips && text && element.scrollWidth > element.clientWidth + 1;
}).map((element) => `${element.tagName}.${element.className}`)"""
PAPER_WIDTH = 718  # CSS pixels between the margins of A4


@pytest.mark.parametrize("name", PAGES)
def test_page_prints_its_text_without_menus(page, site, name):
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 1000})
    page.goto(PAGES[name])
    page.emulate_media(media="print")
    shown = [nav.get_attribute("aria-label") for nav in page.locator("nav").all() if nav.is_visible()]
    assert "Hoofdmenu" not in shown
    assert page.locator("h1").is_visible()
    assert (page.evaluate(CUT_OFF), too_wide(page)) == ([], [])


@pytest.mark.parametrize("address", ["/regios/rijnmond/", "/pacten/zorgpact-rotterdam-rijnmond/"])
def test_page_takes_three_sheets_at_most(page, site, address):
    page.goto(address)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) <= 3


def test_paper_tells_where_and_when_the_page_was_read(page, site, base_url):
    page.goto("/regios/twente/")
    today = date_format(timezone.localdate(), "j F Y")
    line = page.get_by_text(f"{base_url}/regios/twente/ · gelezen op {today}")
    expect(line).to_be_hidden()
    page.emulate_media(media="print")
    expect(line).to_be_visible()


def test_paper_shows_what_is_folded(page, site):
    page.goto("/regios/rijnmond/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Waar het knelt")).to_be_visible()


def test_statuses_are_drawn_in_the_colours_of_who_reads(page, site):
    page.emulate_media(forced_colors="active")
    page.goto("/actieagenda/")
    drawn = "element => [getComputedStyle(element).color, getComputedStyle(document.body).color]"
    own, text = page.locator("main .status svg").first.evaluate(drawn)
    assert own == text


@pytest.mark.parametrize("name", ["home", "pacts", "session", "registration"])
def test_page_keeps_its_edges_in_forced_colours(page, site, name):
    page.emulate_media(forced_colors="active")
    page.goto(PAGES[name])
    controls = page.locator(
        "main button, main .button, main input:not([type=hidden], [type=checkbox]), main select"
    ).all()
    borders = [
        control.evaluate("element => getComputedStyle(element).borderTopStyle")
        for control in controls
        if control.is_visible()
    ]
    assert borders and set(borders) <= {"solid", "outset", "inset"}
    assert (page.evaluate(CUT_OFF), too_wide(page)) == ([], [])
