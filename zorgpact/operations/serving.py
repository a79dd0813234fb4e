"""The whole site on one computer: `make run` as in production, `make dev` with reload for who develops it."""

import signal
import sys
from collections.abc import Callable
from io import StringIO
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.core.management import call_command

from zorgpact.operations.preparation import CannotServe, Report, prepare
from zorgpact.operations.processes import HOST, NotInTime, ProcessEnded, Processes, is_open

START_SECONDS = 60
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]

# The processes of the site at this port, by the name that people know them by.
Commands = Callable[[int], dict[str, list[str]]]


class Stopped(BaseException):
    """Somebody asked to stop. No error: nothing that catches errors may catch this."""


def run_commands(port: int) -> dict[str, list[str]]:
    server = [sys.executable, "-m", "gunicorn", "zorgpact.wsgi", "--bind", f"{HOST}:{port}"]
    # Threads, because a browser holds connections open in advance and would block a worker that has none.
    options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
    return {
        "de webserver": [*server, *options, "--log-level", "warning", "--graceful-timeout", "1"],
        "de taakverwerker": [*MANAGE, "worker"],
        "de planner": [*MANAGE, "scheduler", "--verbosity", "0"],
        "de postbode": [*MANAGE, "mailer", "--verbosity", "0"],
    }


def dev_commands(port: int) -> dict[str, list[str]]:
    """They start again by themselves after a change in Python; templates are read again at once."""
    return {
        "de webserver": [*MANAGE, "runserver", f"{HOST}:{port}"],
        "de taakverwerker": [*MANAGE, "worker", "--reload"],
        "de planner": [*MANAGE, "scheduler", "--reload", "--verbosity", "0"],
        "de postbode": [*MANAGE, "mailer", "--reload", "--verbosity", "0"],
    }


def announce(port: int, report: Report) -> None:
    report("")
    report(f"Zorgpact draait op http://{HOST}:{port}/ en het beheer op http://{HOST}:{port}/admin/")
    accounts = StringIO()
    call_command("load_demo", accounts=True, stdout=accounts)
    report(accounts.getvalue().rstrip())
    rooms = StringIO()
    call_command("rooms", stdout=rooms)
    if rooms.getvalue():
        report(f"{rooms.getvalue().rstrip()}\n  Zaal vol met telefoons die praten: make play")
    report("Stoppen: Ctrl-C")


def raise_stopped(number: int, frame: FrameType | None) -> NoReturn:
    for ignored in STOP_SIGNALS:  # a second Ctrl-C must not break off the tidying up
        signal.signal(ignored, signal.SIG_IGN)
    raise Stopped


def serve(commands: Commands, report: Report) -> None:
    """Run the site until somebody stops it. Raises CannotServe; leaves no process behind."""
    processes = Processes(cwd=settings.BASE_DIR)
    for number in STOP_SIGNALS:
        signal.signal(number, raise_stopped)
    try:
        port = prepare(report)
        report("Webserver, taakverwerker, planner en postbode starten")
        for name, command in commands(port).items():
            processes.start(name, command)
        processes.wait_until(lambda: is_open(port), START_SECONDS)
        announce(port, report)
        processes.watch()
    except ProcessEnded as ended:
        name = str(ended).capitalize()
        raise CannotServe(f"{name} is gestopt, daarom stopt de hele site.") from ended
    except NotInTime as error:
        raise CannotServe(f"De webserver antwoordt na {START_SECONDS} seconden nog niet.") from error
    except Stopped:
        report("\nStoppen …")
    finally:
        processes.stop()
    report("Gestopt.")
