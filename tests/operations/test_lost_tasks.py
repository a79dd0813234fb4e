"""What a killed worker was doing is done by the next one; what kills every worker is given up."""

import os
import signal
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.databases import ROOT, copy
from zorgpact.cms.pictures import prepare_picture
from zorgpact.operations.lost_tasks import LONGEST, MOST_WORKERS, put_back_lost_tasks
from zorgpact.operations.processes import Processes

PATIENCE = 60  # seconds


@pytest.fixture
def running(db, settings):
    """A function that gives a task that was begun so long ago, by so many workers in all."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def begin(ago: timedelta, workers: int = 1) -> DBTaskResult:
        task = DBTaskResult.objects.get(pk=prepare_picture.enqueue(1).id)
        for number in range(workers):
            task.claim(f"worker-{number}")
        DBTaskResult.objects.filter(pk=task.pk).update(started_at=timezone.now() - ago)
        return task

    return begin


def test_a_task_that_runs_too_long_is_ready_again_at_once(running):
    task = running(LONGEST + timedelta(seconds=1))
    assert put_back_lost_tasks() == 1
    assert list(DBTaskResult.objects.ready()) == [task]


def test_one_that_runs_is_left_alone(running):
    running(LONGEST - timedelta(seconds=30))
    assert (put_back_lost_tasks(), DBTaskResult.objects.running().count()) == (0, 1)


def test_what_killed_three_workers_has_failed(running):
    running(LONGEST * 2, workers=MOST_WORKERS)
    assert (put_back_lost_tasks(), put_back_lost_tasks()) == (1, 0)
    task = DBTaskResult.objects.failed().get()
    assert task.exception_class_path == "zorgpact.operations.lost_tasks.WorkersKilled"
    assert "before it was done" in task.traceback


def test_one_that_was_taken_again_meanwhile_is_left_alone(running, monkeypatch):
    task = running(LONGEST * 2)
    lost = list(DBTaskResult.objects.running())
    task.claim("another")
    monkeypatch.setattr("django_tasks_db.models.DBTaskResultQuerySet.__iter__", lambda rows: iter(lost))
    assert put_back_lost_tasks() == 0


# --- A worker that is killed --------------------------------------------------------------------------------------

# Its task says that it began, and does not end.
FIRST = """
import pathlib, time
from django.core.management import call_command
from zorgpact.cms.models import CustomImage
from zorgpact.cms.pictures import prepare_picture
def begin(*arguments, **conditions):
    pathlib.Path({mark!r}).touch()
    time.sleep(60)
prepare_picture.enqueue(1)
CustomImage.objects.filter = begin
call_command("worker")
"""
NEXT = """
from datetime import timedelta
from django.core.management import call_command
from zorgpact.operations import lost_tasks
lost_tasks.LONGEST = timedelta(0)
lost_tasks.put_back_lost_tasks()
call_command("worker")
"""
STATE = "SELECT status FROM django_tasks_database_dbtaskresult"
SHELL = [sys.executable, "manage.py", "shell", "--no-imports", "-c"]


@pytest.mark.once
def test_a_worker_killed_in_the_middle_leaves_its_task_to_the_next(tmp_path):
    mark = tmp_path / "begun"
    tasks = {"TASK_BACKEND": "django_tasks_db.DatabaseBackend", "VAR_DIR": str(tmp_path)}
    with copy(tmp_path, "killed") as database:
        environment = {**os.environ, **tasks, "DATABASE_URL": database.url}
        with Processes(cwd=ROOT, env=environment) as processes:
            first = processes.start("worker", [*SHELL, FIRST.format(mark=str(mark))])
            processes.wait_until(mark.exists, PATIENCE)
            os.killpg(first.pid, signal.SIGKILL)
            first.wait()
            assert database.rows(STATE) == [("RUNNING",)]
            processes.start("worker", [*SHELL, NEXT])
            processes.wait_until(lambda: database.rows(STATE) == [("SUCCESSFUL",)], PATIENCE)
