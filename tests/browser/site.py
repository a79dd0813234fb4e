"""A running site with the demo content, for all browser tests of a session together.

It has a database of its own: a file, or on PostgreSQL a database beside the one of the other tests.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.cluster import folder_of_server
from tests.databases import ROOT, SERVER, Database, copy, locked, migrated
from zorgpact.operations.processes import HOST, Processes, free_port

START_SECONDS = 60


class RunningSite:
    """Where it is, and what happens to it besides what visitors do."""

    def __init__(self, folder: Path, database: Database):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "DATABASE_URL": database.url,
            "VAR_DIR": str(folder),
            "BASE_URL": self.url,
            "CACHE_URL": "dbcache://django_cache",
            "FRAGMENTS_CACHE_URL": "locmemcache://fragments",
            "EMAIL_URL": "filemail://",
        }

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    @contextmanager
    def running(self) -> Iterator[None]:
        manage = [sys.executable, "manage.py"]
        server = [sys.executable, "-m", "gunicorn", "zorgpact.wsgi", "--bind", f"{HOST}:{self.port}"]
        options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        with Processes(cwd=ROOT, env=self.environment) as processes:
            processes.start("gunicorn", [*server, *options, "--log-level", "warning"])
            processes.start("scheduler", [*manage, "scheduler"])
            processes.start("mailer", [*manage, "mailer"])
            processes.wait_until(self.answers, START_SECONDS)
            yield

    def answers(self) -> bool:
        with suppress(URLError, ConnectionError):
            urlopen(self.url, timeout=30).close()  # noqa: S310
            return True
        return False

    def mail_to(self, address: str, about: str) -> str:
        """The text of a mail to this address that has this in it, once the mailer has sent it."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for path in (self.folder / "mail").glob("*.log"):
                text = path.read_text()
                if f"To: {address}\n" in text and about in text and text.rstrip().endswith("-" * 79):
                    return text
            time.sleep(0.2)
        raise TimeoutError(f"no mail to {address}")


def load_demo(folder: Path, database: Database) -> None:
    """Takes half a minute."""
    site = RunningSite(folder, database)
    (folder / "static").mkdir(parents=True)
    site.manage("load_demo", "--force")
    site.manage("shell", "--verbosity", "0", "--command", "import tests.browser.extras")


def loaded_demo() -> tuple[Path, Database]:
    """The demo and its files, to copy: made once for as long as the throw-away server lives."""
    folder, database, of = folder_of_server() / "demo", Database(ROOT, "demo"), migrated()
    with locked():
        if not database.exists():
            unfinished = Database(ROOT, "unfinished")
            unfinished.create(copy_of=of)
            load_demo(folder, unfinished)
            unfinished.rename(database.name)
    return folder, database


@contextmanager
def demo_site(folder: Path, name: str) -> Iterator[RunningSite]:
    """The site with the demo content."""
    of = None
    if SERVER:
        files, of = loaded_demo()
        shutil.copytree(files, folder, dirs_exist_ok=True)
    with copy(folder, name, of=of) as database:
        if not SERVER:
            load_demo(folder, database)
        site = RunningSite(folder, database)
        with site.running():
            yield site
