"""A server of its own for the race: gunicorn in production mode, on a throw-away database of the kind that
the suite uses.
"""

import os
import re
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.databases import ROOT, Database, copy, manage
from zorgpact.operations.processes import HOST, Processes, free_port

START_SECONDS = 100
CREATE_EVENT = "from tests.factories import EventFactory; EventFactory(slug='race', capacity=25)"


def environment(database: Database, folder: Path) -> dict[str, str]:
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
    }


@contextmanager
def prepared_database(folder: Path) -> Iterator[Database]:
    """With one session of 25 places, /agenda/race/."""
    with copy(folder, "race") as database:
        manage(database, "shell", "--no-imports", "-c", CREATE_EVENT)
        yield database


@contextmanager
def running(application: str, database: Database, folder: Path) -> Iterator[int]:
    """Four sync workers; gives the port."""
    port = free_port()
    options = ["--workers=4", "--graceful-timeout=3", f"--bind={HOST}:{port}"]
    gunicorn = [sys.executable, "-m", "gunicorn", application, *options]
    with (folder / f"{database.name}.log").open("w") as log:
        options = {"env": environment(database, folder), "stdout": log, "stderr": subprocess.STDOUT}
        with Processes(cwd=ROOT, **options) as processes:
            processes.start("gunicorn", gunicorn)
            processes.wait_until(lambda: answers(port), START_SECONDS)
            yield port


def answers(port: int) -> bool:
    """Whether a worker does; the port is open earlier, and 300 people would wait for the start as well."""
    with suppress(OSError):
        return Visitor(port, 0).get_form() == 200
    return False


class Visitor:
    """Somebody with a browser of their own: a connection per request, a cookie, the form's token."""

    PATH = "/agenda/race/aanmelden/"

    def __init__(self, port: int, number: int):
        self.port = port
        self.number = number
        self.cookie = ""
        self.token = ""

    def get_form(self) -> int:
        status, headers, page = self._ask("GET", {})
        self.cookie = (headers["Set-Cookie"] or "").partition(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
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
        return self._ask("POST", headers, urlencode(fields))[0]

    def _ask(self, method: str, headers: dict[str, str], body: str | None = None):
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=100)) as connection:
            connection.request(method, self.PATH, body, {"X-Forwarded-Proto": "https", **headers})
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()


def register_all_at_once(port: int, count: int) -> tuple[list[int], list[int]]:
    """Everybody fetches the form, and when all have it they send it together; gives the statuses of both."""
    forms, answers = [0] * count, [0] * count
    everybody_ready = threading.Barrier(count)

    def visit(number: int) -> None:
        visitor = Visitor(port, number)
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
