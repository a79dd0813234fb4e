"""Starts, awaits and stops processes: those of the running site, and the servers that its tests need."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

HOST = "127.0.0.1"
STOP_SECONDS = 10  # for all of them together, before they are killed


class ProcessEnded(Exception):
    """A process that had to go on has ended by itself. Says which one."""


class NotInTime(Exception):
    """What was waited for did not come true in time."""


class Processes:
    """Running processes, by the name that people know them by.

    Each leads a group of its own, so that none of its children outlives it. As a context manager it stops them all.
    """

    def __init__(self, **options: Any) -> None:
        self.options = {"stdin": subprocess.DEVNULL, **options}  # of subprocess.Popen, for each of them
        self.running: dict[str, subprocess.Popen] = {}
        self.stop_signals: dict[str, signal.Signals] = {}

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(
        self, name: str, command: list[Any], stop_signal: signal.Signals = signal.SIGTERM, **options: Any
    ) -> subprocess.Popen:
        """Start it, or start it again when it has ended. `stop_signal` asks it to stop."""
        process = subprocess.Popen(command, **{**self.options, **options}, start_new_session=True)
        self.running[name] = process
        self.stop_signals[name] = stop_signal
        return process

    def check(self) -> None:
        """Raises ProcessEnded when one of them does not run any more."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise ProcessEnded(name)

    def wait_until(self, condition: Callable[[], object], seconds: float) -> None:
        """Until it is true, as long as all of them run. Raises ProcessEnded or NotInTime."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check()
            if time.monotonic() > deadline:
                raise NotInTime
            time.sleep(0.1)

    def watch(self) -> None:
        """For as long as all of them run; ends by raising ProcessEnded."""
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self) -> None:
        for name, process in self.running.items():
            signal_group(process, self.stop_signals[name])
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


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


def is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False
