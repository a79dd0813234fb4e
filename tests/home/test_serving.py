"""`make run` on somebody's own computer: one sentence when it cannot, nothing left when it stops."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError

from zorgpact.home import serving
from zorgpact.home.serving import CannotServe, Processes

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
# A process that starts another one and takes no notice of SIGTERM.
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "open(sys.argv[1], 'w').write(str(child.pid)); time.sleep(60)",
]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(condition: Callable[[], bool]) -> None:
    """Until it is true, or for 20 seconds; what follows tells whether it came true."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not condition():
        time.sleep(0.05)


def wait_for(path: Path) -> str:
    wait_until(lambda: path.exists() and path.read_text() != "")
    return path.read_text()


def test_a_port_in_use_is_refused_with_the_next_one_as_advice():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotServe) as refusal:
            serving.check_port(port)
    assert str(refusal.value) == (
        f"Poort {port} is in gebruik. Stop wat daar draait, of kies een andere: make run PORT={port + 1}"
    )


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(CannotServe) as refusal:
        serving.chosen_port()
    assert str(refusal.value) == (f"PORT={value} is geen poortnummer. Kies een getal van 1 tot en met 65535.")


@pytest.mark.parametrize(("value", "port"), [("", 8000), ("8123", 8123)])
def test_the_port_can_be_chosen(monkeypatch, value, port):
    monkeypatch.setenv("PORT", value)
    assert serving.chosen_port() == port


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(CannotServe) as refusal:
        serving.check_folder(tmp_path / "var")
    assert str(refusal.value) == (
        f"In de map {tmp_path / 'var'} kan niet geschreven worden (file exists). "
        "Kies een andere map met VAR_DIR."
    )


def test_a_database_that_does_not_answer_is_refused(monkeypatch):
    def fail():
        raise OperationalError("connection refused\nand more")

    monkeypatch.setattr(serving.connection, "ensure_connection", fail)
    with pytest.raises(CannotServe) as refusal:
        serving.check_database()
    assert str(refusal.value) == ("De database is niet bereikbaar: connection refused. Klopt DATABASE_URL?")


def test_stopping_leaves_no_grandchild_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "STOP_SECONDS", 1)
    processes = Processes()
    processes.start("de koppige", [*STUBBORN, str(tmp_path / "pid")])
    grandchild = int(wait_for(tmp_path / "pid"))
    processes.stop()
    pids = [processes.running["de koppige"].pid, grandchild]
    wait_until(lambda: not any(map(is_alive, pids)))
    assert [pid for pid in pids if is_alive(pid)] == []


def test_when_one_process_ends_the_site_says_which():
    processes = Processes()
    processes.start("de planner", [sys.executable, "-c", ""])
    processes.running["de planner"].wait()
    with pytest.raises(CannotServe) as refusal:
        processes.check()
    assert str(refusal.value) == "De planner is gestopt, daarom stopt de hele site."


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_without_a_trace(tmp_path, number):
    script = f"""
import os, sys
from zorgpact.home import serving
from django.conf import settings
serving.prepare_database = lambda report: None
serving.check_database = lambda: None
serving.wait_until_open = lambda port, processes: None
serving.commands = lambda port: {{"de slaper": {SLEEPER!r}}}
start = serving.Processes.start
def remember(self, name, command):
    start(self, name, command)
    open({str(tmp_path / "pid")!r}, "w").write(str(self.running[name].pid))
serving.Processes.start = remember
serving.serve(lambda line: None)
"""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = f"import django; django.setup(); exec({script!r})"
    environment = {**os.environ, "PORT": str(port), "DJANGO_SETTINGS_MODULE": "zorgpact.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", run], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        child = int(wait_for(tmp_path / "pid"))
        time.sleep(0.5)
        process.send_signal(number)
        errors = process.communicate(timeout=60)[1]
    assert (process.returncode, errors, is_alive(child)) == (0, "", False)
