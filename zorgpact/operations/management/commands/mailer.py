"""`manage.py mailer`: send what is due, until it is told to stop.

A process of its own, because a mail server may keep it waiting. Several may run: none sends what another one sends.
"""

from zorgpact.operations.management.commands import scheduler
from zorgpact.operations.schedule import MAIL_JOBS


class Command(scheduler.Command):
    help = "Verstuurt de mail die iemand tegoed heeft, en leest welke mail terugkwam."
    jobs = MAIL_JOBS
    greeting = "De postbode loopt."
