"""The WSGI application that a web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zorgpact.settings")
# Visitors are told that it is busy before they give up; what works in the background has the patience of the settings.
os.environ.setdefault("SQLITE_TIMEOUT", "4")

application = get_wsgi_application()
