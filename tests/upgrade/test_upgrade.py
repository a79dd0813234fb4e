"""Nobody's data breaks: what went out is never changed, and what was made with it comes along."""

import os
import subprocess
import sys

import pytest

from tests.databases import ROOT, copy, last_version, migrated
from tests.upgrade import record

UPGRADE = "import tests.upgrade.upgrading"


def test_the_migrations_of_the_last_version_are_what_they_were():
    assert record.changed() == []


def test_this_version_is_recorded():
    assert record.recorded_version() == record.version()


def test_a_recorded_migration_that_changed_is_not_recorded_again(monkeypatch, tmp_path, capsys):
    file = tmp_path / "migrations.sha256"
    file.write_text(f"# version 0.1.0\n{'0' * 64}  pacts/migrations/0001_initial.py\n")
    monkeypatch.setattr(record, "DIGESTS", file)
    assert record.main([]) == 1
    assert capsys.readouterr().err == (
        "Deze migraties liggen vast en zijn veranderd: pacts/migrations/0001_initial.py\n"
    )


@pytest.fixture
def old_database(tmp_path):
    migrated()  # on the way it makes that of the last version
    with copy(tmp_path, "upgraded", of=last_version()) as database:
        yield database


def test_a_database_of_the_last_version_keeps_its_content(old_database):
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", UPGRADE]
    environment = {**os.environ, "DATABASE_URL": old_database.url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
