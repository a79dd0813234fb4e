"""`manage.py status`: how the site is. Ends with 1 when somebody must do something, so a timer can warn."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from zorgpact.operations.status import look_around


class Command(BaseCommand):
    help = "Vertelt hoe het met de site is: database, schijf, mail, taken, planner. Eindigt met 1 als er iets mis is."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for finding in look_around():
            wrong += finding.is_wrong
            line = f"{'!' if finding.is_wrong else ' '} {finding.name}: {finding.text}"
            self.stdout.write(self.style.ERROR(line) if finding.is_wrong else line)
        if wrong:
            self.stdout.write(f"{wrong} {'dingen vragen' if wrong > 1 else 'ding vraagt'} aandacht.")
            sys.exit(1)
        self.stdout.write("Alles in orde.")
