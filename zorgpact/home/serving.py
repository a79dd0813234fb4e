"""Everything that `make run` starts: the checks before, a database with content, and three processes.

What can go wrong on somebody's own computer raises `CannotServe` with one sentence that says what to do.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django_tasks_db.models import DBTaskResult

from zorgpact.home.models import HomePage

HOST = "127.0.0.1"
ACCOUNTS = settings.BASE_DIR / "fixtures" / "demo" / "accounts.toml"
START_SECONDS = 60
STOP_SECONDS = 10
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Report = Callable[[str], None]


class CannotServe(Exception):
    """The site cannot run here and now; the message is for who asked."""


class Stopped(BaseException):
    """Somebody asked to stop. No error: nothing that catches errors may catch this."""


# --- Before anything starts -------------------------------------------------------------------------------


def chosen_port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise CannotServe(f"PORT={value} is geen poortnummer. Kies een getal van 1 tot en met 65535.")
    return int(value)


def check_port(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except PermissionError as error:
            raise CannotServe(f"Poort {port} is niet voor jou. Kies een poort boven 1023.") from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise CannotServe(
                f"Poort {port} is in gebruik. Stop wat daar draait, of kies een andere: make run PORT={other}"
            ) from error


def check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotServe(
            f"In de map {folder} kan niet geschreven worden ({reason}). Kies een andere map met VAR_DIR."
        ) from error


def check_database() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotServe(f"De database is niet bereikbaar: {reason}. Klopt DATABASE_URL?") from error


# --- The database and its content -------------------------------------------------------------------------


def prepare_database(report: Report) -> None:
    """Bring the tables up to date, and fill them when they are new. What is there is never overwritten."""
    report("Database bijwerken")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if HomePage.objects.exists():
        return
    report("Voorbeeldinhoud laden en beelden verkleinen (een minuut, alleen de eerste keer)")
    # All or nothing: a first run that is broken off halfway starts over the next time.
    with transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        # Both indexes at once: the thousands of tasks that would fill them row by row have nothing left to do.
        call_command("update_index", verbosity=0, stdout=StringIO())
        call_command("rebuild_references_index", verbosity=0, stdout=StringIO())
        DBTaskResult.objects.all().delete()


# --- The processes ----------------------------------------------------------------------------------------


def commands(port: int) -> dict[str, list[str]]:
    """The processes of the site, by the name that people know them by."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    server = [sys.executable, "-m", "gunicorn", "zorgpact.wsgi", "--bind", f"{HOST}:{port}"]
    # Threads, because a browser holds connections open in advance and would block a worker that has none.
    options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
    return {
        "de webserver": [*server, *options, "--log-level", "warning", "--graceful-timeout", "1"],
        "de taakverwerker": [*manage, "db_worker", "--no-reload", "--no-startup-delay"],
        "de planner": [*manage, "scheduler", "--verbosity", "0"],
    }


class Processes:
    """The running processes. Each leads a group of its own, so that none of its children outlives it."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, name: str, command: list[str]) -> None:
        self.running[name] = subprocess.Popen(
            command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def check(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None:
                raise CannotServe(f"{name.capitalize()} is gestopt, daarom stopt de hele site.")

    def watch(self) -> None:
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self) -> None:
        for process in self.running.values():
            signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
        for process in self.running.values():
            signal_group(process, signal.SIGKILL)  # what is left of the group, if anything
            process.wait()


def signal_group(process: subprocess.Popen, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def wait_until_open(port: int, processes: Processes) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        processes.check()
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.1)
    raise CannotServe(f"De webserver antwoordt na {START_SECONDS} seconden nog niet.")


# --- All of it --------------------------------------------------------------------------------------------


def announce(port: int, report: Report) -> None:
    report("")
    report(f"Zorgpact draait op http://{HOST}:{port}/ en het beheer op http://{HOST}:{port}/admin/")
    for account in tomllib.loads(ACCOUNTS.read_text("utf-8"))["accounts"]:
        report("  {role}: {username}, wachtwoord {password}".format(**account))
    report("Stoppen: Ctrl-C")


def raise_stopped(number, frame):
    for ignored in STOP_SIGNALS:  # a second Ctrl-C must not break off the tidying up
        signal.signal(ignored, signal.SIG_IGN)
    raise Stopped


def serve(report: Report) -> None:
    """Run the site until somebody stops it. Raises CannotServe; leaves no process behind."""
    processes = Processes()
    for number in STOP_SIGNALS:
        signal.signal(number, raise_stopped)
    try:
        port = chosen_port()
        check_port(port)
        check_folder(settings.VAR_DIR)
        check_database()
        prepare_database(report)
        report("Webserver, taakverwerker en planner starten")
        connection.close()
        for name, command in commands(port).items():
            processes.start(name, command)
        wait_until_open(port, processes)
        announce(port, report)
        processes.watch()
    except Stopped:
        report("\nStoppen …")
    finally:
        processes.stop()
    report("Gestopt.")
