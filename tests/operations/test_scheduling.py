"""The clock of the site: every job at its interval, whatever the others do."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from zorgpact.operations.schedule import JOBS, MAIL_JOBS
from zorgpact.operations.scheduling import Job, Scheduler, run_job

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def seen(monkeypatch):
    """What happens to the connections, for tests that need no database."""
    happened = []
    monkeypatch.setattr(
        "zorgpact.operations.scheduling.close_old_connections", lambda: happened.append("closed")
    )
    return happened


pytestmark = [pytest.mark.usefixtures("seen"), pytest.mark.once]


class FakeTime:
    """A clock that only moves when somebody sleeps, and stops the scheduler at its end."""

    def __init__(self, end: float) -> None:
        self.now = 0.0
        self.end = end
        self.naps: list[float] = []
        self.scheduler: Scheduler

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds
        if self.now >= self.end:
            self.scheduler.stop()


def moments_of(*intervals: float, end: float) -> list[list[float]]:
    """When each job ran, had the scheduler run from 0 until `end`."""
    fake = FakeTime(end)
    moments: list[list[float]] = [[] for _ in intervals]
    jobs = [
        Job(f"job {number}", interval, lambda number=number: moments[number].append(fake.now))
        for number, interval in enumerate(intervals)
    ]
    fake.scheduler = Scheduler(jobs, clock=fake.clock, sleep=fake.sleep)
    fake.scheduler.run_forever()
    return moments


def test_every_job_runs_at_once_and_then_at_its_interval():
    assert moments_of(60, 150, end=200) == [[0, 60, 120, 180], [0, 150]]


def test_a_nap_never_delays_a_request_to_stop():
    fake = FakeTime(end=3)
    fake.scheduler = Scheduler([Job("daily", 86_400, lambda: None)], clock=fake.clock, sleep=fake.sleep)
    fake.scheduler.run_forever()
    assert set(fake.naps) == {0.5}


def test_a_job_that_takes_longer_than_its_interval_is_not_caught_up():
    fake = FakeTime(end=10)
    begun = []

    def slow():
        begun.append(fake.now)
        fake.now += 5

    fake.scheduler = Scheduler([Job("slow", 2, slow)], clock=fake.clock, sleep=fake.sleep)
    fake.scheduler.run_forever()
    assert begun == [0, 5]


def test_a_job_that_fails_is_given_half_a_minute():
    fake = FakeTime(end=100)
    begun = []

    def fail_twice():
        begun.append(fake.now)
        if len(begun) < 3:
            raise ConnectionRefusedError

    fake.scheduler = Scheduler([Job("mail", 20, fail_twice)], clock=fake.clock, sleep=fake.sleep)
    fake.scheduler.run_forever()
    assert begun == [0, 30, 60, 80]


def test_a_job_that_fails_is_logged_and_the_next_one_runs(caplog):
    fake = FakeTime(end=1)
    ran = []
    jobs = [Job("kapot", 60, lambda: 1 / 0), Job("heel", 60, lambda: ran.append("heel"))]
    fake.scheduler = Scheduler(jobs, clock=fake.clock, sleep=fake.sleep)
    with caplog.at_level(logging.ERROR):
        fake.scheduler.run_forever()
    assert (ran, [record.getMessage() for record in caplog.records]) == (
        ["heel"],
        ["De taak kapot is mislukt"],
    )


def test_no_job_is_begun_after_a_request_to_stop():
    ran = []
    scheduler = Scheduler([Job("one", 1, lambda: scheduler.stop()), Job("two", 1, lambda: ran.append("two"))])
    scheduler.run_forever()
    assert ran == []


def test_connections_that_became_stale_are_closed_around_each_job(seen):
    run_job(Job("job", 1, lambda: seen.append("ran")))
    assert seen == ["closed", "ran", "closed"]


def test_mail_goes_within_seconds_whatever_the_scheduler_does():
    assert {job.name: job.interval for job in MAIL_JOBS} == {
        "verschuldigde mail versturen": 3,
        "verschuldigde mail over acties versturen": 3,
        "toezeggingen laten bevestigen": 3,
        "tafels vragen of ze het willen horen": 3,
        "mail over accounts versturen": 3,
        "herinneringen aan verslagen versturen": 3,
    }


def test_the_schedule_publishes_each_minute():
    assert {job.name: job.interval for job in JOBS} == {
        "plekken die niemand bevestigde vrijgeven": 60,
        "wachtlijsten doorschuiven": 60,
        "melden wat er aan sessies verandert": 60,
        "taken van een gestopte verwerker hervatten": 60,
        "nieuwe beelden voorbereiden": 60,
        "geplande publicaties": 60,
        "vragen hoe het met acties gaat": 3600,
        "veranderingen van acties onthouden": 3600,
        "tafels laten volgen wat er van hun punten kwam": 3600,
        "volgers mailen wat er veranderde": 3600,
        "organisatoren herinneren aan hun verslag": 3600,
        "oude tellingen opruimen": 3600,
        "gegevens wissen die lang genoeg bewaard zijn": 3600,
        "contactpersonen wissen die niet meer nodig zijn": 3600,
        "stoelen en stippen van gesprekken wissen": 3600,
        "oude mail over accounts wissen": 3600,
        "zoekindex nakijken": 86_400,
        "zoekindex vernieuwen": 7 * 86_400,
        "opgegeven beelden nog eens proberen": 86_400,
        "oude taken opruimen": 86_400,
        "oude sessies opruimen": 86_400,
    }


def test_the_commands_on_the_schedule_exist():
    named = {job.run.args[0] for job in JOBS if hasattr(job.run, "args")}
    assert named - get_commands().keys() == set()


def test_the_schedule_runs_on_an_empty_database(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for job in [*JOBS, *MAIL_JOBS]:
        job.run()


@pytest.mark.parametrize(
    ("name", "greeting"), [("scheduler", "De planner loopt.\n"), ("mailer", "De postbode loopt.\n")]
)
def test_the_process_stops_promptly_and_quietly_on_sigterm(tmp_path, name, greeting):
    environment = {**os.environ, "DATABASE_URL": "sqlite://:memory:", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", name]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **streams) as process:
        begun = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert (begun, process.communicate(timeout=60)[0], process.returncode) == (
            greeting,
            "",
            0,
        )
