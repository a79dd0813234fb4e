"""The nginx configuration that we ship: what it keeps, for how long, and what it never shows."""

import gzip
import json
import os
import signal
import time

import pytest

from zorgpact.operations.processes import is_open

pytestmark = [pytest.mark.once, pytest.mark.proxy]
POLLED_EVERY = 0.05  # seconds
STALE_AT_MOST = (
    3.1  # seconds: one to two are kept (nginx counts whole ones), and one more while it is renewed
)


def change(site, slug, values):
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert site.ask(f"/proef/wijzig/{slug}/", "POST", values.encode(), **form).status == 200


def status_in_log(site):
    """What became of the last request: HIT, MISS, BYPASS, or - when nothing is ever kept there."""
    return site.log()[-1].split()[-1]


# --- How long ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def edited(site):
    """Three sessions were looked at and then changed; seconds until who keeps looking sees it, and then what others see."""
    for slug in ("druk", "stil", "weg"):
        assert f"Oud {slug}" in site.ask(f"/agenda/{slug}/").text
    change(site, "stil", "title=Nieuw+stil")
    change(site, "weg", "live=0")
    change(site, "druk", "title=Nieuw+druk")
    began = time.monotonic()
    while "Oud druk" in site.ask("/agenda/druk/").text and time.monotonic() < began + 10:
        time.sleep(POLLED_EVERY)
    seconds = time.monotonic() - began
    time.sleep(max(0.0, STALE_AT_MOST - seconds))
    return {"seconds": seconds, "stil": site.ask("/agenda/stil/"), "weg": site.ask("/agenda/weg/")}


def test_an_edit_is_seen_within_two_seconds(edited):
    assert edited["seconds"] < 2.5  # and the time to make the page


def test_the_first_who_comes_later_sees_the_edit_too(edited):
    assert "Nieuw stil" in edited["stil"].text


def test_what_was_taken_away_does_not_come_back(edited):
    assert edited["weg"].status == 404


def test_a_public_page_is_kept(site):
    answers = [site.ask("/pacten/").body for _ in range(2)]
    assert (answers[0] == answers[1], status_in_log(site)) == (True, "HIT")


def test_a_page_is_kept_once_for_all_browsers_that_read_gzip(site):
    first = site.ask("/regios/", Accept_Encoding="gzip, deflate, br")
    second = site.ask("/regios/", Accept_Encoding="gzip, deflate, br, zstd")
    assert (first.headers["Content-Encoding"], status_in_log(site)) == ("gzip", "HIT")
    assert gzip.decompress(second.body) == gzip.decompress(first.body)
    assert "<!DOCTYPE html>" in site.ask("/regios/").text


# --- What is never kept -----------------------------------------------------------------------------------


NEVER_KEPT = {
    "form": "/agenda/open/aanmelden/",
    "link": "/aanmelding/annuleren/{token}/",
    "preview": "/admin/snippets/events/event/preview/1/",
    "admin": "/admin/",
    "not found": "/bestaat-niet/",
    "joining": "/deelnemen/geteld/",
    "leading": "/leiding/geteld/",
    "screen": "/scherm/geteld/",
    "alive": "/livez",
}


@pytest.mark.parametrize("name", NEVER_KEPT)
def test_what_is_of_one_visitor_or_one_moment_is_not_kept(site, inside, name):
    path = NEVER_KEPT[name].format(token=site.token)
    cookie = {"Cookie": inside} if name in ("preview", "admin") else {}
    for _ in range(2):
        assert site.ask(path, **cookie).status == (404 if name == "not found" else 200)
        assert status_in_log(site) in ("-", "MISS", "BYPASS")
    assert path not in site.kept()


def test_who_takes_part_gets_every_answer_from_the_site_itself(site):
    assert len({site.ask("/scherm/geteld/").body for _ in range(3)}) == 3
    assert len({site.ask("/proef/geteld/").body for _ in range(3)}) == 1


def test_who_is_logged_in_neither_gets_nor_leaves_a_kept_page(site, inside):
    for path in ("/koplopers/", "/agenda/open/"):
        site.ask(path, Cookie=inside)
        assert (status_in_log(site), path in site.kept()) == ("BYPASS", False)
        site.ask(path)
        assert (status_in_log(site), path in site.kept()) == ("MISS", True)
        assert site.ask(path, Cookie=f"a=b; {inside}").headers["Cache-Control"].endswith("private")
        assert status_in_log(site) == "BYPASS"


def test_two_visitors_of_a_form_share_no_secret(site):
    cookies = {site.ask("/agenda/open/aanmelden/").headers["Set-Cookie"] for _ in range(2)}
    assert len(cookies) == 2


def test_whoever_was_at_a_form_gets_the_same_page_as_others_and_no_cookie(site):
    cookie = site.ask("/agenda/open/aanmelden/").headers["Set-Cookie"].partition(";")[0]
    answers = [site.ask("/nieuws/"), site.ask("/nieuws/", Cookie=cookie)]
    assert status_in_log(site) == "HIT"
    assert (answers[0].body == answers[1].body, answers[1].headers["Set-Cookie"]) == (True, None)


# --- What is passed on ------------------------------------------------------------------------------------


def test_the_site_hears_the_host_with_its_port_and_no_address_that_a_visitor_made_up(site):
    answer = site.ask("/proef/gezien/", X_Forwarded_For="10.0.0.1", X_Forwarded_Proto="http", Cookie="a=b")
    assert json.loads(answer.body) == {
        "host": f"127.0.0.1:{site.port}",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "127.0.0.1",
        "accept-encoding": None,
        "cookie": "a=b",
    }


def test_an_upload_that_is_too_large_is_refused(site):
    assert site.ask("/proef/wijzig/open/", "POST", bytes(26 * 1024 * 1024)).status == 413


def test_the_log_names_no_secret_and_nothing_that_was_searched(site):
    site.ask(f"/aanmelding/annuleren/{site.token}/")
    site.ask("/zoeken/?q=fatima+demir")
    log = "\n".join(site.log())
    assert [word for word in (site.token, "fatima") if word in log] == []
    assert "GET /aanmelding/annuleren/... 200" in log


# --- Files ------------------------------------------------------------------------------------------------


def put(site, name, content):
    path = site.site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_styles_go_out_as_they_were_compressed(site):
    for suffix, content in {"": b"plain", ".gz": b"gzipped", ".br": b"brotli"}.items():
        put(site, f"static/css/x.0123456789ab.css{suffix}", content)
    found = {}
    for asked in ("gzip, br", "gzip", "identity"):
        answer = site.ask("/static/css/x.0123456789ab.css", Accept_Encoding=asked)
        found[asked] = answer.body, answer.headers["Content-Encoding"], answer.headers["Cache-Control"]
    forever = "public, max-age=31536000, immutable"
    assert found == {
        "gzip, br": (b"brotli", "br", forever),
        "gzip": (b"gzipped", "gzip", forever),
        "identity": (b"plain", None, forever),
    }


def test_a_file_whose_name_may_get_another_content_is_kept_for_a_minute(site):
    put(site, "static/favicon.svg", b"<svg/>")
    assert site.ask("/static/favicon.svg").headers["Cache-Control"] == "public, max-age=60"


def test_a_picture_goes_out_and_can_do_nothing(site):
    put(site, "media/images/boog.jpg", b"jpeg")
    answer = site.ask("/media/images/boog.jpg")
    names = "Content-Type", "X-Content-Type-Options", "Content-Security-Policy"
    assert (answer.body, [answer.headers[name] for name in names]) == (
        b"jpeg",
        ["image/jpeg", "nosniff", "default-src 'none'; sandbox"],
    )


@pytest.mark.parametrize(
    "path",
    [
        "/media/documents/plan.pdf",
        "/media//documents/plan.pdf",
        "/media/%64ocuments/plan.pdf",
        "/media/images/../documents/plan.pdf",
        "/media/../private/documents/plan.pdf",
        "/media/../proxy.sqlite3",
        "/static../private/documents/plan.pdf",
        "/media/",
    ],
)
def test_only_public_files_are_shown(site, path):
    put(site, "media/documents/plan.pdf", b"geheim")
    put(site, "private/documents/plan.pdf", b"geheim")
    put(site, "proxy.sqlite3", b"geheim")
    answer = site.ask(path)
    assert (answer.status in (400, 403, 404), b"geheim" in answer.body) == (True, False)


# --- When the site is down; the last test, for it stays down -----------------------------------------------


def test_while_the_site_is_down_its_last_pages_stay_and_the_rest_says_so(site):
    page = site.ask("/agenda/").body
    os.kill(site.upstream_pid, signal.SIGTERM)
    while is_open(site.upstream):
        time.sleep(POLLED_EVERY)
    time.sleep(STALE_AT_MOST)
    assert (site.ask("/agenda/").body == page, status_in_log(site)) == (True, "STALE")
    answer = site.ask("/zoeken/?q=nooit+gevraagd")
    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "30",
        "no-store",
    )
    assert "<h1>We zijn even weg</h1>" in answer.text
