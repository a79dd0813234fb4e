"""What a larger site may add by its environment: Redis, S3, OpenSearch, Sentry, logs for a machine.

Their packages are in requirements-extras.txt. What is asked for and cannot be had is refused at the start, in one sentence.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from zorgpact.operations.logs import logging_in
from zorgpact.outbox.masking import mask

S3 = "storages.backends.s3.S3Storage"


def require(module: str, variable: str) -> None:
    """Raises ImproperlyConfigured when the package that this variable asks for is not installed."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{variable} vraagt om het pakket {module}: installeer requirements-extras.txt."
        )


def check_cache(caches: dict[str, Any]) -> None:
    if any("redis" in cache["BACKEND"].lower() for cache in caches.values()):
        require("redis", "CACHE_URL")


def uploads_in(env: environ.Env) -> dict[str, Any]:
    """STORAGES for uploads: on this machine, or in two buckets, as S3_… says. Raises ImproperlyConfigured."""
    if not env("S3_BUCKET", default=""):
        return {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "documents": {
                "BACKEND": "zorgpact.cms.private_files.PrivateStorage",
                "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
            },
        }
    require("storages", "S3_BUCKET")
    needed = ["S3_PRIVATE_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_PUBLIC_URL"]
    if missing := [name for name in needed if not env(name, default="")]:
        raise ImproperlyConfigured(f"Met S3_BUCKET horen ook: {', '.join(missing)}.")
    if env("S3_PRIVATE_BUCKET") == env("S3_BUCKET"):
        raise ImproperlyConfigured(
            "S3_PRIVATE_BUCKET moet een andere zijn dan S3_BUCKET: die kan iedereen lezen."
        )
    shared = {
        "access_key": env("S3_ACCESS_KEY"),
        "secret_key": env("S3_SECRET_KEY"),
        "endpoint_url": env("S3_ENDPOINT", default=None),
        "region_name": env("S3_REGION", default=None),
        "file_overwrite": False,
        "default_acl": None,  # buckets say who may read, not objects
    }
    public = urlsplit(env("S3_PUBLIC_URL"))
    pictures = {
        **shared,
        "bucket_name": env("S3_BUCKET"),
        "custom_domain": f"{public.netloc}{public.path}".rstrip("/"),
        "url_protocol": f"{public.scheme}:",
        "querystring_auth": False,
        "object_parameters": {"CacheControl": "public, max-age=86400"},
    }
    return {
        "default": {"BACKEND": S3, "OPTIONS": pictures},
        "documents": {"BACKEND": S3, "OPTIONS": {**shared, "bucket_name": env("S3_PRIVATE_BUCKET")}},
    }


def picture_sources(env: environ.Env) -> list[str]:
    """Where pictures come from besides the site itself, for the content security policy."""
    public = urlsplit(env("S3_PUBLIC_URL", default="")) if env("S3_BUCKET", default="") else None
    return [f"{public.scheme}://{public.netloc}"] if public else []


def admin_search(env: environ.Env) -> dict[str, Any]:
    """What the admin searches with: the database, or OpenSearch 2 where ADMIN_SEARCH_URL leads to one."""
    if not env("ADMIN_SEARCH_URL", default=""):
        return {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "dutch"}
    require("opensearchpy", "ADMIN_SEARCH_URL")
    return {
        "BACKEND": "modelsearch.backends.opensearch2",
        "URLS": [env("ADMIN_SEARCH_URL")],
        "INDEX_PREFIX": "zorgpact_",
        "TIMEOUT": 5,
        "INDEX_SETTINGS": {"settings": {"index": {"number_of_shards": 1}}},
    }


def log_lines(env: environ.Env) -> dict[str, Any]:
    """Django's LOGGING. Raises ImproperlyConfigured."""
    form = env("LOG_FORMAT", default="plain")
    if form not in ("plain", "json"):
        raise ImproperlyConfigured("LOG_FORMAT is plain (regels om te lezen) of json.")
    return logging_in(form)


def report_errors(env: environ.Env) -> None:
    """Send errors to the Sentry of SENTRY_DSN, without what visitors typed or who they are."""
    dsn = env("SENTRY_DSN", default="")
    if not dsn:
        return
    require("sentry_sdk", "SENTRY_DSN")
    import_module("sentry_sdk").init(
        dsn=dsn,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=without_people,
    )


def without_people(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """An event for Sentry: of the request its method and its path, of an error its kind and its place."""
    request = event.get("request", {})
    event["request"] = {
        name: mask(request[name]) for name in ("method", "url") if isinstance(request.get(name), str)
    }
    for error in event.get("exception", {}).get("values", []):
        error["value"] = mask(str(error.get("value", "")))
    if logged := event.pop("logentry", {}):
        event["logentry"] = {"message": mask(str(logged.get("formatted") or logged.get("message", "")))}
    for name in ("user", "breadcrumbs", "extra"):
        event.pop(name, None)
    return event
