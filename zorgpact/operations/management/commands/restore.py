"""`manage.py restore FILE`: the site as it was when the backup was made. Stop the site first."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zorgpact.operations.backups import BackupRefused
from zorgpact.operations.restoring import restore


class Command(BaseCommand):
    help = "Zet een back-up terug. Stop eerst de site. Mail die nog wachtte, wordt vastgehouden."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het bestand van manage.py backup")
        parser.add_argument("--replace", action="store_true", help="gooi weg wat er nu is")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # not a line for every row
        try:
            notes = restore(file, replace, lambda line: self.stdout.write(f"— {line}"))
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        for note in notes:
            self.stdout.write(note)
        self.stdout.write("Teruggezet. Draai nu manage.py setup en start de site.")
