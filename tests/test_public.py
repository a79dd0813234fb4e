"""What every public page has in common: what a proxy, a search engine and a browser may count on."""

import re

import pytest
from django.test import Client

from tests import addresses
from zorgpact.cms.middleware import CacheControlMiddleware

pytestmark = pytest.mark.django_db

# Forms of one's own: their cookie keeps others from filling them in. They are never kept by a proxy.
OWN_FORMS = [
    "/_util/authenticate_with_password/9001/1/",
    "/documenten/authenticate_with_password/9001/",
    "/besloten/",
    "/agenda/sessie/aanmelden/",
    "/agenda/vol/aanmelden/",
    "/account/inloggen/",
    "/account/wachtwoord/vergeten/",
    f"/account/wachtwoord/kiezen/{addresses.CHOICE_TOKEN}/",
    "/actieagenda/meer-leerplekken/meedoen/",
    "/volgen/actie/meer-leerplekken/",
    "/volgen/pact/zorgpact-twente/",
    "/volgen/regio/twente/",
]
# What is for one person, or about a question: not for search engines.
PERSONAL_LINKS = [
    f"/aanmelding/annuleren/{addresses.TOKEN}/",
    f"/aanmelding/gegevens/{addresses.DATA_TOKEN}/",
    f"/aanmelding/bevestigen/{addresses.CONFIRM_TOKEN}/",
    f"/account/wachtwoord/kiezen/{addresses.CHOICE_TOKEN}/",
    *(path for path in addresses.public_paths() if "een-link-om-te-" in path),
]
# A room at work: its pages and what they ask.
ROOM_PAGES = [
    f"/deelnemen/tafel/{addresses.ROOM_TOKENS['tafel']}/",
    f"/deelnemen/{addresses.SEAT_TOKEN}/",
    f"/leiding/{addresses.ROOM_TOKENS['leiding']}/",
    f"/leiding/{addresses.ROOM_TOKENS['leiding']}/punt/9001/",
    f"/leiding/{addresses.ROOM_TOKENS['leiding']}/terugblik/",
    f"/leiding/{addresses.ROOM_TOKENS['leiding']}/draad/9001/",
    f"/meelezen/{addresses.ROOM_TOKENS['moderatie']}/",
    f"/scherm/{addresses.ROOM_TOKENS['scherm']}/",
]
ROOM_STATES = [f"{path}stand/" for path in ROOM_PAGES if not path.endswith(("9001/", "tafel/", "terugblik/"))]
PERSONAL_LINKS += [
    *ROOM_PAGES,
    f"/deelnemen/{addresses.SEAT_TOKEN}/adres/",
    f"/tafeladres/{addresses.LISTENER_TOKEN}/",
    f"/toezegging/{addresses.COMMITMENT_TOKEN}/",
]
UNINDEXED = [*OWN_FORMS, "/agenda/sessie/aangemeld/", "/account/geblokkeerd/", *PERSONAL_LINKS]
HIDDEN = [*UNINDEXED, "/deelnemen/", "/monitor/plannen/", "/monitor/plannen/raat-twente/"]
SUBSCRIBED_TO = [
    "/agenda/agenda.ics",
    "/agenda/sessie/agenda.ics",
    "/agenda/feed/",
    "/pacten/feed/",
    "/nieuws/feed/",
]
# The same for everybody, at an address that is signed: Wagtail says itself how long.
PICTURES = {f"/{addresses.PICTURE}": "max-age=3600, public"}
NO_PAGES = [
    *PICTURES,
    "/_util/login/",
    "/robots.txt",
    "/.well-known/security.txt",
    "/sitemap.xml",
    "/sitemap-secties.xml",
    "/sitemap-nieuws.xml",
    "/documenten/9001/plan.pdf",
    "/deelnemen/werker.js",
    "/actieagenda/acties.csv",
    "/actieagenda/acties.xlsx",
    "/monitor/ronde.csv",
    "/monitor/ronde.xlsx",
    "/agenda/afgelopen/opbrengst.csv",
    "/agenda/afgelopen/opbrengst.json",
    "/monitor/cijfers/ontstane-vacatures/cijfers.csv",
    "/monitor/cijfers/ontstane-vacatures/cijfers.xlsx",
    *ROOM_STATES,
    *SUBSCRIBED_TO,
]


@pytest.fixture(scope="module")
def content(module_db):
    addresses.create_content()


@pytest.fixture(scope="module")
def answers(content):
    """The answer of every public address, each asked by somebody who was never here before."""
    return {path: Client().get(path, {"van": "nieuwsbrief"}) for path in addresses.public_paths()}


@pytest.fixture(scope="module")
def pages(answers):
    return {path: answer for path, answer in answers.items() if path not in NO_PAGES}


def titles(answer) -> list[str]:
    return re.findall(r"<title>\s*(\S.*?)\s*</title>", re.sub(r"<svg.*?</svg>", "", answer.text, flags=re.S))


def test_all_but_the_files_are_html(answers):
    html = [path for path, answer in answers.items() if answer["Content-Type"] == "text/html; charset=utf-8"]
    assert [path for path in answers if path not in NO_PAGES] == [
        path for path in html if path not in NO_PAGES
    ]


def test_reading_sets_no_cookie(answers):
    assert {path for path, answer in answers.items() if answer.cookies} == set(OWN_FORMS)


def test_what_is_read_does_not_differ_per_cookie(answers):
    differing = {path for path, answer in answers.items() if "cookie" in answer.get("Vary", "").lower()}
    assert differing == set(OWN_FORMS)


def test_who_may_keep_an_answer_and_for_how_long(answers):
    expected = dict.fromkeys(answers, CacheControlMiddleware.FOR_A_SECOND)
    expected |= dict.fromkeys(SUBSCRIBED_TO, CacheControlMiddleware.FOR_FIVE_MINUTES)
    expected |= dict.fromkeys([*UNINDEXED, *ROOM_STATES, "/_util/login/"], CacheControlMiddleware.NEVER)
    expected |= PICTURES
    assert {path: answer["Cache-Control"] for path, answer in answers.items()} == expected


def test_nothing_is_kept_of_what_somebody_who_is_logged_in_reads(content, admin_client):
    paths = addresses.public_paths()
    expected = dict.fromkeys(paths, CacheControlMiddleware.NEVER) | PICTURES
    assert {path: admin_client.get(path)["Cache-Control"] for path in paths} == expected


@pytest.mark.parametrize(
    "header, value",
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        (
            "Permissions-Policy",
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ],
)
def test_every_answer_has_the_security_header(answers, header, value):
    assert {path: answer.get(header) for path, answer in answers.items()} == dict.fromkeys(answers, value)


def test_only_personal_links_hide_themselves_from_where_you_go_next(answers):
    policies = dict.fromkeys(answers, "strict-origin-when-cross-origin")
    policies |= dict.fromkeys([*PERSONAL_LINKS, *ROOM_STATES], "no-referrer")
    assert {path: answer.get("Referrer-Policy") for path, answer in answers.items()} == policies


def test_no_page_allows_anything_inline_or_from_elsewhere(pages):
    policies = {answer["Content-Security-Policy"] for answer in pages.values()}
    directives = {part.strip() for policy in policies for part in policy.split(";")}
    assert directives == {
        "default-src 'self'",
        "img-src 'self'",
        "frame-src 'self' https://www.youtube-nocookie.com",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    }


def test_no_page_carries_inline_style_or_script(pages):
    inline = re.compile(
        r"<style|<[^>]+\s(?:style|on[a-z]+)=|<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))"
    )
    assert {path: inline.findall(page.text) for path, page in pages.items() if inline.search(page.text)} == {}


def test_every_page_is_in_dutch(pages):
    languages = {path: re.findall(r'<html lang="([^"]*)"', page.text) for path, page in pages.items()}
    assert languages == {path: ["nl"] for path in pages}


def test_every_page_has_one_main_heading(pages):
    assert {path: page.text.count("<h1") for path, page in pages.items()} == dict.fromkeys(pages, 1)


def test_every_page_has_one_title_of_its_own_with_the_name_of_the_site(pages):
    found = {path: titles(page) for path, page in pages.items()}
    assert {path: title for path, title in found.items() if len(title) != 1} == {}
    assert {path: title for path, title in found.items() if not re.match(r".+ · Zorgpact$", title[0])} == {}


def test_every_page_for_search_engines_names_its_address_without_the_question(pages):
    canonical = re.compile(r'<link rel="canonical"\s+href="([^"]*)"')
    found = {path: canonical.findall(page.text) for path, page in pages.items() if path not in HIDDEN}
    assert found == {path: [f"http://testserver{path}"] for path in found}


def test_what_is_for_one_person_is_kept_from_search_engines(pages):
    noindex = {path for path, page in pages.items() if '<meta name="robots" content="noindex">' in page.text}
    assert noindex == {*HIDDEN, "/zoeken/"}


def test_asking_for_the_headers_alone_gives_those_of_the_whole(answers, client):
    kept = ["Content-Type", "Cache-Control", "Content-Security-Policy", "Referrer-Policy"]
    expected = {path: (a.status_code, [a.get(name) for name in kept]) for path, a in answers.items()}
    heads = {path: client.head(path, {"van": "nieuwsbrief"}) for path in answers}
    assert {path: (a.status_code, [a.get(name) for name in kept]) for path, a in heads.items()} == expected
    bodies = {path: a.content for path, a in heads.items() if not a.streaming}
    assert set(bodies.values()) == {b""}


@pytest.mark.parametrize("path", ["/_util/authenticate_with_password/9001/1/", "/besloten/"])
def test_a_shielded_page_asks_for_its_password(answers, path):
    assert answers[path].text.count('type="password"') == 1


def test_the_right_password_opens_a_shielded_page(content, client):
    form = {"password": "open", "return_url": "/besloten/"}
    answer = client.post("/_util/authenticate_with_password/9001/1/", form, follow=True)
    assert answer.redirect_chain == [("/besloten/", 302)]
    assert re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", answer.text) == ["Besloten"]


def test_a_wrong_password_opens_nothing(content, client):
    client.post("/_util/authenticate_with_password/9001/1/", {"password": "x", "return_url": "/besloten/"})
    assert "<h1>Deze bladzijde is afgeschermd</h1>" in client.get("/besloten/").text


@pytest.mark.parametrize("return_url", ["twente", "https://example.org/", ""])
def test_a_password_form_goes_on_to_a_path_only(content, client, return_url):
    form = {"password": "open", "return_url": return_url}
    assert client.post("/_util/authenticate_with_password/9001/1/", form).status_code == 400
