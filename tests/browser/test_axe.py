"""Every type of page, in every state, for people who see, read or use it differently."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import EVERYTHING

pytestmark = pytest.mark.browser

SEEN = [
    (320, "dark"),
    (1280, "light"),
]  # both widths and both schemes; a colour does not change with the width
SHOW_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"
RULES = Axe().axe_script
RUN = """axe.run({resultTypes: ["violations"]}).then((found) => found.violations.map((broken) => {
  const elements = broken.nodes.slice(0, 4).map((node) => node.target.join(" "));
  return `${broken.id}: ${broken.help}: ${elements.join(", ")}`;
}))"""


def violations(page) -> list[str]:
    """Rule, help and the first elements, one line for each rule that is broken."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(RULES)
    return page.evaluate(RUN)


def too_wide(page) -> list[str]:
    """What reaches past the side of the window, when the page can be pushed sideways."""
    return page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const wide = [...document.querySelectorAll("body *")].filter(
            (element) => element.getBoundingClientRect().right > root.clientWidth + 1);
          return wide.slice(0, 5).map((element) => `${element.tagName}.${element.className}`);
        }"""
    )


@pytest.mark.parametrize("name", EVERYTHING)
def test_page_fits_and_has_no_barrier_on_phone_or_screen_by_day_or_night(page, site, name):
    page.goto(EVERYTHING[name])
    page.evaluate(SHOW_ALL)
    found, wide = {}, []
    for width, scheme in SEEN:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wide += too_wide(page)
        found[f"{width} {scheme}"] = violations(page)
    assert (found, wide) == ({where: [] for where in found}, [])


def test_menu_and_form_with_errors_have_no_barrier(page, site):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/agenda/aanmelden-kan/aanmelden/")
    page.get_by_label("Je e-mailadres").fill("geen adres")
    page.get_by_role("button", name="Meld je aan").click()
    page.wait_for_selector("#fouten")
    with_errors = violations(page)
    page.get_by_role("button", name="Menu", exact=True).click()
    page.wait_for_selector("#site-menu:popover-open")
    assert (with_errors, violations(page), too_wide(page)) == ([], [], [])
