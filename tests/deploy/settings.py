"""As in production, with some addresses for the tests of the proxy."""

from tests.race_settings import *  # noqa: F403

MFA_REQUIRED = False  # who logs in there has no second step
ROOT_URLCONF = "tests.deploy.urls"
