"""A throw-away PostgreSQL server for one command: `python -m tests.cluster -- pytest -x`.

The server has its own folder and port, listens on this computer only, and is stopped and deleted whatever
happens. PostgreSQL refuses to run as root, so root runs it as the system user `postgres`. The command finds
DATABASE_URL set, and ZORGPACT_CLUSTER (port and folder) for the test that it really talks to this server.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from zorgpact.operations.processes import HOST, NotInTime, ProcessEnded, Processes, free_port

NAME = "zorgpact"
START_SECONDS = 30
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}


class ClusterUnavailable(Exception):
    """PostgreSQL is not installed, or does not start."""


def find_binaries() -> Path | None:
    """The folder with initdb and postgres: the newest that Debian installed, or whatever is on the path."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    candidates = sorted(versions, key=lambda path: [int(part) for part in path.parent.name.split(".")])
    on_path = shutil.which("postgres")
    if on_path:
        candidates.insert(0, Path(on_path).resolve().parent)
    usable = [path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()]
    return usable[-1] if usable else None


def as_server_user() -> dict:
    """Arguments for subprocess that drop root's rights; none for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError as error:
        raise ClusterUnavailable("De gebruiker postgres bestaat niet op deze computer.") from error
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def create_files(binaries: Path, folder: Path) -> Path:
    """Initialise the data folder and return it."""
    user = as_server_user()
    if user:
        os.chown(folder, user["user"], user["group"])
    data = folder / "data"
    command = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        NAME,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **user)
    if done.returncode:
        raise ClusterUnavailable(f"initdb mislukte: {done.stderr.strip()}")
    return data


def answers(port: int) -> bool:
    """Whether the server is ready. It gets the database that DATABASE_URL names then."""
    try:
        connection = psycopg2.connect(host=HOST, port=port, user=NAME, dbname="postgres")
    except psycopg2.OperationalError:
        return False
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {NAME}")
    connection.close()
    return True


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """A running server; yields the environment variables that lead to it."""
    binaries = find_binaries()
    if binaries is None:
        raise ClusterUnavailable("PostgreSQL is niet geïnstalleerd (sudo apt install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="zorgpact-cluster-"))
    try:
        data, port, log = create_files(binaries, folder), free_port(), folder / "log"
        options = [f"--{name}={value}" for name, value in SETTINGS.items()]
        command = [binaries / "postgres", "-D", data, "-p", str(port), *options]
        with log.open("w") as output, Processes(cwd=folder, stdout=output, stderr=output) as processes:
            # SIGINT: a fast shutdown, that does not wait for clients.
            processes.start("postgres", command, signal.SIGINT, **as_server_user())
            try:
                processes.wait_until(lambda: answers(port), START_SECONDS)
            except (ProcessEnded, NotInTime) as error:
                reason = log.read_text().strip()[-500:]
                raise ClusterUnavailable(f"PostgreSQL start niet: {reason}") from error
            yield {
                "DATABASE_URL": f"postgres://{NAME}@{HOST}:{port}/{NAME}",
                "ZORGPACT_CLUSTER": f"{port}:{data}",
            }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def folder_of_server() -> Path:
    """Of the server that runs, gone with it."""
    return Path(os.environ["ZORGPACT_CLUSTER"].split(":", 1)[1]).parent


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run the command and wait for it. When we are told to stop, it is told the same and may tidy up."""
    python = {"pytest": [sys.executable, "-m", "pytest"], "python": [sys.executable]}
    command = [*python.get(command[0], [command[0]]), *command[1:]]
    with Processes(env={**os.environ, **environment}, stdin=None) as processes:
        return processes.start(command[0], command, signal.SIGINT).wait()


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    try:
        with cluster() as environment:
            return run(command or ["pytest"], environment)
    except ClusterUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
