"""A running site with the demo content, for all browser tests of a session together.

It has a database of its own: a file, or on PostgreSQL a database beside the one of the other tests.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg2
from django.conf import settings

from tests.cluster import free_port

START_SECONDS = 60
DATABASE = "zorgpact_browser"


def execute(database_url: str, statement: str) -> None:
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of an empty database that is gone afterwards."""
    shared = os.environ.get("DATABASE_URL", "")
    if not shared.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    execute(shared, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    execute(shared, f"CREATE DATABASE {DATABASE}")
    try:
        yield urlsplit(shared)._replace(path=f"/{DATABASE}").geturl()
    finally:
        execute(shared, f"DROP DATABASE {DATABASE} WITH (FORCE)")


class RunningSite:
    """Where it is, and what happens to it besides what visitors do."""

    def __init__(self, folder: Path, database_url: str):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder),
            "BASE_URL": self.url,
            "CACHE_URL": "dbcache://django_cache",
            "EMAIL_URL": "filemail://",
        }

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment, check=True, stdout=subprocess.DEVNULL
        )

    @contextmanager
    def running(self) -> Iterator[None]:
        manage = [sys.executable, "manage.py"]
        server = [sys.executable, "-m", "gunicorn", "zorgpact.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        commands = [[*server, *options, "--log-level", "warning"], [*manage, "scheduler"]]
        processes = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.environment) for command in commands
        ]
        try:
            self.wait_until_open()
            yield
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=20)

    def wait_until_open(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(URLError, ConnectionError):
                urlopen(self.url, timeout=30).close()  # noqa: S310
                return
            time.sleep(0.2)
        raise TimeoutError("the site does not start")

    def mail_to(self, address: str) -> str:
        """The text of the first mail to this address, once the scheduler has sent it."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for path in (self.folder / "mail").glob("*.log"):
                text = path.read_text()
                if f"To: {address}\n" in text and text.rstrip().endswith("-" * 79):
                    return text
            time.sleep(0.2)
        raise TimeoutError(f"no mail to {address}")


@contextmanager
def demo_site(folder: Path) -> Iterator[RunningSite]:
    """The site with the demo content; the tables, the regions and the demo take half a minute."""
    with own_database(folder) as database_url:
        site = RunningSite(folder, database_url)
        (folder / "static").mkdir()
        site.manage("migrate", "--verbosity", "0")
        site.manage("createcachetable")
        site.manage("load_demo", "--force")
        site.manage("shell", "--verbosity", "0", "--command", "import tests.browser.extras")
        with site.running():
            yield site
