"""What visitors come to do, as people do it: with a mouse, with the keyboard only, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(request, new_context):
    """A page in a browser with and without JavaScript."""
    return new_context(java_script_enabled=request.param).new_page()


def focused(page) -> str:
    return page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")


def tab_to(page, text: str, most: int = 60) -> None:
    """Press Tab until this has the focus, as somebody without a mouse does; each stop must be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", focused(page)
        if focused(page) == text:
            return
    raise AssertionError(f"{text} is not reached")


# --- Finding my region --------------------------------------------------------------------------------------


def test_a_former_municipality_leads_to_my_region(visitor, site):
    visitor.goto("/")
    visitor.get_by_label("In welke plaats of gemeente werk je?").fill("spijkenisse")
    visitor.get_by_role("button", name="Vind je regio").click()
    expect(visitor.get_by_role("status")).to_contain_text("Nissewaard")
    expect(visitor).to_have_url(f"{site.url}/regios/rijnmond/?plaats=Spijkenisse")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Rijnmond")


def test_my_region_is_found_with_the_keyboard_only(page, site):
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Naar de inhoud"
    page.keyboard.press("Enter")
    tab_to(page, "plaats", most=2)
    page.keyboard.type("Spijkenisse")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/regios/rijnmond/?plaats=Spijkenisse")
    expect(page.locator(".notice")).to_contain_text("Spijkenisse ligt in de gemeente Nissewaard")


# --- Filters and search -------------------------------------------------------------------------------------


def test_a_filtered_list_has_an_address_to_share(visitor, site, new_context):
    visitor.goto("/pacten/")
    visitor.get_by_label("Regio", exact=True).select_option("zuid-limburg")
    visitor.get_by_role("button", name="Toon pacten").click()
    expect(visitor.locator("main .card")).to_have_count(1)
    friend = new_context().new_page()
    friend.goto(visitor.url)
    expect(friend.get_by_label("Regio", exact=True)).to_have_value("zuid-limburg")
    for somebody in (visitor, friend):
        expect(somebody.locator("main .card")).to_have_text([re.compile("Limburg")])


def test_a_filter_is_taken_away_again(visitor, site):
    visitor.goto("/pacten/?regio=zuid-limburg")
    visitor.get_by_role("list", name="Gekozen filters").get_by_role("link").click()
    expect(visitor.locator(".filter-result__count")).to_have_text("14 pacten")


def test_searching_leads_to_what_it_is_about(visitor, site):
    visitor.goto("/")
    visitor.get_by_role("link", name="Zoeken").click()
    visitor.get_by_label("Wat zoek je?").fill("statushouders")
    visitor.get_by_role("button", name="Zoek", exact=True).click()
    visitor.get_by_role("link", name="Statushouders in de zorg").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text(re.compile("statushouders", re.I))


# --- The menu on a phone ------------------------------------------------------------------------------------


def test_the_menu_opens_and_closes_on_a_phone(page, site):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    menu.get_by_role("link", name="Agenda", exact=True).click()
    expect(page).to_have_url(f"{site.url}/agenda/")


def test_the_menu_says_where_you_are(visitor, site):
    visitor.goto("/koplopers/")
    menu = visitor.get_by_role("navigation", name="Hoofdmenu")
    expect(menu.locator("[aria-current]")).to_have_text(["Koplopers"])


# --- Registering --------------------------------------------------------------------------------------------

TYPED = {
    "Je naam": "Fatima Demir",
    "Je organisatie": "Zorggroep De Brug",
    "Je functie": "praktijkopleider",
    "Wil je ons iets laten weten?": "Ik kom met de trein.",
}


def fill_in(page, email: str) -> None:
    for label, text in TYPED.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("In welke regio werk je?").select_option("twente")
    page.get_by_label("Je e-mailadres").fill(email)


def test_a_mistake_in_the_form_loses_nothing_and_is_pointed_at(visitor, site):
    visitor.goto("/agenda/aanmelden-kan/aanmelden/")
    fill_in(visitor, "fatima bij de brug")
    visitor.get_by_role("button", name="Meld je aan").click()
    expect(visitor).to_have_title(re.compile("^1 fout: "))
    expect(visitor.get_by_role("alert")).to_be_focused()
    expect(visitor.get_by_role("alert")).to_be_in_viewport()
    for label, text in TYPED.items():
        expect(visitor.get_by_label(label)).to_have_value(text)
    expect(visitor.get_by_label("In welke regio werk je?")).to_have_value("twente")
    visitor.get_by_role("alert").get_by_role("link").click()
    expect(visitor.get_by_label("Je e-mailadres")).to_be_focused()
    expect(visitor.get_by_text("Dit adres klopt niet helemaal").last).to_be_in_viewport()
    expect(visitor.get_by_label("Je e-mailadres")).to_have_value("fatima bij de brug")
    expect(visitor.get_by_label("Je e-mailadres")).to_have_attribute("aria-invalid", "true")


def linked(letter: str, step: str) -> str:
    return re.search(rf"http://\S+/aanmelding/{step}/\S+/", letter)[0]


def test_registering_brings_mails_whose_links_confirm_and_withdraw(visitor, site, request):
    email = f"fatima-{request.node.name.count('out')}@example.org"
    visitor.goto("/agenda/aanmelden-kan/")
    visitor.get_by_role("link", name="Meld je aan").first.click()
    fill_in(visitor, email)
    visitor.get_by_role("button", name="Meld je aan").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Kijk in je mail")

    visitor.goto(linked(site.mail_to(email, "/bevestigen/"), "bevestigen"))
    visitor.get_by_role("button", name="Bevestig mijn aanmelding").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Je hebt een plek")
    link = linked(site.mail_to(email, "/annuleren/"), "annuleren")
    visitor.goto(link)
    visitor.goto(link)  # looking changes nothing, however often
    visitor.get_by_role("button", name="Annuleer mijn aanmelding").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Je aanmelding is geannuleerd")
    assert visitor.goto(link).status == 410


def test_registering_works_with_the_keyboard_only(page, site):
    page.goto("/agenda/aanmelden-kan/")
    tab_to(page, "Meld je aan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/aanmelden/")
    for name, text in (("name", "Bram"), ("email", "bram@example.org"), ("organisation", "De Brug")):
        tab_to(page, name)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in je mail")
