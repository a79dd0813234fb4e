"""As in production, with some addresses for the tests of the proxy."""

from tests.race_settings import *  # noqa: F403

ROOT_URLCONF = "tests.deploy.urls"
