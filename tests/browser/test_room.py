"""A whole session: three phones, one of them without JavaScript, a facilitator and a screen."""

import re
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.test_axe import too_wide, violations

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def links(site) -> dict[str, str]:
    """Those of the room of the demo: `Leiden`, `Scherm`, `Tafel`, `code` and `pincode`."""
    command = [sys.executable, "manage.py", "rooms"]
    told = subprocess.run(
        command, cwd=settings.BASE_DIR, env=site.environment, check=True, capture_output=True, text=True
    ).stdout
    found = dict(re.findall(r"(Leiden|Scherm|Tafel) +(\S+)", told))
    return found | dict(re.findall(r"(code|pincode) (\w+)\)", told))


@pytest.fixture
def sit(new_context, links):
    """A function that gives a phone at the first table."""

    def join(**options):
        phone = new_context(viewport=PHONE, **options).new_page()
        phone.goto(links["Tafel"])
        phone.get_by_role("button", name="Schuif aan").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Tafel 1")
        return phone

    return join


def barriers(*pages) -> list[str]:
    found = []
    for page in pages:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{page.url} {scheme}: {broken}" for broken in violations(page)]
        found += too_wide(page)
    return found


def write(phone, text: str) -> None:
    phone.get_by_label("Jouw punt").fill(text)
    phone.get_by_role("button", name="Zet op onze lijst").click()


def sit_by_code(new_context, links):
    """A phone without JavaScript, whose owner cannot scan."""
    phone = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    phone.goto("/deelnemen/")
    phone.get_by_label("Code van de sessie").fill(links["code"])
    phone.get_by_label("Pincode van je tafel").fill(links["pincode"])
    phone.get_by_role("button", name="Schuif aan").click()
    return phone


def collect(desk, screen, one, two, three) -> None:
    """Each phone brings a point; the first is without a network for a while."""
    desk.get_by_text("Naar een andere stap").click()
    desk.get_by_role("button", name="4. Wat moet er nu gebeuren?").click()
    expect(one.get_by_role("heading", name="Wat moet er nu gebeuren?")).to_be_visible()
    one.context.set_offline(True)
    write(one, "Docenten een dag in de praktijk")
    expect(one.get_by_text("Bewaard op je telefoon")).to_be_visible()
    write(two, "Docent en werkvloer wisselen")
    three.reload()
    write(three, "Roosters op tijd")
    one.context.set_offline(False)
    for phone in (one, two):
        expect(phone.locator(".point__text")).to_have_count(3)
    expect(screen.locator(".screen__wall li")).to_have_count(3)


def make_thread(desk) -> None:
    for text in ("Docenten een dag", "Docent en werkvloer"):
        desk.locator("#kaarten .point", has_text=text).get_by_role("checkbox").check()
    desk.get_by_label("Naam van een nieuwe rode draad").fill("Docent en praktijk")
    desk.get_by_role("button", name="Maak rode draad").click()
    expect(desk.locator(".thread h3")).to_have_text("Docent en praktijk")


def vote(desk, screen, one) -> list[str]:
    """Totals are hidden until the facilitator shows them."""
    desk.get_by_role("button", name="Volgende: stemmen").click()
    one.get_by_role("checkbox", name="Roosters op tijd").check()
    one.get_by_role("button", name="Geef mijn stippen").click()
    expect(screen.locator(".screen__big")).to_contain_text("1 van 3")
    expect(screen.locator(".screen__bars li")).to_have_count(0)
    found = barriers(one, screen)
    desk.get_by_role("button", name="Toon de uitslag").click()
    expect(screen.locator(".screen__number")).to_have_text("1")
    return found + barriers(screen)


def commit(desk, screen) -> list[str]:
    desk.get_by_role("link", name="Docent en praktijk").click()
    desk.get_by_label("Wat gaat er gebeuren?").fill("Wij ruilen elke maandag")
    desk.get_by_label("Welke organisatie pakt dit op?").fill("ROC van de Demo")
    found = barriers(desk)
    desk.get_by_role("button", name="Leg de toezegging vast").click()
    desk.get_by_role("link", name="Terug naar alle kaarten").click()
    desk.get_by_role("button", name="Volgende: toezeggingen").click()
    expect(screen.locator(".screen__list b")).to_have_text("Wij ruilen elke maandag")
    return found


def test_a_session_from_the_points_of_tables_to_what_was_promised(new_context, site, links, sit):
    desk, screen = (new_context(viewport=DESK).new_page() for _ in range(2))
    desk.goto(links["Leiden"])
    screen.goto(links["Scherm"])
    expect(screen.locator(".screen__code")).to_contain_text(links["code"])
    one, two, three = sit(), sit(), sit_by_code(new_context, links)
    found = barriers(desk, screen, one)
    collect(desk, screen, one, two, three)
    found += barriers(desk, screen, one)
    make_thread(desk)
    desk.get_by_role("button", name="Ongedaan: maak rode draad").click()
    expect(desk.locator(".thread")).to_have_count(0)
    make_thread(desk)
    found += vote(desk, screen, one)
    desk.get_by_role("button", name="Volgende: rode draden").click()
    expect(screen.locator(".screen__list b")).to_have_text("Docent en praktijk")
    expect(screen.get_by_text("1 punt staat los")).to_be_visible()
    found += commit(desk, screen)
    desk.get_by_role("button", name="Volgende: afsluiting").click()
    desk.get_by_role("button", name="Sluit het gesprek af").click()
    expect(one.get_by_role("heading", name="Dank je wel")).to_be_visible()
    expect(screen.locator(".screen__totals li")).to_have_text(["3 punten", "1 rode draad", "1 toezegging"])
    assert found + barriers(desk, screen, one) == []
