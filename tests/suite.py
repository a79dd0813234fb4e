"""The whole suite, for `make test`: on SQLite, then on PostgreSQL where that is installed.

What says the same on both runs on one of them, where there is PostgreSQL: Chromium there, what is marked `once` on SQLite.
What could not run is said at the end. With ZORGPACT_NO_SKIPS=1, as in CI, that is a failure.
"""

import os
import shutil
import subprocess
import sys

from tests.cluster import find_binaries
from tests.deploy import proxy

NOTHING_COLLECTED = 5


def pytest_arguments(arguments: list[str]) -> list[str]:
    workers = str(min(2, os.cpu_count() or 1))
    return ["pytest", "-n", workers, "--dist", "loadgroup", "--no-loadscope-reorder", *arguments]


def run(title: str, command: list[str], is_selection: bool) -> bool:
    """Whether it went well. A selection of tests may be empty on one of the databases."""
    print(f"\n=== {title} ===", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    status = subprocess.run([sys.executable, "-m", *command], env=environment, check=False).returncode
    return status == 0 or (is_selection and status == NOTHING_COLLECTED)


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
    has_cluster = find_binaries() is not None
    selection = ["-m", "not browser", *arguments] if has_cluster else arguments
    results = [run("SQLite", pytest_arguments(selection), bool(arguments))]
    if has_cluster:
        selection = ["-m", "not once", *arguments]
        command = ["tests.cluster", "--", *pytest_arguments(selection)]
        results.append(run("PostgreSQL", command, bool(arguments)))
    missing = missing_tools()
    if missing:
        print_box(["NIET GEDRAAID               zo wel:", *missing])
    may_miss = os.environ.get("ZORGPACT_NO_SKIPS") != "1"
    return 0 if all(results) and (may_miss or not missing) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
