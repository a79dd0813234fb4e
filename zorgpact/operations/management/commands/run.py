"""`manage.py run`: the whole site on this computer. `make run` and `make dev` call it, with values for development."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zorgpact.operations.preparation import CannotServe
from zorgpact.operations.serving import dev_commands, run_commands, serve


class Command(BaseCommand):
    help = "Start de hele site op deze computer, met voorbeeldinhoud in een nieuwe database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reload", action="store_true", help="begin opnieuw na een wijziging, voor wie de site maakt"
        )

    def handle(self, *args: Any, reload: bool, **options: Any) -> None:
        try:
            serve(dev_commands if reload else run_commands, self.report)
        except CannotServe as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def report(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
