"""The whole benchmark: fill a scratch site, serve it as in production, measure, and print a table per database."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from tests.bench.burst import measure_burst
from tests.bench.burst import report as report_burst
from tests.bench.measuring import measure
from tests.bench.reporting import table
from tests.bench.scratch import SETTINGS, Scratch
from tests.cluster import cluster

COLD = {"FRAGMENTS_CACHE_URL": "dummycache://"}
DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, help="alleen deze (anders allebei)")
    parser.add_argument("--rows", default="0,1000,10000", help="hoeveel van elke soort erbij, met komma's")
    parser.add_argument("--address", action="append", default=[], help="alleen wat dit in de naam heeft")
    parser.add_argument("--requests", type=int, default=30, help="verzoeken per adres")
    parser.add_argument("--seconds", type=float, default=20, help="hoe lang een adres hooguit duurt")
    parser.add_argument(
        "--cold", action="store_true", help="elk verzoek het eerste na een wijziging: geen deel wordt bewaard"
    )
    parser.add_argument("--no-burst", action="store_true", help="zonder 300 aanmeldingen tegelijk")
    parser.add_argument("--json", type=Path, help="schrijf alle cijfers ook in dit bestand")
    return parser.parse_args(arguments)


@contextmanager
def server(database: str) -> Iterator[tuple[str, int | None]]:
    """The address of a database server and the process that leads it; nothing for SQLite."""
    if database == "sqlite":
        yield "", None
        return
    with cluster() as environment:
        url, (_, data) = environment["DATABASE_URL"], environment["ZORGPACT_CLUSTER"].split(":", 1)
        with closing(psycopg2.connect(url)) as connection:
            connection.autocommit = True
            connection.cursor().execute("ALTER SYSTEM SET autovacuum = off")  # its work is nobody's request
            connection.cursor().execute("SELECT pg_reload_conf()")
        yield url, int((Path(data) / "postmaster.pid").read_text().split()[0])


def run(database: str, chosen: argparse.Namespace) -> dict:
    """Figures per number of rows, and of the burst."""
    sizes = sorted(int(rows) for rows in chosen.rows.split(","))
    found: dict = {"rows": {}}
    with (
        tempfile.TemporaryDirectory(prefix="zorgpact-bench-") as folder,
        server(database) as (url, postmaster),
    ):
        scratch, present = Scratch(Path(folder), url, {**SETTINGS, **(COLD if chosen.cold else {})}), 0
        say(f"{DATABASES[database]}: demo laden")
        scratch.load_demo()
        for rows in sizes:
            if rows > present:
                say(f"{DATABASES[database]}: {rows} van elke soort maken")
                scratch.seed(rows - present)
                present = rows
            say(f"{DATABASES[database]}: meten bij {rows or 'de demo'}")
            measured = measure(scratch, postmaster, chosen.address, chosen.requests, chosen.seconds)
            found["rows"][rows] = measured
        if not chosen.no_burst:
            found["burst"] = measure_burst(scratch, postmaster)
    print(table(DATABASES[database], found["rows"]), flush=True)
    if "burst" in found:
        print(report_burst(found["burst"]), flush=True)
    return found


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> None:
    chosen = options(arguments)
    found = {name: run(name, chosen) for name in DATABASES if chosen.database in (None, name)}
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
