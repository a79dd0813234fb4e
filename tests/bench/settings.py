"""As in production, with the bare views beside the site's own addresses. Seeding says what becomes of its tasks."""

import os

from tests.race_settings import *  # noqa: F403
from tests.race_settings import TASKS

ROOT_URLCONF = "tests.bench.urls"
TASKS = {"default": {"BACKEND": os.environ.get("BENCH_TASKS", TASKS["default"]["BACKEND"])}}
