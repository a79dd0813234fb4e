"""Production settings for the server of tests/events/test_race.py, but without collected static files."""

from zorgpact.settings import *  # noqa: F403
from zorgpact.settings import CACHES, STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    **CACHES,
    "counts": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}  # benchmarks search a lot
