"""Production settings for the server of tests/events/test_race.py, but without collected static files."""

from zorgpact.settings import *  # noqa: F403
from zorgpact.settings import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
