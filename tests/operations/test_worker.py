"""The worker goes on after the database was away: proven on a real server, whose connections are cut."""

import os
import sys
import time

import pytest

from tests.databases import ROOT, copy, manage
from zorgpact.operations.processes import Processes

pytestmark = pytest.mark.postgres

PATIENCE = 60  # seconds
ENQUEUE = "from zorgpact.cms.pictures import prepare_picture; prepare_picture.enqueue(1)"
DONE = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
TASKS = {"TASK_BACKEND": "django_tasks_db.DatabaseBackend"}


def test_the_worker_goes_on_after_its_connections_were_cut(tmp_path):
    with copy(tmp_path, "worker") as database:
        environment = {**os.environ, **TASKS, "DATABASE_URL": database.url, "VAR_DIR": str(tmp_path)}
        with Processes(cwd=ROOT, env=environment) as processes:
            processes.start("worker", [sys.executable, "manage.py", "worker"])
            for number in (1, 2):
                manage(database, "shell", "--no-imports", "-c", ENQUEUE, **TASKS, VAR_DIR=str(tmp_path))
                processes.wait_until(lambda number=number: database.rows(DONE) == [(number,)], PATIENCE)
                database.on_server(CUT.format(database.name))
                time.sleep(1)  # so that the worker notices
            processes.check()
