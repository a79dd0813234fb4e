#!/usr/bin/env python
"""Run Django's management commands for this site."""

import os
import sys

try:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
except ModuleNotFoundError:
    sys.exit("Django ontbreekt: gebruik .venv/bin/python manage.py, of begin met make run.")

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zorgpact.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"De instellingen kloppen niet. {error}")
