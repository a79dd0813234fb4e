"""What goes with each kind of answer, behind the nginx configuration that we ship: the table in docs/installeren.md.

`python -m pytest -n 0 -s tests/deploy/test_headers.py` prints the table as it is now.
"""

import pytest

from tests.databases import ROOT
from tests.deploy.proxy import Proxy
from zorgpact.operations.processes import free_port

pytestmark = [pytest.mark.once, pytest.mark.proxy]

PAGE = ROOT / "docs" / "installeren.md"
HEADINGS = [
    "antwoord",
    "status",
    "`Cache-Control`",
    "`Vary`",
    "`Content-Security-Policy`",
    "`Referrer-Policy`",
]
HEADINGS += ["wat ontbreekt"]
EVERYWHERE = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
FILES = {
    "static/css/kop.0123456789ab.css": b"body{}",
    "static/favicon.svg": b"<svg/>",
    "media/images/kop.jpg": b"jpeg",
}
ANSWERS = {
    "openbare bladzijde": "/pacten/",
    "formulier": "/agenda/open/aanmelden/",
    "persoonlijke link": "/aanmelding/annuleren/{token}/",
    "inloggen": "/account/inloggen/",
    "beheer, ingelogd": "/admin/",
    "beheer, niet ingelogd": "/admin/",
    "document": "/documenten/1/plan.pdf",
    "besloten document, ingelogd": "/documenten/2/besloten.pdf",
    "besloten document, niet ingelogd": "/documenten/2/besloten.pdf",
    "beeld": "/media/images/kop.jpg",
    "opmaak, met vingerafdruk in de naam": "/static/css/kop.0123456789ab.css",
    "opmaak, zonder": "/static/favicon.svg",
    "feed": "/nieuws/feed/",
    "agenda.ics": "/agenda/open/agenda.ics",
    "sitemap": "/sitemap.xml",
    "wat niet bestaat": "/bestaat-niet/",
    "een beeld dat er niet is": "/media/images/weg.jpg",
    "een document langs de site om": "/media/documents/plan.pdf",
    "de site is weg": "/pacten/",
}


@pytest.fixture(scope="module")
def down(site, tmp_path_factory):
    """The same nginx, before a site that is not there."""
    proxy = Proxy(tmp_path_factory.mktemp("down") / "nginx", site.site, free_port())
    with proxy.running():
        yield proxy


@pytest.fixture(scope="module")
def by_http(site, down, tmp_path_factory):
    """The same, without TLS."""
    proxy = Proxy(tmp_path_factory.mktemp("http") / "nginx", site.site, free_port(), "http")
    with proxy.running():
        yield proxy


@pytest.fixture(scope="module")
def answers(site, down, inside):
    for name, content in FILES.items():
        path = site.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {name: ask(name, path, site, down, inside) for name, path in ANSWERS.items()}


def ask(name, path, site, down, inside):
    proxy = down if name == "de site is weg" else site
    cookie = {"Cookie": inside} if name.endswith(", ingelogd") else {}
    return proxy.ask(path.format(token=site.token), **cookie)


def policy_of(headers):
    """In one order: each process has another one."""
    return "; ".join(sorted((headers["Content-Security-Policy"] or "").split("; ")))


def named(answers):
    """What is long or often sent, by the name that the table gives it."""
    page, admin = answers["openbare bladzijde"].headers, answers["beheer, ingelogd"].headers
    return {
        page["Cache-Control"]: "een seconde",
        admin["Cache-Control"]: "nergens",
        policy_of(page): "site",
        policy_of(admin): "beheer",
    }


def code(value):
    return f"`{value}`" if value else ""


def row(name, answer, names):
    headers = answer.headers
    kept, policy = headers["Cache-Control"], policy_of(headers)
    missing = [f"`{header}`" for header, value in EVERYWHERE.items() if headers[header] != value]
    cells = [
        name,
        str(answer.status),
        names.get(kept) or code(kept),
        code(headers["Vary"]),
        names.get(policy) or code(policy),
        code(headers["Referrer-Policy"]),
        ", ".join(missing),
    ]
    return f"| {' | '.join(cells)} |"


@pytest.fixture(scope="module")
def table(answers):
    names = named(answers)
    rows = [row(name, answer, names) for name, answer in answers.items()]
    return [f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}", *rows]


def test_the_manual_tells_what_goes_with_every_kind_of_answer(answers, table):
    print("", *table, "", *(f"{name}: {value}" for value, name in named(answers).items()), sep="\n")
    manual = PAGE.read_text().splitlines()
    assert [line for line in table if line not in manual] == []


def test_the_manual_explains_the_names_and_tells_what_goes_with_all(answers):
    manual = PAGE.read_text().splitlines()
    promised = [f"    {name}: {value}" for name, value in EVERYWHERE.items()]
    promised += [f"    {name}: {value}" for value, name in named(answers).items()]
    assert [line for line in promised if line not in manual] == []


def test_nothing_that_is_of_one_person_is_ever_stored(answers):
    private = [name for name in answers if "ingelogd" in name or name in ("formulier", "persoonlijke link")]
    kept = [name for name in private if "no-store" not in answers[name].headers["Cache-Control"]]
    assert kept == []


@pytest.mark.parametrize("header", ["Strict-Transport-Security", "X-Content-Type-Options"])
def test_every_answer_has_it_once_whoever_gives_it(site, answers, header):
    too_large = site.ask("/pacten/", "POST", bytes(26 * 1024 * 1024))
    sent = {name: answer.headers.get_all(header) for name, answer in answers.items()}
    sent |= {"kept": site.ask("/pacten/").headers.get_all(header), "413": too_large.headers.get_all(header)}
    assert sent == {name: [EVERYWHERE[header]] for name in sent}


@pytest.mark.parametrize("path", ["/pacten/", "/static/favicon.svg", "/media/weg.jpg", "/media/documents/x"])
def test_without_tls_nobody_promises_it(answers, by_http, path):
    assert by_http.ask(path).headers["Strict-Transport-Security"] is None
