"""A server of its own for the race: gunicorn in production mode, on a throw-away database of the kind that
the suite uses.
"""

import os
import re
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.databases import ROOT, Database, copy, manage
from zorgpact.operations.processes import HOST, Processes, free_port

START_SECONDS = 100
ANSWER_SECONDS = 300  # on a busy machine
FORM = "/agenda/race/aanmelden/"
TRIES, BUSY = 5, 503
CREATE_EVENT = "from tests.factories import EventFactory; EventFactory(slug='race', capacity={})"


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
        "DEFAULT_FROM_EMAIL": "info@example.org",
        "EMAIL_URL": "smtp://127.0.0.1:2525",
        "CACHE_URL": "dbcache://django_cache",
        "TASK_BACKEND": "django_tasks_db.DatabaseBackend",
        **changes,
    }


@contextmanager
def prepared_database(folder: Path) -> Iterator[Database]:
    """With one session of 25 places, /agenda/race/."""
    with copy(folder, "race") as database:
        manage(database, "shell", "--no-imports", "-c", CREATE_EVENT.format(25))
        yield database


class Server(NamedTuple):
    port: int
    pid: int


@contextmanager
def running(
    application: str, database: Database, folder: Path, workers: int = 4, path: str = FORM, **changes: str
) -> Iterator[Server]:
    """Sync workers, ready when one of them answers at this path: the port is open earlier."""
    port = free_port()
    options = [f"--workers={workers}", "--preload", "--graceful-timeout=3", f"--bind={HOST}:{port}"]
    gunicorn = [sys.executable, "-m", "gunicorn", application, *options]
    variables = environment(database, folder, **changes)
    with (
        (folder / f"{database.name}.log").open("w") as log,
        Processes(cwd=ROOT, env=variables, stdout=log, stderr=subprocess.STDOUT) as processes,
    ):
        process = processes.start("gunicorn", gunicorn)
        processes.wait_until(lambda: answers(port, path), START_SECONDS)
        yield Server(port, process.pid)


def answers(port: int, path: str) -> bool:
    with suppress(OSError):
        return ask(port, "GET", path, {})[0] == 200
    return False


def ask(port: int, method: str, path: str, headers: dict[str, str], body: str | None = None):
    """Status, headers and content of one answer, over a connection of its own."""
    with closing(HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)) as connection:
        connection.request(method, path, body, {"X-Forwarded-Proto": "https", **headers})
        response = connection.getresponse()
        return response.status, response.headers, response.read()


class Visitor:
    """Somebody with a browser of their own: a connection per request, a cookie, the form's token."""

    path = FORM

    def __init__(self, port: int, number: int):
        self.port = port
        self.number = number
        self.cookie = ""
        self.token = ""
        self.page = ""  # what was answered last

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
            "X-Forwarded-For": f"10.0.{self.number // 256}.{self.number % 256}",  # each from a place of their own
            "Content-Type": "application/x-www-form-urlencoded",
        }
        status, _, page = ask(self.port, "POST", self.path, headers, urlencode(fields))
        self.page = page.decode()
        return status

    def register_patiently(self) -> int:
        """Who hears that it is busy, as SQLite may be for longer than a visitor waits, tries again as the page asks."""
        for _ in range(TRIES):
            status = self.register()
            if status != BUSY:
                break
            time.sleep(1)
        return status


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
        answers[number] = visitor.register_patiently()

    threads = [threading.Thread(target=visit, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return forms, answers
