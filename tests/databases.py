"""The databases of the tests: one is migrated, all others are copies of it.

Migrating takes half a minute of CPU, copying none. On SQLite the migrated one is kept in .pytest_cache for the next run,
under a name that changes when a migration or a package does; on PostgreSQL it lives as long as the server.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".pytest_cache" / "databases"
PACKAGES = ("zorgpact", "koplopers", "events", "pacts")
PLANTED = "from tests.factories import site_tree; from zorgpact.users.roles import ensure_roles; site_tree(); ensure_roles()"
SERVER = os.environ.get("DATABASE_URL", "")


class Database:
    """A database on the server, or a file in this folder where there is no server; it exists after `create`."""

    def __init__(self, folder: Path, name: str, server: str = SERVER):
        self.name = name
        self.path = folder / f"{name}.sqlite3"
        self.server = server if server.startswith("postgres") else ""
        self.url = (
            urlsplit(server)._replace(path=f"/{name}").geturl() if self.server else f"sqlite:///{self.path}"
        )

    def create(self, copy_of: "Database | None" = None) -> None:
        """Empty, or a copy; in the place of what had this name."""
        self.drop()
        if self.server:
            self.on_server(f"CREATE DATABASE {self.name}{f' TEMPLATE {copy_of.name}' if copy_of else ''}")
        elif copy_of:
            shutil.copyfile(copy_of.path, self.path)

    def exists(self) -> bool:
        if self.server:
            return bool(self.on_server(f"SELECT datname FROM pg_database WHERE datname = '{self.name}'"))  # noqa: S608
        return self.path.exists()

    def rows(self, sql: str) -> list[tuple]:
        with closing(psycopg2.connect(self.url) if self.server else sqlite3.connect(self.path)) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall()

    def rename(self, name: str) -> None:
        if self.server:
            self.on_server(f"ALTER DATABASE {self.name} RENAME TO {name}")
        else:
            self.path.rename(self.path.with_stem(name))

    def drop(self) -> None:
        if self.server:
            self.on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        else:
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def on_server(self, sql: str) -> list[tuple]:
        with closing(psycopg2.connect(self.server)) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []


def migration_files() -> list[Path]:
    """The migrations of our own apps."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("migrations/*.py"))
    return sorted(path for path in found if path.name != "__init__.py")


def digest_of(paths: list[Path]) -> str:
    """Changes when one of these, a migration or a package does."""
    digest = hashlib.sha256(sys.version.encode())
    for path in [*paths, *migration_files(), ROOT / "requirements-dev.txt"]:
        digest.update(f"{path.relative_to(ROOT)}".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def migrated_name() -> str:
    return f"migrated_{digest_of([])}"


@contextmanager
def locked() -> Iterator[None]:
    """One process at a time, for each of both databases."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"lock_{'server' if SERVER else 'files'}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrated() -> Database:
    """The one to copy: all migrations, and the cache table. Whoever needs it first, makes it."""
    database = Database(CACHE, migrated_name())
    with locked():
        if not database.exists():
            make_migrated(database)
    return database


def roots() -> list[Path]:
    """What says which pages and roles the planted one has."""
    rights = (path for package in PACKAGES for path in (ROOT / package).rglob("rights.py"))
    return [ROOT / "tests/factories/pages.py", ROOT / "zorgpact/users/roles.py", *sorted(rights)]


def planted() -> Database:
    """The migrated one with what nearly every test stands on: home, its index pages and the roles."""
    database, of = Database(CACHE, f"planted_{digest_of(roots())}"), migrated()
    with locked():
        if not database.exists():
            unfinished = Database(CACHE, "unfinished")
            unfinished.create(copy_of=of)
            manage(unfinished, "shell", "--no-imports", "-c", PLANTED)
            unfinished.rename(database.name)
    return database


def make_migrated(database: Database) -> None:
    """By way of the last version, of which a copy stays for the test that upgrades it."""
    if not SERVER:
        for path in CACHE.glob("*.sqlite3*"):
            path.unlink()
    unfinished = Database(CACHE, "unfinished")
    unfinished.create()
    manage(unfinished, "shell", "--no-imports", "-c", "import tests.upgrade.migrating")
    last_version().create(copy_of=unfinished)
    for command in ("migrate", "createcachetable"):
        manage(unfinished, command, "--verbosity=0")
    unfinished.rename(database.name)


def last_version() -> Database:
    """The empty tables of the last version, once the migrated one was made."""
    return Database(CACHE, "last_version")


def manage(database: Database, *arguments: str, **environment: str) -> str:
    """What one of Django's commands prints, in a process of its own."""
    variables = {
        **os.environ,
        "CACHE_URL": "dbcache://django_cache",
        **environment,
        "DATABASE_URL": database.url,
    }
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


@contextmanager
def copy(folder: Path, name: str, of: Database | None = None) -> Iterator[Database]:
    """A copy of the migrated database, or of another one, that is gone afterwards. Each worker of xdist has its own."""
    database = Database(folder, f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'master')}")
    database.create(copy_of=of or migrated())
    try:
        yield database
    finally:
        database.drop()
