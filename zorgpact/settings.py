"""All settings of the site, driven by the environment and safe unless told otherwise.

Without DEBUG this is production: nothing that matters has a default. The README lists the variables. What is
missing or would expose the site is refused, in one sentence each: at the start and at the end of this module.
"""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from zorgpact import optional
from zorgpact.accounts.login_settings import *  # noqa: F403  # they are settings, all of them


def is_address(sender: str) -> bool:
    """Whether it is a mail address, with or without a name before it."""
    try:
        validate_email(parseaddr(sender)[1])
    except ValidationError:
        return False
    return True


BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)

required = ["SECRET_KEY"]
if not DEBUG:
    required += ["ALLOWED_HOSTS", "BASE_URL", "DEFAULT_FROM_EMAIL", "EMAIL_URL"]
missing = [name for name in required if not env(name, default="").strip()]
if missing:
    raise ImproperlyConfigured(f"Deze omgevingsvariabelen ontbreken: {', '.join(missing)}. Zie README.md.")

SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier ones, see docs/storing.md
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# What the running site writes: the SQLite database, uploads, collected static files, mail in development.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "zorgpact.operations",
    "zorgpact.demo",
    "zorgpact.home",
    "zorgpact.search",
    "zorgpact.news",
    "zorgpact.themes",
    "zorgpact.dialogue",
    "zorgpact.monitoring",
    "koplopers",
    "events",
    "zorgpact.agenda",
    "pacts",
    "zorgpact.cms",
    "zorgpact.accounts",
    "zorgpact.outbox",
    "zorgpact.taxonomy",
    "zorgpact.users",
    "zorgpact.limits",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "zorgpact.accounts.apps.PeopleConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "zorgpact.operations.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zorgpact.cms.middleware.CompressionMiddleware",
    "zorgpact.cms.middleware.ContentSecurityPolicyMiddleware",
    "zorgpact.cms.middleware.PermissionsPolicyMiddleware",
    "zorgpact.cms.middleware.CacheControlMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "zorgpact.dialogue.middleware.RoomMiddleware",
    "zorgpact.cms.middleware.EditionMiddleware",
    "zorgpact.cms.middleware.ForgivingSessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zorgpact.accounts.middleware.SecondStepMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "zorgpact.cms.middleware.NotFoundMiddleware",
    "zorgpact.cms.middleware.FormerAddressMiddleware",
]

ROOT_URLCONF = "zorgpact.urls"
WSGI_APPLICATION = "zorgpact.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------------------

try:
    DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'zorgpact.sqlite3'}")}
except (ImproperlyConfigured, ValueError, LookupError) as error:
    raise ImproperlyConfigured("DATABASE_URL is geen geldig adres van een database.") from error
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
database_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"].get("ENGINE") == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction starts: the lock that registrations rely on.
    database_options.update(
        transaction_mode="IMMEDIATE",
        timeout=env.float("SQLITE_TIMEOUT", default=20),  # seconds; visitors wait less, see wsgi.py
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    )
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; opening it costs as much as a page that is kept
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    # Compiling a query takes longer than any query of ours.
    database_options.setdefault("options", "-c statement_timeout=30000 -c lock_timeout=4000 -c jit=off")
    database_options.setdefault("connect_timeout", 3)

CACHES = {
    "default": env.cache("CACHE_URL", default="dbcache://django_cache?max_entries=10000"),
    # Parts of pages, in each process, for as long as an edition lasts: see zorgpact.cms.editions.
    "fragments": env.cache("FRAGMENTS_CACHE_URL", default="locmemcache://fragments"),
    # Lists fetch their renditions with the pictures, in one query: a cache would cost a query for each.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    # How often somebody searches, in each process: see zorgpact.limits.
    "counts": env.cache_url_config("locmemcache://counts?max_entries=10000"),
}
optional.check_cache(CACHES)
# The table in the database is there as long as the site is; any other cache may be down while the site is not.
for cache in (CACHES["default"], CACHES["fragments"]):
    if not cache["BACKEND"].endswith(".DatabaseCache"):
        cache |= {"OF": cache["BACKEND"], "BACKEND": "zorgpact.cms.caching.ForgivingCache"}

TASKS = {"default": {"BACKEND": env("TASK_BACKEND", default="django_tasks_db.DatabaseBackend")}}

# --- People -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "zorgpact.users.validators.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Whether who enters the admin needs more than a password: a code from an app, or a passkey.
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=not DEBUG)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# and all that is the same on every site: zorgpact.accounts.login_settings

# --- Language and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
FORMAT_MODULE_PATH = ["zorgpact.cms.formats"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- Files --------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"  # documents: no web server shows this folder
STORAGES = {
    **optional.uploads_in(env),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755  # whatever the umask: the web server reads what is public
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # bytes; uploads of files are not counted
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField posts many fields

# --- Mail ---------------------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="filemail://"))
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = 15  # seconds; Django has no default
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Zorgpact <info@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
BOUNCE_ADDRESS = env("BOUNCE_ADDRESS", default="")  # each mail adds +… to it, see zorgpact.outbox.senders
BOUNCE_MAILBOX = env("BOUNCE_MAILBOX", default="")
EMAIL_SUBJECT_PREFIX = "[Zorgpact] "

# --- Personal data ------------------------------------------------------------------------------------------

RETENTION_DAYS = {
    # After the session, of mails after they were written, of contacts after their last open action: said on the site.
    "wishes": env.int("RETENTION_WISHES", default=7),
    "registrations": env.int("RETENTION_REGISTRATIONS", default=365),
    "mails": env.int("RETENTION_MAILS", default=90),
    "contacts": env.int("RETENTION_CONTACTS", default=90),
}
# Who asked to be erased, as hashes: beside the database, so that a restored one is erased again.
ERASED_FILE = Path(env("ERASED_FILE", default=str(VAR_DIR / "gewist.txt")))

# --- Security -----------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000  # a year
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)  # hard to undo, so nobody gets it unasked
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # which asks for it
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:  # the proxy must set this header itself, always
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
if not DEBUG:  # a browser takes these from this very host only, by https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_AGE = 60 * 60 * 12  # seconds: a working day
X_FRAME_OPTIONS = "DENY"  # for old browsers; newer ones follow frame-ancestors, which Wagtail's preview needs

# Nothing from elsewhere, nothing inline. The video player is fetched only after a visitor asks for it.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, *optional.picture_sources(env)],
        "frame-src": [SELF, "https://www.youtube-nocookie.com"],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}
# Wagtail's editor needs inline scripts and styles, and evaluates templates; only who is logged in gets there.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", *optional.picture_sources(env)],
}

# --- Wagtail ------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Zorgpact"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"  # what an editor reads in a field; what is typed may differ
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 5_000  # milliseconds
WAGTAILSEARCH_BACKENDS = {
    "default": optional.admin_search(env),
    "site": {"BACKEND": "zorgpact.search.backend"},  # what visitors search; the admin uses the other
}
WAGTAILIMAGES_IMAGE_MODEL = "cms.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "zorgpact.cms.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000  # what is larger is scaled down
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CustomDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # wherever they are stored: who may see them is asked each time
WAGTAILDOCS_DOCUMENT_FORM_BASE = "zorgpact.cms.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "xlsx", "zip"]
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
TAGGIT_CASE_INSENSITIVE = True

# --- What processes say -------------------------------------------------------------------------------------

LOGGING = optional.log_lines(env)
optional.report_errors(env)

# --- Refuse what would expose the site ----------------------------------------------------------------------

LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NO_TASKS = ("dummy", "immediate")
OF_ONE_PROCESS = ("dummy", "locmem")
settings_read = vars()
ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}

keys = [SECRET_KEY, *SECRET_KEY_FALLBACKS]
weak_keys = [key for key in keys if len(key) < 50 or len(set(key)) < 16 or "insecure" in key]
throws_mail_away = settings_read["EMAIL_BACKEND"] != SMTP
is_read_on_the_way = settings_read["EMAIL_HOST"] not in LOOPBACK and not (
    settings_read.get("EMAIL_USE_TLS") or settings_read.get("EMAIL_USE_SSL")
)
nobody_hears = [host for host in ALLOWED_HOSTS if host.endswith((".test", ".invalid", ".localhost"))]
is_elsewhere = not validate_host(urlsplit(BASE_URL).hostname or "", ALLOWED_HOSTS)
has_plain_origin = not all(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
refusals = [
    (
        DATABASES["default"].get("ENGINE") not in ENGINES,
        "DATABASE_URL moet naar SQLite of PostgreSQL wijzen.",
    ),
    (
        DEBUG and not LOCAL_HOSTS.issuperset(ALLOWED_HOSTS),
        "DEBUG staat aan terwijl ALLOWED_HOSTS verder reikt dan deze computer: zet DEBUG uit.",
    ),
    (not DEBUG and SECRET_KEY in weak_keys, "SECRET_KEY moet uit minstens 50 willekeurige tekens bestaan."),
    (
        not DEBUG and bool(weak_keys),
        "SECRET_KEY_FALLBACKS moet bestaan uit eerdere sleutels van minstens 50 willekeurige tekens, met komma's.",
    ),
    (not DEBUG and "*" in ALLOWED_HOSTS, "ALLOWED_HOSTS mag niet '*' zijn: noem de namen van de site."),
    (not DEBUG and not BASE_URL.startswith("https://"), "BASE_URL moet met https:// beginnen."),
    (not DEBUG and is_elsewhere, "BASE_URL noemt een naam die niet in ALLOWED_HOSTS staat."),
    (
        not DEBUG and bool(nobody_hears),
        f"ALLOWED_HOSTS noemt {''.join(nobody_hears[:1])}: die naam bestaat nergens.",
    ),
    (
        not DEBUG and throws_mail_away,
        "EMAIL_URL moet naar een mailserver wijzen (smtp+tls:// of smtp+ssl://): zo komt er geen mail aan.",
    ),
    (
        not DEBUG and not throws_mail_away and is_read_on_the_way,
        "EMAIL_URL stuurt mail leesbaar over het net: gebruik smtp+tls:// of smtp+ssl://.",
    ),
    (
        not DEBUG and not is_address(DEFAULT_FROM_EMAIL),
        "DEFAULT_FROM_EMAIL is geen adres, zoals Zorgpact <info@zorgpact.nl>.",
    ),
    (
        bool(BOUNCE_ADDRESS) and (not is_address(BOUNCE_ADDRESS) or "+" in BOUNCE_ADDRESS),
        "BOUNCE_ADDRESS is geen adres zonder plus, zoals bounces@zorgpact.nl.",
    ),
    (
        bool(BOUNCE_MAILBOX) and not BOUNCE_MAILBOX.startswith("imaps://"),
        "BOUNCE_MAILBOX is geen postvak, zoals imaps://naam:wachtwoord@server/INBOX.",
    ),
    (
        bool(BOUNCE_MAILBOX) and not BOUNCE_ADDRESS,
        "BOUNCE_MAILBOX wordt gelezen voor BOUNCE_ADDRESS: zet die ook.",
    ),
    (
        not DEBUG and any(name in TASKS["default"]["BACKEND"] for name in NO_TASKS),
        "TASK_BACKEND doet niets met taken, of laat bezoekers erop wachten: laat hem weg.",
    ),
    (
        not DEBUG and any(name in CACHES["default"].get("OF", "") for name in OF_ONE_PROCESS),
        "CACHE_URL is van elk proces apart: dan telt niemand hoe vaak iemand probeert in te loggen. Laat hem weg.",
    ),
    (not DEBUG and has_plain_origin, "CSRF_TRUSTED_ORIGINS moet met https:// beginnen."),
]
for applies, sentence in refusals:
    if applies:
        raise ImproperlyConfigured(sentence)
