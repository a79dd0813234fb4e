"""Processes that are killed (kill -9) in the middle of their work: what was acknowledged stays, nothing is done too often.

`python -m tests.kills` kills forty times, the mailer, the worker, the scheduler and a web worker in turn, while people
register, mail goes out and pictures are prepared; then it looks at what is left. On PostgreSQL:
`python -m tests.cluster -- python -m tests.kills`. Another number may be given. Leases of ten minutes last seconds here.
"""

import tests.environment  # isort: skip  # noqa: F401  # before anything reads it

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from tests.databases import ROOT, Database, copy, manage
from tests.events.race import Visitor, environment, running
from tests.smtp import MailServer, mail_server
from zorgpact.operations.processes import HOST, NotInTime, ProcessEnded, Processes

KILLS = 40
PLACES = 25
PICTURES = 120
VISITORS = 2  # at once
PATIENCE = 300  # seconds
LEASE = 15  # seconds: of a mail, and of a task
TURNS = ("mailer", "worker", "scheduler", "web")
PREPARE = f"""
from tests.factories import EventFactory, ImageFactory
from zorgpact.cms.pictures import prepare_picture
EventFactory(slug="race", capacity={PLACES})
for number in range({PICTURES}):
    prepare_picture.enqueue(ImageFactory(file__width=1500, file__height=1000).pk)
"""
# As `manage.py mailer` and the others, in a hurry.
RUN = f"""
from dataclasses import replace
from datetime import timedelta
from django.core.management import call_command
from zorgpact.operations import lost_tasks, schedule
from zorgpact.operations.management.commands import scheduler
from zorgpact.outbox import delivery
delivery.LEASE = lost_tasks.LONGEST = timedelta(seconds={LEASE})
scheduler.Command.jobs = [replace(job, interval=1) for job in schedule.JOBS if job.interval <= schedule.HOUR]
call_command("{{}}")
"""
MENDED = "import sys; from django.db import connection; connection.check_constraints()"
DONE = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
RAN = "SELECT max(ended_at) FROM operations_jobrun WHERE name LIKE 'taken van een gestopte%'"
OPEN_TASKS = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status NOT IN ('SUCCESSFUL', 'FAILED')"
)
OPEN_MAILS = "SELECT count(*) FROM events_mail WHERE state <> 'sent'"
TASKS = "SELECT count(*) FROM django_tasks_database_dbtaskresult"
FAILED = """
    SELECT task_path, exception_class_path, traceback FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'
"""
GIVEN_UP = "zorgpact.operations.lost_tasks.WorkersKilled"  # three workers were killed while they did it
UNMAILED = (
    "SELECT count(*) FROM events_registration WHERE id NOT IN (SELECT registration_id FROM events_mail)"
)


class Crowd:
    """People who register one after another, and what they were told."""

    def __init__(self, port: int):
        self.port = port
        self.is_over = threading.Event()
        self.lock = threading.Lock()
        self.asked = 0
        self.acknowledged: set[str] = set()
        self.answers: Counter = Counter()
        self.threads = [threading.Thread(target=self.register) for _ in range(VISITORS)]

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def register(self) -> None:
        while not self.is_over.is_set():
            with self.lock:
                self.asked += 1
                visitor = Visitor(self.port, self.asked)
            try:
                visitor.get_form()
                status = visitor.register()
            except (OSError, HTTPException):  # its web worker was killed
                status = 0
            with self.lock:
                self.answers[status] += 1
                if status == 302:
                    self.acknowledged.add(f"deelnemer{visitor.number}@example.org")


class Site:
    """Its processes, and how to see that one of them works."""

    def __init__(self, database: Database, processes: Processes, server: MailServer, gunicorn: int):
        self.database, self.processes, self.gunicorn = database, processes, gunicorn
        self.running: dict[str, subprocess.Popen] = {}
        self.progress: dict[str, Callable[[], object]] = {
            "mailer": lambda: len(server.received),
            "worker": lambda: database.rows(DONE),
            "scheduler": lambda: database.rows(RAN),
        }

    def start(self, name: str) -> None:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", RUN.format(name)]
        self.running[name] = self.processes.start(name, command)

    def kill(self, name: str, pause: float) -> None:
        """While it works: after it got something done, and a moment more. It is started again at once."""
        if name == "web":
            time.sleep(pause)
            os.kill(int(self.web_workers()[0]), signal.SIGKILL)  # the one that is there longest
            return
        before = self.progress[name]()
        self.processes.wait_until(lambda: self.progress[name]() != before, PATIENCE)
        time.sleep(pause)
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()
        self.start(name)

    def web_workers(self) -> list[str]:
        children = Path(f"/proc/{self.gunicorn}/task/{self.gunicorn}/children")
        while not children.read_text().split():  # gunicorn is about to start another one
            time.sleep(0.05)
        return children.read_text().split()


class Outcome(NamedTuple):
    """What was counted, and what should not be: empty when all is well."""

    counts: dict[str, object]
    faults: list[str]


def kill_and_look(folder: Path, kills: int = KILLS) -> Outcome:
    with copy(folder, "kills") as database, mail_server() as server:
        changes = {"EMAIL_URL": f"smtp://{HOST}:{server.port}", "PYTHONWARNINGS": "ignore"}
        variables = environment(database, folder, **changes)
        manage(database, "shell", "--no-imports", "-c", PREPARE, **variables)
        ((owed,),) = database.rows(TASKS)
        with (
            running("zorgpact.wsgi:application", database, folder, 2, **changes) as web,
            (folder / "kills.log").open("w") as log,
            Processes(cwd=ROOT, env=variables, stdout=log, stderr=log) as processes,
        ):
            site = Site(database, processes, server, web.pid)
            for name in site.progress:
                site.start(name)
            killed = Counter()
            with Crowd(web.port) as crowd:
                for name, pause in zip(islice(cycle(TURNS), kills), cycle((0.02, 0.3, 0.11, 0.07, 0.19))):
                    site.kill(name, pause)
                    killed[name] += 1
            processes.wait_until(lambda: database.rows(OPEN_MAILS) == [(0,)], PATIENCE)
            processes.wait_until(lambda: database.rows(OPEN_TASKS) == [(0,)], PATIENCE)
        manage(database, "shell", "--no-imports", "-c", MENDED, **variables)
        return look(database, server, crowd, killed, owed)


def look(database: Database, server: MailServer, crowd: Crowd, killed: Counter, owed: int) -> Outcome:
    """`owed` is how many tasks there were before the first process started."""
    kept = {email for (email,) in database.rows("SELECT email FROM events_registration")}
    states = dict(database.rows("SELECT status, count(*) FROM events_registration GROUP BY status"))
    tasks = dict(
        database.rows("SELECT status, count(*) FROM django_tasks_database_dbtaskresult GROUP BY status")
    )
    failed = database.rows(FAILED)
    received = server.counts()
    again = sum(received.values()) - len(received)
    checks = {
        "aanmeldingen kwijt": len(crowd.acknowledged - kept),
        "aanmeldingen zonder mail": database.rows(UNMAILED)[0][0],
        "mails niet aangekomen": len(kept - set(received)),
        "mails te veel": max(0, again - killed["mailer"]),
        "plaatsen te veel": max(0, states.get("bevestigd", 0) - PLACES),
        "plaatsen leeg": max(0, PLACES - states.get("bevestigd", 0)) if "wachtlijst" in states else 0,
        "taken kwijt": max(0, owed - sum(tasks.values())),
        "taken mislukt, niet door kill -9": sum(error != GIVEN_UP for _, error, _ in failed),
        "database stuk": 0 if database.server else int(database.rows("PRAGMA integrity_check") != [("ok",)]),
    }
    counts = {
        "gestopt met kill -9": dict(killed),
        "antwoorden op aanmelden (0: verbroken)": dict(crowd.answers),
        "aanmeldingen": states,
        "mails": sum(received.values()),
        "mails die nog eens kwamen": again,
        "taken vooraf": owed,
        "taken": tasks,
        "mislukte taken": [(task, error, trace[-600:]) for task, error, trace in failed],
    }
    return Outcome(counts | checks, [name for name, number in checks.items() if number])


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        try:
            outcome = kill_and_look(Path(folder), int(arguments[0]) if arguments else KILLS)
        except (ProcessEnded, NotInTime) as error:
            print((Path(folder) / "kills.log").read_text()[-5000:])
            print(f"{type(error).__name__}: {error}")
            return 1
    for name, value in outcome.counts.items():
        print(f"{name:40} {value}")
    print(f"{'seconden':40} {time.monotonic() - began:.0f}")
    return len(outcome.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
