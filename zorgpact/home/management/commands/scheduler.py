"""`manage.py scheduler`: publish what was planned, send what is due, tidy up; until it is told to stop."""

import signal

from django.core.management.base import BaseCommand

from zorgpact.home.schedule import JOBS
from zorgpact.home.scheduling import Scheduler


class Command(BaseCommand):
    help = "Voert uit wat op de klok staat: publiceren, mail versturen, opruimen."

    def handle(self, *args, **options):
        scheduler = Scheduler(JOBS)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: scheduler.stop())
        if options["verbosity"]:
            self.stdout.write("De planner loopt.")
            self.stdout.flush()
        scheduler.run_forever()
