"""Processes that are started, awaited and stopped, and never left behind."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from zorgpact.operations import processes
from zorgpact.operations.processes import NotInTime, ProcessEnded, Processes, free_port, is_open

pytestmark = pytest.mark.once

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
# A process that starts another one and takes no notice of SIGTERM.
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "open(sys.argv[1], 'w').write(str(child.pid)); time.sleep(60)",
]
SERVER = "import socket, sys, time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); time.sleep(60)"


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


def test_stopping_leaves_no_grandchild_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "STOP_SECONDS", 1)
    with Processes() as started:
        stubborn = started.start("de koppige", [*STUBBORN, tmp_path / "pid"])
        grandchild = int(wait_for(tmp_path / "pid"))
    pids = [stubborn.pid, grandchild]
    wait_until(lambda: not any(map(is_alive, pids)))
    assert [pid for pid in pids if is_alive(pid)] == []


def test_who_watches_hears_which_process_ended():
    with Processes() as started, pytest.raises(ProcessEnded) as ended:
        started.start("de slaper", SLEEPER)
        started.start("de planner", [sys.executable, "-c", ""])
        started.watch()
    assert str(ended.value) == "de planner"


def test_a_process_that_ended_can_be_started_again():
    with Processes() as started:
        started.start("de planner", [sys.executable, "-c", ""]).wait()
        again = started.start("de planner", SLEEPER)
        started.check()
    assert again.poll() is not None


def test_waiting_ends_when_the_server_answers():
    port = free_port()
    with Processes() as started:
        started.start("de webserver", [sys.executable, "-c", SERVER, str(port)])
        started.wait_until(lambda: is_open(port), 20)
    assert not is_open(port)


def test_waiting_ends_when_a_process_does():
    with Processes() as started, pytest.raises(ProcessEnded):
        started.start("de webserver", [sys.executable, "-c", ""])
        started.wait_until(lambda: False, 20)


def test_waiting_ends_in_time():
    with Processes() as started, pytest.raises(NotInTime):
        started.start("de slaper", SLEEPER)
        started.wait_until(lambda: False, 0.2)
