"""The site as the browser tests serve it: as in production, but over plain HTTP and with its uploads."""

from zorgpact.settings import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "tests.browser.urls"
WHITENOISE_USE_FINDERS = True
LOGGING["root"]["level"] = "WARNING"  # noqa: F405
