"""`make run` on somebody's own computer: nothing is left when it stops."""

import io
import os
import signal
import subprocess
import sys

import pytest

from tests.factories import EventFactory
from tests.operations.test_processes import is_alive, wait_for
from zorgpact.dialogue.preparing import prepare
from zorgpact.operations import serving
from zorgpact.operations.preparation import CannotServe

pytestmark = pytest.mark.once

SLEEPER = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'w'), flush=True); time.sleep(60)"
SERVE = """
import sys, django
django.setup()
from zorgpact.operations import serving
serving.prepare = lambda report: 1
serving.announce = lambda port, report: None  # it asks the database for rooms
serving.serve(lambda port: {"de slaper": [sys.executable, "-c", *sys.argv[1:]]}, lambda line: None)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_without_a_trace(tmp_path, number):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "zorgpact.settings"}
    command = [sys.executable, "-c", SERVE, SLEEPER, tmp_path / "pid"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        child = int(wait_for(tmp_path / "pid"))
        process.send_signal(number)
        errors = process.communicate(timeout=60)[1]
    assert (process.returncode, errors, is_alive(child)) == (0, "", False)


@pytest.fixture
def ready(monkeypatch):
    """Everything is prepared, and the signals of the tests' own process stay as they are."""
    monkeypatch.setattr(serving, "prepare", lambda report: 1)
    monkeypatch.setattr(serving, "STOP_SIGNALS", ())


def test_when_one_process_ends_the_site_says_which(ready):
    commands = {"de planner": [sys.executable, "-c", ""]}
    with pytest.raises(CannotServe) as refusal:
        serving.serve(lambda port: commands, lambda line: None)
    assert str(refusal.value) == "De planner is gestopt, daarom stopt de hele site."


def test_a_site_that_does_not_answer_is_given_up(ready, monkeypatch):
    monkeypatch.setattr(serving, "START_SECONDS", 0)
    commands = {"de webserver": [sys.executable, "-c", "import time; time.sleep(60)"]}
    with pytest.raises(CannotServe) as refusal:
        serving.serve(lambda port: commands, lambda line: None)
    assert str(refusal.value) == "De webserver antwoordt na 0 seconden nog niet."


def test_the_address_and_the_accounts_are_told(db):
    told = io.StringIO()
    serving.announce(8123, lambda line: told.write(f"{line}\n"))
    assert told.getvalue() == (
        "\nZorgpact draait op http://127.0.0.1:8123/ en het beheer op http://127.0.0.1:8123/admin/\n"
        "  beheerder: admin, wachtwoord demo\n"
        "  redacteur: redacteur, wachtwoord demo\n"
        "Stoppen: Ctrl-C\n"
    )


def test_the_links_of_a_room_are_told(db):
    dialogue = prepare(EventFactory(title="Aan tafel"), tables=1)
    told = io.StringIO()
    serving.announce(8123, lambda line: told.write(f"{line}\n"))
    assert (
        f"Gesprek: Aan tafel (code {dialogue.code})\n  Leiden  http://testserver/leiding/" in told.getvalue()
    )
    assert "  Zaal vol met telefoons die praten: make play\nStoppen: Ctrl-C\n" in told.getvalue()
