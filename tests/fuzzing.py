"""Malformed requests: what a broken link, a careless client or somebody with bad intentions may send.

All of it is fixed: the same cases in the same order at every run, so that a failure can be repeated.
"""

import io
import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from urllib.parse import quote

from django.db import transaction
from django.test import Client

from tests import addresses
from tests.posted import FORMS

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=grens"

# Percent-encoded, as they travel.
VALUES = [
    "",
    "%00",
    "a%00b",
    "%20%20%20",
    "%ED%A0%80",  # half of a surrogate pair
    "%FF%FE%80",
    "%C0%AF",
    "%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D",  # right to left
    "%F0%9F%8F%A5%F0%9F%91%A9%E2%80%8D%E2%9A%95%EF%B8%8F",
    "%D9%A1%D9%A2",  # digits, in Arabic
    "%C2%B2",  # a digit to isdigit(), not to int()
    "1e309",
    "NaN",
    "-1",
    "0",
    "9" * 19,
    "9" * 400,
    "-" + "9" * 30,
    "0x41",
    "'",
    "%22",
    "%22%22%22",
    "'%20OR%20'1'%3D'1",
    "%3B%20DROP%20TABLE%20users_user%3B--",
    "AND",
    "zorg%20AND%20NOT%20OR%20NEAR(",
    "title%3Azorg*",
    "%5Ezorg%20-leren%20%2Bwerken",
    "%7Bzorg%7D%20%3A*%20%3C-%3E%20!%20%26%20%7C",
    "(((((",
    "%5C",
    "%25",
    "_%25_",
    "%253Cscript%253E",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%7B%7B%207*7%20%7D%7D%7B%25%20debug%20%25%7D",
    "..%2F..%2Fetc%2Fpasswd",
    "https%3A%2F%2Fexample.org%2F",
    "javascript%3Aalert(1)",
    "%0D%0ASet-Cookie%3A%20a%3Db",
    "2024-02-30",
    "twente",
    "zorg+" * 5000,
    "a" * 20_000,
    "%CC%81" * 500,  # accents without a letter
]
QUERIES = [
    "&&&===",
    "=",
    "?",
    "%",
    "%zz=%q",
    "q[]=zorg&q[]=leren",
    "q[a][b]=zorg",
    "p=1&p=2&p=x",
    "regio=twente&regio=limburg&regio=",
    "__class__=1&q__in=1&__proto__=1",
    "p=1;q=2",
    "format=json&_method=DELETE",
    "&".join(f"v{n}=1" for n in range(1500)),
    "\xff\xfe=\x00",
]
# What listens to a query: these get all values, the others some.
LISTS = [
    "/zoeken/",
    "/regios/",
    "/pacten/",
    "/actieagenda/",
    "/agenda/",
    "/agenda/verleden/",
    "/nieuws/",
    "/koplopers/",
    "/agenda/sessie/aangemeld/",
    "/plannen/",
    "/monitor/",
    "/monitor/bijlage/",
    "/monitor/adviezen/",
    "/monitor/cijfers/ontstane-vacatures/",
]
# The names that the site's forms use; the test compares this with the forms.
PARAMETERS = ["q", "p", "plaats", "regio", "onderwerp", "soort", "status", "actielijn", "jaar"]
PARAMETERS += ["regio2", "regio3", "per", "volgorde", "ronde"]
UNSEEN_PARAMETERS = ["uitkomst", "kaart", "next", "return_url", "format"]
METHODS = ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "\xff"]
BODIES = [
    (FORM, b"%ED%A0%80=%00&&&=&name=%FF"),
    (FORM + "; charset=utf-16", b"name=Eva"),
    (FORM + "; charset=bestaat-niet", b"name=Eva"),
    (FORM, b"&".join(b"v%d=1" % n for n in range(10_050))),
    (FORM, b"name=" + b"a" * 5_100_000),
    (MULTIPART, b""),
    (MULTIPART, b"--grens"),
    (MULTIPART, b'--grens\r\nContent-Disposition: form-data; name="name"\r\n\r\nEva'),
    (MULTIPART, b'--grens\r\nContent-Disposition: form-data; name="a\x00"\r\n\r\n\xff\r\n--grens--\r\n'),
    (MULTIPART, b'--grens\r\nContent-Disposition: form-data; filename="../../x"\r\n\r\nx\r\n--grens--\r\n'),
    (
        MULTIPART,
        b'--grens\r\nContent-Disposition: form-data; name="name"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n%%%\r\n--grens--\r\n",
    ),
    ("multipart/form-data", b"--grens--"),
    ("multipart/form-data; boundary=" + "x" * 300, b"x"),
    ("multipart/form-data; boundary=\xe9", b"x"),
    ("application/json", b'{"name": '),
    ("application/json", b"[" * 5000),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("", b"name=Eva"),
    ("\x00/;;=,", b"\x00\xff"),
]
HEADERS = [
    {"HTTP_HOST": "evil.example.org"},
    {"HTTP_HOST": "testserver:99999999"},
    {"HTTP_HOST": "testserver:haven"},
    {"HTTP_HOST": "a b<>"},
    {"HTTP_HOST": ""},
    {"HTTP_HOST": "[::1"},
    {"HTTP_HOST": "\xff\x00"},
    {"HTTP_X_FORWARDED_HOST": "evil.example.org", "HTTP_X_FORWARDED_PORT": "x"},
    {"HTTP_X_FORWARDED_PROTO": "https, gopher\x00"},
    {"HTTP_X_FORWARDED_FOR": "' OR 1=1, \x00, " + "1.1.1.1," * 500},
    {"REMOTE_ADDR": "geen adres"},
    {"HTTP_ACCEPT": "text/html;q=NaN, */*;q=\xff;;;,,"},
    {"HTTP_ACCEPT": "image/avif;" * 500},
    {"HTTP_ACCEPT_LANGUAGE": "nl;q=9999,\x00,xx-" + "a" * 600},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=x, br, \x00"},
    {"HTTP_REFERER": "\x00://[::1/%zz?\xff"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_IF_NONE_MATCH": '"""\x00'},
    {"HTTP_RANGE": "bytes=99999999999-1,-,x"},
    {"HTTP_USER_AGENT": "\x00\xff" + "a" * 5000},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_AUTHORIZATION": "Basic \xff=="},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "abc"},
    {"CONTENT_LENGTH": "9" * 30},
    {"wsgi.url_scheme": "https"},
]
COOKIES = [
    "sessionid=",
    "sessionid=' OR 1=1--",
    r'sessionid="\000\000\000\000\000\000\000\000\000"',
    "sessionid=" + "a" * 4000,
    r'sessionid="\377\377\377\377\377\377\377\377\377"',
    "sessionid=../../../../etc/passwd",
    "csrftoken=x",
    r'csrftoken="\000"',
    "csrftoken=" + "a" * 64,
    "csrftoken=\xff\xfe",
    "messages=x",
    'messages="[[\\"__json_message\\"\\054 0]]"',
    "messages=W1siX19qc29uX21lc3NhZ2UiLDAsMjUsImEiXV0:1:x",
    "django_language=\xff; ;;; =; a",
    "wagtail_page=1; wagtail=1",
]
PATHS = [
    "/%00/",
    "/nieuws/%00/",
    "/%FF%FE/",
    "/%ED%A0%80/",
    "/%F0%9F%8F%A5/",
    "/%E2%80%AE/",
    "//",
    "///nieuws//",
    "//example.org/",
    "//example.org",
    "/./",
    "/../../etc/passwd",
    "/nieuws/../admin/",
    "/..%2F..%2Fetc%2Fpasswd",
    "/nieuws%2Feerste-bericht/",
    "/nieuws%5Ceerste-bericht/",
    "/nieuws/eerste-bericht",
    "/NIEUWS/",
    "/nieuws/;jsessionid=1/",
    "/nieuws/eerste bericht/",
    "/nieuws/%25/",
    "/nieuws/%2500/",
    "/nieuws/<script>/",
    "/nieuws/%0D%0ASet-Cookie:a=b/",
    "/" + "a" * 300 + "/",
    "/" + "a" * 9000 + "/",
    "/" + "a/" * 500,
    "/" + "nieuws/" * 200,
    "/static/",
    "/static/../manage.py",
    "/static/%2e%2e/%2e%2e/manage.py",
    "/static/css/%00",
    "/static/css/\xff.css",
    "/media/",
    "/media/../../etc/passwd",
    "/media/%00",
    "/documenten/0/x",
    "/documenten/9001/%00",
    "/documenten/9001/plan.pdf/../x",
    "/documenten/" + "9" * 19 + "/x",
    "/documenten/" + "9" * 400 + "/x",
    "/documenten/%D9%A1/x",
    "/documenten/authenticate_with_password/" + "9" * 30 + "/",
    "/_util/",
    "/_util/login/?next=%00",
    "/_util/login/?next=//example.org",
    "/_util/authenticate_with_password/" + "9" * 30 + "/1/",
    "/_util/authenticate_with_password/9001/" + "9" * 30 + "/",
    "/sitemap.xml?p=x",
    "/sitemap.xml?p=-1",
    "/sitemap.xml?p=9999999999999999999999",
    "/sitemap.xml?p=%00",
    "/robots.txt/",
    "/favicon.ico",
    "/.env",
    "/.git/config",
    "/wp-login.php",
    "/admin/login/?next=%00",
    "/admin/login/?next=//example.org",
    "/admin/..%2f",
    "/admin/pages/" + "9" * 30 + "/edit/",
    "/admin/password_reset/confirm/%FF/%00/",
    "/admin/password_reset/confirm/MQ/set-password/",
]
SEGMENTS = ["%00", "%FF", "..", "%2E%2E", "%2F", "a" * 600, "9" * 400, "%F0%9F%8F%A5", "-", "%20", "x%0A"]


@dataclass(frozen=True)
class Case:
    """One request. As text it is the line that repeats it: `fuzzing.send(fuzzing.Case(…))`."""

    path: str
    method: str = "GET"
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    checks_csrf: bool = False

    def __str__(self) -> str:
        given = (
            f"{field.name}={getattr(self, field.name)!r}"
            for field in fields(self)
            if getattr(self, field.name) != field.default
        )
        return f"Case({', '.join(given)})"


def send(case: Case):
    """Send it as a web server would hand it over, and leave the database as it was."""
    path, _, query = case.path.partition("?")
    environment = {
        "PATH_INFO": unquoted(path),
        "QUERY_STRING": case.query or query,
        "REQUEST_METHOD": case.method,
        "CONTENT_TYPE": case.content_type,
        "CONTENT_LENGTH": str(len(case.body)),
        "wsgi.input": io.BytesIO(case.body),
        **dict(case.headers),
    }
    client = Client(raise_request_exception=False, enforce_csrf_checks=case.checks_csrf)
    with transaction.atomic():
        response = client.request(**environment)
        response.text_read = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    return response


def unquoted(path: str) -> str:
    """The bytes of a path, one character each, as WSGI has them."""
    raw = path.encode("latin-1").split(b"%")
    parts = [raw[0], *(bytes([int(part[:2], 16)]) + part[2:] for part in raw[1:])]
    return b"".join(parts).decode("latin-1")


def form_data(values: dict[str, str]) -> bytes:
    """Fields as a form sends them; the values are percent-encoded already."""
    return "&".join(f"{name}={value}" for name, value in values.items()).encode("latin-1")


# --- The cases, by what is wrong with them ----------------------------------------------------------------


def sampled(step: int, *lists) -> Iterator[tuple]:
    """Every `step`-th combination: each path meets other values than its neighbours do, and every value is met."""
    assert math.gcd(step, len(lists[-1])) == 1
    return itertools.islice(itertools.product(*lists), 0, None, step)


def odd_queries(paths: list[str]) -> Iterator[Case]:
    query = "&".join(f"{name}=%s" for name in [*PARAMETERS, *UNSEEN_PARAMETERS])
    for path, value in itertools.product(LISTS, VALUES):
        yield Case(path, query=query.replace("%s", value))
    for path, value in sampled(17, paths, VALUES):
        yield Case(path, query=query.replace("%s", value))
    for path, query in sampled(9, paths, QUERIES):
        yield Case(path, query=query)


def odd_paths(paths: list[str]) -> Iterator[Case]:
    yield from map(Case, PATHS)
    for path, segment in sampled(7, paths, SEGMENTS):
        yield Case(f"{path}{segment}/")
        start, _, _ = path.rstrip("/").rpartition("/")
        yield Case(f"{start}/{segment}/")


def wrong_methods(paths: list[str]) -> Iterator[Case]:
    for number, (path, method) in enumerate(itertools.product(paths, METHODS)):
        yield Case(path, method, body=b"name=Eva", content_type=FORM, checks_csrf=number % 2 == 0)


def odd_bodies(paths: list[str]) -> Iterator[Case]:
    for path, (content_type, body) in sampled(6, paths, BODIES):
        yield Case(path, "POST", body=body, content_type=content_type)


def forged_fields(paths: list[str]) -> Iterator[Case]:
    """One field wrong at a time, the others as they should be; to the addresses that accept a form."""
    for path in paths:
        good = next((form for part, form in FORMS.items() if part in path), None)
        if good is not None or "annuleren" in path:
            for name, value in sampled(7, good or ["reden"], VALUES):
                body = form_data({key: quote(text) for key, text in (good or {}).items()} | {name: value})
                yield Case(path, "POST", body=body, content_type=FORM)


def odd_headers(paths: list[str]) -> Iterator[Case]:
    for path, headers in sampled(5, paths, HEADERS):
        yield Case(path, headers=tuple(headers.items()))


def odd_cookies(paths: list[str]) -> Iterator[Case]:
    for number, (path, cookie) in enumerate(sampled(4, ["/admin/", "/admin/login/", *paths], COOKIES)):
        method = "POST" if number % 2 else "GET"
        yield Case(path, method, headers=(("HTTP_COOKIE", cookie),), checks_csrf=True)


def admin_unasked(paths: list[str]) -> Iterator[Case]:
    """Every address of the admin and of accounts, without logging in."""
    for path in [*addresses.admin_paths(), *addresses.account_paths()]:
        yield Case(path)
        yield Case(path, "POST", body=b"name=%00", content_type=FORM)


KINDS = [
    odd_queries,
    odd_paths,
    wrong_methods,
    odd_bodies,
    forged_fields,
    odd_headers,
    odd_cookies,
    admin_unasked,
]


BEFORE_THE_DATABASE = [wrong_methods, odd_headers, odd_cookies, admin_unasked]


def all_cases() -> list[Case]:
    paths = addresses.public_paths()
    return [case for kind in KINDS for case in kind(paths)]


def failures(cases: Iterable[Case]) -> list[str]:
    """A line for each case that was answered with an error of ours."""
    found = []
    for case in cases:
        response = send(case)
        is_broken = response.status_code >= 500 or not response.status_code >= 200 or response.exc_info
        if is_broken or b"Traceback" in response.text_read:
            error = response.exc_info[1] if response.exc_info else ""
            line = str(replace(case, body=case.body[:200]))
            found.append(f"{response.status_code} {line[:600]}  # {error!r:.200}")
    return found
