"""Telling on a phone how an action goes: a link, a choice, a sentence, a button."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 780}
SENTENCE = "De eerste tien leerplekken zijn bezet."
TYPING = 60  # milliseconds a character: 1,000 a minute is what a thumb does at best, 200 is usual
MOST_SECONDS = 30


@pytest.mark.parametrize(("token", "has_scripts"), [("met", True), ("zonder", False)])
def test_a_report_takes_three_steps_and_half_a_minute(new_context, site, token, has_scripts, capsys):
    page = new_context(java_script_enabled=has_scripts, viewport=PHONE, has_touch=True).new_page()
    began = time.monotonic()
    page.goto(f"/voortgang/{token}/")
    first = page.locator(".report").first
    first.get_by_text("Op schema").tap()
    first.get_by_label("In één zin").press_sequentially(SENTENCE, delay=TYPING)
    page.get_by_role("button", name="Verstuur").tap()
    expect(page.get_by_role("status")).to_contain_text("Bedankt: je meldde “op schema”")
    seconds = time.monotonic() - began
    with capsys.disabled():
        print(f"\na report on a phone, scripts {has_scripts}: 3 steps, {seconds:.1f} s")
    assert seconds < MOST_SECONDS
    expect(page.locator(".report").first.get_by_label("In één zin")).to_have_value(SENTENCE)


def test_the_new_date_is_asked_when_it_slips_only(page, site):
    page.set_viewport_size(PHONE)
    page.goto("/voortgang/zien/")
    first = page.locator(".report").first
    day = first.get_by_label("Wat is de nieuwe datum?")
    expect(day).to_be_hidden()
    first.get_by_text("Loopt uit").click()
    expect(day).to_be_visible()
    boxes = [one.bounding_box() for one in first.locator(".verdicts__one").all()]
    assert min(box["height"] for box in boxes) >= 44
