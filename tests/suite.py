"""The whole suite, for `make test`: on SQLite, then on PostgreSQL where that is installed.

What says the same on both runs on one of them, where there is PostgreSQL: Chromium there, what is marked `once` on SQLite.
The databases of both are made side by side; that of PostgreSQL goes on while SQLite's tests run.
What could not run is said at the end. With ZORGPACT_NO_SKIPS=1, as in CI, that is a failure.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cluster import ClusterUnavailable, cluster, find_binaries
from tests.deploy import proxy
from zorgpact.operations.processes import Processes

NOTHING_COLLECTED = 5


def pytest_arguments(arguments: list[str]) -> list[str]:
    workers = str(min(3, (os.cpu_count() or 1) + 1))  # one more, for many wait: for Chromium, for a server
    return ["pytest", "-n", workers, "--dist", "loadgroup", "--no-loadscope-reorder", *arguments]


def environment(server: dict[str, str]) -> dict[str, str]:
    """That of this process, for the tests on this server, or on SQLite."""
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | server


@contextmanager
def preparing(servers: list[dict[str, str]]) -> Iterator[list[subprocess.Popen]]:
    """What the tests of each stand on is being made: wait for it before they begin."""
    command = [sys.executable, "-m", "tests.preparing"]
    with Processes() as processes:
        yield [processes.start(str(server), command, env=environment(server)) for server in servers]


def run(title: str, arguments: list[str], server: dict[str, str], is_selection: bool) -> bool:
    """Whether it went well. A selection of tests may be empty on one of the databases."""
    print(f"\n=== {title} ===", flush=True)
    command = [sys.executable, "-m", *pytest_arguments(arguments)]
    status = subprocess.run(command, env=environment(server), check=False).returncode
    return status == 0 or (is_selection and status == NOTHING_COLLECTED)


def run_on_both(arguments: list[str]) -> bool:
    """All of it on one of them, and on the other what could differ."""
    with cluster() as server:
        parts = [("SQLite", "not browser", {}), ("PostgreSQL", "not once", server)]
        results = []
        with preparing([] if arguments else [{}, server]) as started:
            for title, marked, where in parts:
                if started:
                    started.pop(0).wait()
                results.append(run(title, ["-m", marked, *arguments], where, bool(arguments)))
        return all(results)


def missing_tools() -> list[str]:
    missing = []
    if find_binaries() is None:
        missing.append("alles op PostgreSQL     sudo apt install postgresql")
    if shutil.which("chromium") is None:
        missing.append("tests in een browser    sudo apt install chromium")
    if not proxy.is_installed():
        missing.append(f"tests van de proxy      {proxy.INSTALL}")
    if shutil.which("redis-server") is None:
        missing.append("tests van Redis         sudo apt install redis-server")
    return missing


def print_box(lines: list[str]) -> None:
    width = max(len(line) for line in lines)
    print(f"\n╔{'═' * (width + 2)}╗")
    for line in lines:
        print(f"║ {line:<{width}} ║")
    print(f"╚{'═' * (width + 2)}╝")


def main(arguments: list[str]) -> int:
    has_server = find_binaries() is not None
    is_well = run_on_both(arguments) if has_server else run("SQLite", arguments, {}, bool(arguments))
    missing = missing_tools()
    if missing:
        print_box(["NIET GEDRAAID               zo wel:", *missing])
    may_miss = os.environ.get("ZORGPACT_NO_SKIPS") != "1"
    return 0 if is_well and (may_miss or not missing) else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and stop the server
    try:
        sys.exit(main(sys.argv[1:]))
    except ClusterUnavailable as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
