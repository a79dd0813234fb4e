"""An editor writes, and visitors read what is published and nothing else."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PACT = "/pacten/zorgpact-achterhoek/"
BODY = "In Almelo leren vijf teams nu samen op één afdeling."
CHANGE = "Dit is wat wij er dit jaar van maken."


@pytest.fixture
def editor(new_context, site):
    """Somebody who logged in as an editor."""
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/admin/")
    page.locator("#id_login").fill("redacteur")
    page.locator("#id_password").fill("demo")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(f"{site.url}/admin/")
    return page


def save(page, how: str) -> None:
    """Save with one of the actions at the bottom of the screen, and wait until that is confirmed."""
    if not page.get_by_role("button", name=how, exact=True).is_visible():
        page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name=how, exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_an_article_goes_from_the_editor_to_the_reader_and_the_feed(editor, page, site):
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name="Bekijk de onderliggende pagina's van 'Zorgpact'").click()
    editor.get_by_role("link", name="Bekijk de onderliggende pagina's van 'Nieuws'").click()
    editor.locator("a[href$='/add_subpage/']").first.click()
    editor.locator("#id_title").fill("Vijf teams leren samen")
    editor.locator("#id_introduction").fill("Een afdeling in Almelo werd een school.")
    editor.get_by_role("button", name="Blok invoegen").click()
    editor.get_by_role("option", name="Tekst", exact=True).click()
    editor.locator("[contenteditable=true]").first.click()
    editor.keyboard.type(BODY)
    editor.locator("ul.tagit input").click()
    editor.keyboard.type("gezond w")
    editor.locator(".ui-menu-item", has_text="Gezond werken").click()
    editor.get_by_label("Twente").check()
    save(editor, "Publiceren")

    page.goto("/nieuws/")
    page.get_by_role("link", name="Vijf teams leren samen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vijf teams leren samen")
    for text in (BODY, "Gezond werken", "Twente"):
        expect(page.locator("main")).to_contain_text(text)
    assert "<title>Vijf teams leren samen</title>" in page.request.get("/nieuws/feed/").text()


def test_a_changed_pact_is_public_only_when_published(editor, page, site):
    editor.goto("/admin/snippets/pacts/pact/")
    editor.get_by_role("link", name="Zorgpact Achterhoek", exact=True).click()
    before = editor.locator("#id_introduction").input_value()
    editor.locator("#id_introduction").fill(CHANGE)
    save(editor, "Bewaar concept")
    page.goto(PACT)
    expect(page.locator("main")).to_contain_text(before)
    expect(page.locator("main")).not_to_contain_text(CHANGE)

    editor.reload()
    save(editor, "Publiceren")
    page.reload()
    expect(page.locator("main")).to_contain_text(CHANGE)
    expect(page.locator("main")).not_to_contain_text(before)
