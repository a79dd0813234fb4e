"""`manage.py worker`: does what was handed over, and begins again by itself when the database was away for a while."""

import logging
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)

PAUSE = 5  # seconds before the database is tried again


class Command(BaseCommand):
    help = "Voert taken uit. Is de database even weg, dan gaat het daarna vanzelf verder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reload", action="store_true", help="begin opnieuw na een wijziging in Python")

    def handle(self, *args: Any, reload: bool, **options: Any) -> None:
        while not self.is_done(reload):
            logger.warning("De database is weg. Over %s seconden proberen we het opnieuw.", PAUSE)
            connections.close_all()
            time.sleep(PAUSE)

    def is_done(self, reload: bool) -> bool:
        """Whether somebody asked to stop; False when the database went away."""
        try:
            call_command("db_worker", reload=reload, startup_delay=False)
        except (OperationalError, InterfaceError):
            return False
        return True
