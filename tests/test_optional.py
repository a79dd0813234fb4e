"""What a larger site may add: how it is asked for, and what is said when it cannot be had."""

import json
import logging
import runpy
import sys
from pathlib import Path

import environ
import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from tests.test_settings import PRODUCTION
from zorgpact import optional
from zorgpact.operations.logs import JsonFormatter
from zorgpact.outbox.masking import MaskingFormatter

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
BUCKETS = {
    "S3_BUCKET": "beelden",
    "S3_PRIVATE_BUCKET": "documenten",
    "S3_ENDPOINT": "https://s3.example.nl",
    "S3_ACCESS_KEY": "sleutel",
    "S3_SECRET_KEY": "geheim",
    "S3_PUBLIC_URL": "https://beelden.example.nl/site",
}


@pytest.fixture
def load(monkeypatch):
    def load_settings(**more: str) -> dict:
        monkeypatch.setattr(environ.Env, "ENVIRON", {**PRODUCTION, **more})
        return runpy.run_path(str(ROOT / "zorgpact" / "settings.py"))

    return load_settings


def refusal(load, **more):
    with pytest.raises(ImproperlyConfigured) as refused:
        load(**more)
    return str(refused.value)


@pytest.mark.parametrize(
    ("module", "more"),
    [
        ("redis", {"CACHE_URL": "rediscache://server:6379/1"}),
        ("storages", BUCKETS),
        ("opensearchpy", {"ADMIN_SEARCH_URL": "http://zoek:9200"}),
        ("sentry_sdk", {"SENTRY_DSN": "https://a@sentry.example.nl/1"}),
    ],
)
def test_a_package_that_is_missing_is_told_in_one_sentence(load, monkeypatch, module, more):
    monkeypatch.setattr(optional, "find_spec", lambda name: None)
    variable = next(iter(more))
    assert refusal(load, **more) == (
        f"{variable} vraagt om het pakket {module}: installeer requirements-extras.txt."
    )


# --- Uploads ----------------------------------------------------------------------------------------------


def test_without_buckets_uploads_are_on_this_machine(load):
    backends = {name: storage["BACKEND"] for name, storage in load()["STORAGES"].items()}
    assert backends["default"] == "django.core.files.storage.FileSystemStorage"
    assert backends["documents"] == "zorgpact.cms.private_files.PrivateStorage"


def test_pictures_have_a_public_address_and_documents_none(load):
    storages = load(**BUCKETS)["STORAGES"]
    pictures, documents = storages["default"]["OPTIONS"], storages["documents"]["OPTIONS"]
    assert (pictures["bucket_name"], pictures["custom_domain"]) == ("beelden", "beelden.example.nl/site")
    assert (documents["bucket_name"], "custom_domain" in documents) == ("documenten", False)


def test_browsers_may_show_pictures_of_the_bucket(load):
    assert load(**BUCKETS)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"][1:] == [
        "https://beelden.example.nl"
    ]


def test_what_belongs_to_a_bucket_is_asked(load):
    assert refusal(load, S3_BUCKET="beelden", S3_ACCESS_KEY="x") == (
        "Met S3_BUCKET horen ook: S3_PRIVATE_BUCKET, S3_SECRET_KEY, S3_PUBLIC_URL."
    )


def test_documents_never_go_into_the_public_bucket(load):
    assert refusal(load, **BUCKETS | {"S3_PRIVATE_BUCKET": "beelden"}) == (
        "S3_PRIVATE_BUCKET moet een andere zijn dan S3_BUCKET: die kan iedereen lezen."
    )


# --- Searching --------------------------------------------------------------------------------------------


def test_only_the_search_of_the_admin_moves_to_opensearch(load):
    backends = load(ADMIN_SEARCH_URL="http://zoek:9200")["WAGTAILSEARCH_BACKENDS"]
    assert (backends["default"]["URLS"], backends["site"]["BACKEND"]) == (
        ["http://zoek:9200"],
        "zorgpact.search.backend",
    )
    assert load()["WAGTAILSEARCH_BACKENDS"]["default"]["BACKEND"] == "modelsearch.backends.database"


# --- Logs -------------------------------------------------------------------------------------------------


def record(message, *arguments, exc_info=None):
    return logging.LogRecord("events", logging.ERROR, __file__, 1, message, arguments, exc_info)


def failure():
    try:
        raise ValueError("fatima@example.org bestaat al")
    except ValueError:
        return sys.exc_info()


def test_a_line_for_a_machine_is_one_object_without_what_people_typed():
    line = JsonFormatter().format(record("Mail naar %s\nmislukt", "fatima@example.org", exc_info=failure()))
    told = json.loads(line)
    assert "\n" not in line
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "events", "Mail naar …@…\nmislukt")
    assert (told["error"], told["at"][0].rpartition(" ")[2], "fatima" in line) == (
        "ValueError",
        "failure",
        False,
    )


@pytest.mark.parametrize("token", ["Aa1-_" * 9, "0123456789abcdef" * 4])
def test_a_line_for_people_names_no_address_and_no_secret_either(token):
    formatter = MaskingFormatter("{message}", style="{")
    text = formatter.format(record("Not Found: %s", f"/aanmelding/annuleren/{token}/", exc_info=failure()))
    assert text.splitlines()[0] == "Not Found: /aanmelding/annuleren/…/"
    assert "fatima@example.org" not in text


def test_lines_are_for_people_unless_asked(load):
    formats = {
        form: load(LOG_FORMAT=form)["LOGGING"]["handlers"]["console"]["formatter"]
        for form in ("plain", "json")
    }
    assert formats == {"plain": "plain", "json": "json"}
    assert refusal(load, LOG_FORMAT="xml") == "LOG_FORMAT is plain (regels om te lezen) of json."


# --- Sentry -----------------------------------------------------------------------------------------------


def test_errors_go_to_sentry_only_when_asked(load, monkeypatch):
    begun = []
    monkeypatch.setattr(sentry_sdk, "init", lambda **options: begun.append(options))
    load()
    assert begun == []
    load(SENTRY_DSN="https://a@sentry.example.nl/1")
    (options,) = begun
    assert (options["send_default_pii"], options["include_local_variables"]) == (False, False)
    assert options["max_request_body_size"] == "never"


def test_sentry_hears_nothing_about_people():
    event = {
        "request": {
            "method": "POST",
            "url": "https://pact.example/aanmelding/annuleren/geheim-0123456789abcdef0123456789abcdef01234567/",
            "query_string": "q=fatima",
            "data": {"name": "Fatima"},
            "cookies": {"sessionid": "geheim"},
            "headers": {"Cookie": "geheim"},
        },
        "user": {"email": "fatima@example.org"},
        "breadcrumbs": {"values": [{"message": "fatima"}]},
        "extra": {"form": "fatima"},
        "logentry": {
            "message": "Mail naar %s",
            "params": ["fatima@example.org"],
            "formatted": "Mail naar fatima@example.org",
        },
        "exception": {"values": [{"type": "ValueError", "value": "fatima@example.org bestaat al"}]},
    }
    sent = json.dumps(optional.without_people(event, {}), ensure_ascii=False)
    assert [word for word in ("fatima", "Fatima", "geheim") if word in sent] == []
    assert ("ValueError" in sent, "/aanmelding/annuleren/…/" in sent) == (True, True)
