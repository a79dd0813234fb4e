"""`manage.py scheduler`: publish what was planned, tidy up; until it is told to stop."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.autoreload import run_with_reloader

from zorgpact.operations.runs import run_once
from zorgpact.operations.schedule import JOBS
from zorgpact.operations.scheduling import Scheduler


class Command(BaseCommand):
    help = "Voert uit wat op de klok staat: publiceren, doorschuiven, opruimen."
    jobs = JOBS
    greeting = "De planner loopt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reload", action="store_true", help="begin opnieuw na een wijziging in Python")

    def handle(self, *args: Any, reload: bool, **options: Any) -> None:
        scheduler = Scheduler(self.jobs, run=run_once)
        if reload:
            run_with_reloader(scheduler.run_forever)
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: scheduler.stop())
        if options["verbosity"]:
            self.stdout.write(self.greeting)
            self.stdout.flush()
        scheduler.run_forever()
