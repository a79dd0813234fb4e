"""The suite itself: which database it talks to, that nothing runs away, and that Chromium is driven."""

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection

from tests import cluster, suite

ROOT = Path(__file__).resolve().parent.parent


def show(setting: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        return cursor.fetchone()[0]


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_suite_talks_to_its_own_cluster():
    port, folder = os.environ["ZORGPACT_CLUSTER"].split(":", 1)
    assert (show("port"), show("data_directory")) == (port, folder)


@pytest.mark.django_db
def test_the_test_database_is_no_database_of_the_site():
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        assert not name.startswith(os.environ["VAR_DIR"])
    else:
        assert name.startswith("test_")


@pytest.mark.postgres
def test_the_cluster_is_gone_after_its_command():
    script = "import os; print(os.environ['ZORGPACT_CLUSTER'], flush=True); raise SystemExit(3)"
    command = [sys.executable, "-m", "tests.cluster", "--", "python", "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    folder = Path(done.stdout.strip().split(":", 1)[1])
    assert (done.returncode, folder.parent.exists()) == (3, False)


@pytest.mark.postgres
def test_the_cluster_is_gone_after_a_signal():
    script = "import os, time; print(os.environ['ZORGPACT_CLUSTER'], flush=True); time.sleep(60)"
    command = [sys.executable, "-m", "tests.cluster", "--", "python", "-c", script]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        folder = Path(running.stdout.readline().strip().split(":", 1)[1])
        running.terminate()
        assert running.wait(timeout=30) == 143
    assert not folder.parent.exists()


def test_without_postgresql_the_cluster_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(cluster, "find_binaries", lambda: None)
    assert cluster.main(["--", "pytest"]) == 1
    assert capsys.readouterr().err == "PostgreSQL is niet geïnstalleerd (sudo apt install postgresql).\n"


@pytest.mark.once
@pytest.mark.parametrize(
    ("binaries", "selections"), [("/usr/bin", ["not browser", "not once"]), (None, ["everything"])]
)
def test_what_says_the_same_on_both_databases_runs_on_one(monkeypatch, binaries, selections):
    commands = []
    monkeypatch.setattr(suite, "find_binaries", lambda: binaries)
    monkeypatch.setattr(suite, "cluster", lambda: nullcontext({}))
    monkeypatch.setattr(suite, "preparing", lambda servers: nullcontext([]))
    monkeypatch.setattr(suite, "run", lambda title, command, *rest: commands.append(command) or True)
    suite.main([])
    found = [command[command.index("-m") + 1] if "-m" in command else "everything" for command in commands]
    assert found == selections


@pytest.mark.once
def test_a_skip_fails_where_nothing_may_be_skipped(tmp_path):
    (tmp_path / "test_skip.py").write_text("import pytest\n\n@pytest.mark.skip\ndef test_it():\n    pass\n")
    (tmp_path / "pytest.ini").touch()
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "tests.no_skips", tmp_path]
    environment = {**os.environ, "ZORGPACT_NO_SKIPS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "1 skipped" in done.stdout) == (1, True)
