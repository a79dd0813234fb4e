"""Delivery is a process of its own, of which several may run."""

import os
import sys
from collections import Counter

import pytest

from tests.databases import ROOT, copy, manage
from tests.smtp import mail_server
from zorgpact.operations.management.commands.scheduler import Command as Scheduler
from zorgpact.operations.processes import HOST, Processes
from zorgpact.operations.schedule import JOBS, MAIL_JOBS
from zorgpact.operations.serving import dev_commands, run_commands

MAILS = 40
PATIENCE = 60  # seconds
OWE = f"""
from tests.factories import RegistrationFactory
for number in range({MAILS}):
    RegistrationFactory(email=f"d{{number}}@example.org").mails.create(kind="confirmed")
"""
OWE_AGAIN = """
from django.utils import timezone
from events.models import Mail
Mail.objects.update(state="queued", due_at=timezone.now())
"""
STATES = "SELECT state, count(*) FROM events_mail GROUP BY state"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"


@pytest.fixture
def mailed(tmp_path):
    """A database with mails that are due, a mail server, and processes that know both."""
    with copy(tmp_path, "mailer") as database, mail_server() as server:
        environment = {
            **os.environ,
            "DATABASE_URL": database.url,
            "VAR_DIR": str(tmp_path),
            "EMAIL_URL": f"smtp://{HOST}:{server.port}",
        }
        manage(database, "shell", "--no-imports", "-c", OWE)
        with Processes(cwd=ROOT, env=environment) as processes:
            yield database, server, processes


def start_mailer(processes, number=1):
    processes.start(f"postbode {number}", [sys.executable, "manage.py", "mailer"])


def test_several_mailers_at_once_lose_and_repeat_nothing(mailed):
    database, server, processes = mailed
    for number in range(2):
        start_mailer(processes, number)
    processes.wait_until(lambda: database.rows(STATES) == [("sent", MAILS)], PATIENCE)
    assert server.counts() == Counter(f"d{number}@example.org" for number in range(MAILS))
    assert server.connections <= 4


@pytest.mark.postgres
def test_a_mailer_goes_on_after_its_connections_were_cut(mailed):
    database, server, processes = mailed
    start_mailer(processes)
    processes.wait_until(lambda: database.rows(STATES) == [("sent", MAILS)], PATIENCE)
    database.on_server(CUT.format(database.name))
    manage(database, "shell", "--no-imports", "-c", OWE_AGAIN)
    processes.wait_until(lambda: len(server.received) == 2 * MAILS, PATIENCE)
    processes.check()


@pytest.mark.once
def test_no_mail_server_keeps_the_scheduler_waiting():
    names = {job.name for job in JOBS}
    assert (names & {job.name for job in MAIL_JOBS}, Scheduler.jobs) == (set(), JOBS)


@pytest.mark.once
@pytest.mark.parametrize("commands", [run_commands, dev_commands])
def test_the_site_on_one_computer_has_a_mailer(commands):
    assert commands(8000)["de postbode"][2] == "mailer"
