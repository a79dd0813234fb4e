"""A server of its own for the race: gunicorn in production mode, on a throw-away database of the kind that
the suite uses.
"""

import os
import re
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg2

PROJECT = Path(__file__).resolve().parent.parent.parent
SERVER = os.environ.get("DATABASE_URL", "")
START_SECONDS = 30
ANSWER_SECONDS = 300  # on a busy machine
FORM = "/agenda/race/aanmelden/"
CREATE_EVENT = "from tests.factories import EventFactory; EventFactory(slug='race', capacity={})"


class Database:
    """An empty database of its own, or a copy of another one; in a file when there is no server."""

    def __init__(self, folder: Path, copy_of: "Database | None" = None, server: str = SERVER):
        self.server = server
        self.is_postgres = server.startswith("postgres")
        self.name = f"race_{secrets.token_hex(6)}"
        self.path = folder / f"{self.name}.sqlite3"
        if self.is_postgres:
            template = f" TEMPLATE {copy_of.name}" if copy_of else ""
            self.url = urlunsplit(urlsplit(server)._replace(path=f"/{self.name}"))
            self._on_server(f"CREATE DATABASE {self.name}{template}")
        else:
            self.url = f"sqlite:///{self.path}"
            if copy_of:
                shutil.copy(copy_of.path, self.path)

    def rows(self, sql: str) -> list[tuple]:
        with closing(
            psycopg2.connect(self.url) if self.is_postgres else sqlite3.connect(self.path)
        ) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall()

    def drop(self) -> None:
        if self.is_postgres:
            self._on_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _on_server(self, sql: str) -> None:
        with closing(psycopg2.connect(self.server)) as connection:
            connection.autocommit = True
            connection.cursor().execute(sql)


def environment(database: Database, folder: Path, **changes: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.race_settings",
        "DATABASE_URL": database.url,
        "VAR_DIR": str(folder),
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "https://127.0.0.1",
        "BEHIND_PROXY": "1",
        "EMAIL_URL": "dummymail://",
        "DEFAULT_FROM_EMAIL": "info@example.org",
        **changes,
    }


def manage(database: Database, folder: Path, *command: str, **changes: str) -> str:
    """What a command of manage.py, run on this database, says."""
    run = [sys.executable, "manage.py", *command]
    variables = environment(database, folder, **changes)
    return subprocess.run(
        run, cwd=PROJECT, env=variables, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def migrated_database(folder: Path) -> Database:
    """With one session of 25 places, /agenda/race/."""
    database = Database(folder)
    manage(database, folder, "migrate", "--verbosity=0")
    manage(database, folder, "shell", "--no-imports", "-c", CREATE_EVENT.format(25))
    return database


class Server(NamedTuple):
    port: int
    pid: int


@contextmanager
def running(
    application: str, database: Database, folder: Path, workers: int = 4, path: str = FORM, **changes: str
) -> Iterator[Server]:
    """Sync workers, ready when the path answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    options = [f"--workers={workers}", "--graceful-timeout=3", f"--bind=127.0.0.1:{port}"]
    gunicorn = [sys.executable, "-m", "gunicorn", application, *options]
    with (folder / f"{database.name}.log").open("w") as log:
        server = subprocess.Popen(
            gunicorn,
            cwd=PROJECT,
            env=environment(database, folder, **changes),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port, path)
            yield Server(port, server.pid)
        finally:
            stop(server)


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:  # a busy machine; its workers end when they miss their parent
        server.kill()
        server.wait()


def ask(port: int, method: str, path: str, headers: dict[str, str], body: str | None = None):
    """Status, headers and content of one answer, over a connection of its own."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)) as connection:
        connection.request(method, path, body, {"X-Forwarded-Proto": "https", **headers})
        response = connection.getresponse()
        return response.status, response.headers, response.read()


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            assert ask(port, "GET", path, {})[0] == 200
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


class Visitor:
    """Somebody with a browser of their own: a connection per request, a cookie, the form's token."""

    path = FORM

    def __init__(self, port: int, number: int):
        self.port = port
        self.number = number
        self.cookie = ""
        self.token = ""

    def get_form(self) -> int:
        status, headers, page = ask(self.port, "GET", self.path, {})
        self.cookie = (headers["Set-Cookie"] or "").partition(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.decode())
        self.token = found[1] if found else ""
        return status

    def register(self) -> int:
        fields = {
            "csrfmiddlewaretoken": self.token,
            "name": f"Deelnemer {self.number}",
            "email": f"deelnemer{self.number}@example.org",
            "organisation": "Zorggroep De Brug",
        }
        headers = {
            "Cookie": self.cookie,
            "Origin": f"https://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return ask(self.port, "POST", self.path, headers, urlencode(fields))[0]


def register_all_at_once(
    port: int, count: int, visitors: type[Visitor] = Visitor, gun: Callable[[], None] | None = None
) -> tuple[list[int], list[int]]:
    """Everybody fetches the form, and when all have it they send it together; gives the statuses of both.

    `gun` is called at that moment.
    """
    forms, answers = [0] * count, [0] * count
    everybody_ready = threading.Barrier(count, action=gun)

    def visit(number: int) -> None:
        visitor = visitors(port, number)
        try:
            forms[number] = visitor.get_form()
        finally:
            everybody_ready.wait()
        answers[number] = visitor.register()

    threads = [threading.Thread(target=visit, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return forms, answers
