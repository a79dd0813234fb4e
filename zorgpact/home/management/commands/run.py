"""`manage.py run`: the whole site on this computer. `make run` calls it with values for development."""

import sys

from django.core.management.base import BaseCommand

from zorgpact.home.serving import CannotServe, serve


class Command(BaseCommand):
    help = "Start de hele site op deze computer, met voorbeeldinhoud in een nieuwe database."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        try:
            serve(self.report)
        except CannotServe as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def report(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
