"""Production needs a few values and refuses what is unsafe; what visitors get is closed by default."""

import runpy
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "k3Vq9zX2mB7tR5wY8nC4pL6sD1fG0hJ-aE_uIoTzWqPxNbMvKyRcSg",
    "ALLOWED_HOSTS": "zorgpact.example,www.zorgpact.example",
    "BASE_URL": "https://zorgpact.example",
    "DEFAULT_FROM_EMAIL": "info@zorgpact.example",
    "EMAIL_URL": "smtp+tls://mail.zorgpact.example:587",
}
BOUNCING = {**PRODUCTION, "BOUNCE_ADDRESS": "bounces@zorgpact.example"}
DEVELOPMENT = {"DEBUG": "1", "SECRET_KEY": "insecure"}
PUBLIC_PATHS = ["/regios/", "/pacten/", "/actieagenda/", "/agenda/", "/zoeken/", "/bestaat-niet/"]


@pytest.fixture
def load(monkeypatch):
    """A function that reads the settings with this environment and nothing else."""

    def load_settings(environment: dict[str, str]) -> dict:
        monkeypatch.setattr(environ.Env, "ENVIRON", environment)
        return runpy.run_path(str(ROOT / "zorgpact" / "settings.py"))

    return load_settings


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


# --- Production -------------------------------------------------------------------------------------------


def test_production_passes_the_deployment_check_without_a_warning(tmp_path):
    environment = {**PRODUCTION, "DATABASE_URL": "sqlite://:memory:", "VAR_DIR": str(tmp_path)}
    done = manage(environment, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (1 silenced).\n")


def test_production_is_what_you_get_without_debug(load):
    settings = load(PRODUCTION)
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
    ]
    assert [settings[name] for name in names] == [False, True, True, True, 31_536_000]


def test_production_believes_no_proxy_unless_told(load):
    assert "SECURE_PROXY_SSL_HEADER" not in load(PRODUCTION)
    assert load({**PRODUCTION, "BEHIND_PROXY": "1"})["SECURE_PROXY_SSL_HEADER"] == (
        "HTTP_X_FORWARDED_PROTO",
        "https",
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_mail_server_on_the_same_machine_needs_no_tls(load, host):
    assert load({**PRODUCTION, "EMAIL_URL": f"smtp://{host}:25"})["EMAIL_HOST"] == host


def test_cookies_are_of_this_very_host_only(load):
    settings = load(PRODUCTION)
    names = settings["SESSION_COOKIE_NAME"], settings["CSRF_COOKIE_NAME"]
    assert names == ("__Host-sessionid", "__Host-csrftoken")


def test_nobody_gets_on_the_list_of_browsers_unasked(load):
    assert load(PRODUCTION)["SECURE_HSTS_PRELOAD"] is False
    assert load({**PRODUCTION, "HSTS_PRELOAD": "1"})["SECURE_HSTS_PRELOAD"] is True


def test_sqlite_takes_the_write_lock_when_a_transaction_starts(load):
    database = load(PRODUCTION)["DATABASES"]["default"]
    assert (database["OPTIONS"]["transaction_mode"], database.get("ATOMIC_REQUESTS", False)) == (
        "IMMEDIATE",
        False,
    )


@pytest.mark.parametrize("address", ["sqlite:///site.sqlite3", "postgres://site@localhost/site"])
def test_no_database_is_opened_anew_for_each_request(load, address):
    assert load({**PRODUCTION, "DATABASE_URL": address})["DATABASES"]["default"]["CONN_MAX_AGE"] == 60


@pytest.mark.parametrize(
    ("module", "seconds"), [("zorgpact.wsgi", 4), ("django", 20)], ids=["visitors", "in the background"]
)
def test_visitors_wait_less_long_for_sqlite_than_what_works_in_the_background(module, seconds):
    ask = f"import {module}; from zorgpact import settings; print(settings.database_options['timeout'])"
    environment = {**DEVELOPMENT, "DATABASE_URL": "sqlite://:memory:"}
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) == seconds


def test_postgresql_gets_health_checks_and_timeouts(load):
    database = load({**PRODUCTION, "DATABASE_URL": "postgres://a:b@db/zorgpact"})["DATABASES"]["default"]
    assert (database["CONN_HEALTH_CHECKS"], database["OPTIONS"]) == (
        True,
        {
            "options": "-c statement_timeout=30000 -c lock_timeout=4000 -c jit=off",
            "connect_timeout": 3,
        },
    )


@pytest.mark.parametrize(
    ("url", "is_forgiven"), [("dbcache://django_cache", False), ("rediscache://server:6379/1", True)]
)
def test_a_cache_that_can_be_down_without_the_site_is_forgiven(load, url, is_forgiven):
    cache = load({**PRODUCTION, "CACHE_URL": url})["CACHES"]["default"]
    assert (cache["BACKEND"] == "zorgpact.cms.caching.ForgivingCache") == is_forgiven


# --- Refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_names_the_variable_that_is_missing(load, name):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load({**PRODUCTION, name: " "})
    assert str(refusal.value) == f"Deze omgevingsvariabelen ontbreken: {name}. Zie README.md."


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {**DEVELOPMENT, "ALLOWED_HOSTS": "localhost,zorgpact.example"},
            "DEBUG staat aan terwijl ALLOWED_HOSTS verder reikt dan deze computer: zet DEBUG uit.",
        ),
        (
            {**DEVELOPMENT, "ALLOWED_HOSTS": "*"},
            "DEBUG staat aan terwijl ALLOWED_HOSTS verder reikt dan deze computer: zet DEBUG uit.",
        ),
        *(
            (
                {**PRODUCTION, "CACHE_URL": url},
                "CACHE_URL is van elk proces apart: "
                "dan telt niemand hoe vaak iemand probeert in te loggen. Laat hem weg.",
            )
            for url in ("locmemcache://", "dummycache://")
        ),
        (
            {**PRODUCTION, "BOUNCE_ADDRESS": "terug+post@zorgpact.example"},
            "BOUNCE_ADDRESS is geen adres zonder plus, zoals bounces@zorgpact.nl.",
        ),
        (
            {**BOUNCING, "BOUNCE_MAILBOX": "imap://a:b@zorgpact.example/INBOX"},
            "BOUNCE_MAILBOX is geen postvak, zoals imaps://naam:wachtwoord@server/INBOX.",
        ),
        (
            {**PRODUCTION, "BOUNCE_MAILBOX": "imaps://a:b@zorgpact.example/INBOX"},
            "BOUNCE_MAILBOX wordt gelezen voor BOUNCE_ADDRESS: zet die ook.",
        ),
        (
            {**PRODUCTION, "SECRET_KEY": "kort"},
            "SECRET_KEY moet uit minstens 50 willekeurige tekens bestaan.",
        ),
        (
            {**PRODUCTION, "SECRET_KEY": "a" * 60},
            "SECRET_KEY moet uit minstens 50 willekeurige tekens bestaan.",
        ),
        (
            {**PRODUCTION, "SECRET_KEY": "abcdefghij" * 6},
            "SECRET_KEY moet uit minstens 50 willekeurige tekens bestaan.",
        ),
        (
            {**PRODUCTION, "SECRET_KEY_FALLBACKS": "kort"},
            "SECRET_KEY_FALLBACKS moet bestaan uit eerdere sleutels van minstens 50 willekeurige tekens, met komma's.",
        ),
        *(
            (
                {**PRODUCTION, "EMAIL_URL": f"{kind}://"},
                "EMAIL_URL moet naar een mailserver wijzen (smtp+tls:// of smtp+ssl://): zo komt er geen mail aan.",
            )
            for kind in ("consolemail", "filemail", "memorymail", "dummymail")
        ),
        (
            {**PRODUCTION, "EMAIL_URL": "smtp://mail.zorgpact.example:25"},
            "EMAIL_URL stuurt mail leesbaar over het net: gebruik smtp+tls:// of smtp+ssl://.",
        ),
        (
            {**PRODUCTION, "DEFAULT_FROM_EMAIL": "Zorgpact <info>"},
            "DEFAULT_FROM_EMAIL is geen adres, zoals Zorgpact <info@zorgpact.nl>.",
        ),
        (
            {**PRODUCTION, "TASK_BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
            "TASK_BACKEND doet niets met taken, of laat bezoekers erop wachten: laat hem weg.",
        ),
        (
            {**PRODUCTION, "ALLOWED_HOSTS": "zorgpact.example,zorgpact.test"},
            "ALLOWED_HOSTS noemt zorgpact.test: die naam bestaat nergens.",
        ),
        (
            {**PRODUCTION, "SECRET_KEY": "insecure" + PRODUCTION["SECRET_KEY"]},
            "SECRET_KEY moet uit minstens 50 willekeurige tekens bestaan.",
        ),
        (
            {**PRODUCTION, "ALLOWED_HOSTS": "*"},
            "ALLOWED_HOSTS mag niet '*' zijn: noem de namen van de site.",
        ),
        (
            {**PRODUCTION, "BASE_URL": "http://zorgpact.example"},
            "BASE_URL moet met https:// beginnen.",
        ),
        (
            {**PRODUCTION, "BASE_URL": "https://elders.example"},
            "BASE_URL noemt een naam die niet in ALLOWED_HOSTS staat.",
        ),
        (
            {**PRODUCTION, "CSRF_TRUSTED_ORIGINS": "http://zorgpact.example"},
            "CSRF_TRUSTED_ORIGINS moet met https:// beginnen.",
        ),
        (
            {**PRODUCTION, "DATABASE_URL": "mysql://a:b@db/zorgpact"},
            "DATABASE_URL moet naar SQLite of PostgreSQL wijzen.",
        ),
        (
            {**PRODUCTION, "DATABASE_URL": "postgres://a:b@db:poort/zorgpact"},
            "DATABASE_URL is geen geldig adres van een database.",
        ),
    ],
)
def test_what_would_expose_the_site_is_refused(load, environment, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(environment)
    assert str(refusal.value) == sentence


def test_manage_says_in_one_sentence_what_is_missing():
    done = manage({}, "check")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "De instellingen kloppen niet. Deze omgevingsvariabelen ontbreken: "
        "SECRET_KEY, ALLOWED_HOSTS, BASE_URL, DEFAULT_FROM_EMAIL, EMAIL_URL. Zie README.md.\n",
    )


# --- What visitors get ------------------------------------------------------------------------------------


def policy(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_a_public_page_allows_nothing_inline_and_nothing_from_elsewhere(client, path):
    assert policy(client.get(path)) == {
        "default-src": ["'self'"],
        "img-src": ["'self'"],
        "frame-src": ["'self'", "https://www.youtube-nocookie.com"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
    }


@pytest.mark.django_db
def test_only_the_admin_allows_inline_scripts(admin_client):
    admin = policy(admin_client.get("/admin/"))
    assert (admin["script-src"], admin["default-src"], admin["object-src"]) == (
        ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
        ["'self'"],
        ["'none'"],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_who_only_reads_gets_no_cookie(client, path):
    response = client.get(path)
    assert (dict(response.cookies), response.headers.get("Vary", "").lower().count("cookie")) == ({}, 0)
