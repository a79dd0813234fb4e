"""As in production, with the bare views beside the site's own addresses."""

from tests.race_settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
