"""CPU per request, as a visitor's requests cost it: one after another, each over a connection of its own."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processor import cpu_seconds
from tests.bench.scratch import Scratch
from tests.events.race import Server, ask, running

WORKERS = 2
SLOW = 5  # seconds of CPU: beyond it nothing is asked of the server, which would soon give up
ROUNDS = 3  # what disturbs a measurement only adds: the cheapest round counts
BARE = "kaal"


@dataclass
class Cost:
    """CPU seconds so far."""

    application: float
    database: float

    @classmethod
    def now(cls, server: Server, postmaster: int | None) -> "Cost":
        return cls(cpu_seconds(server.pid), cpu_seconds(postmaster) if postmaster else 0.0)

    def since(self, earlier: "Cost", requests: int) -> tuple[float, float]:
        """Milliseconds per request of the application and of the database."""
        spent = self.application - earlier.application, self.database - earlier.database
        return spent[0] * 1000 / requests, spent[1] * 1000 / requests


def visit(server: Server, address: str) -> int:
    return ask(server.port, "GET", address, {"Accept-Encoding": "gzip"})[0]


def warm_up(server: Server, address: str) -> None:
    """Several at once, so that every worker has seen it."""
    with ThreadPoolExecutor(2 * WORKERS) as pool:
        list(pool.map(lambda _: visit(server, address), range(2 * WORKERS)))


def one_round(
    server: Server, postmaster: int | None, address: str, requests: int, seconds: float
) -> tuple[float, float]:
    """Fewer requests than asked when the time is up."""
    deadline, before, done = time.monotonic() + seconds, Cost.now(server, postmaster), 0
    while done == 0 or (done < requests and time.monotonic() < deadline):
        visit(server, address)
        done += 1
    return Cost.now(server, postmaster).since(before, done)


def measure(
    scratch: Scratch, postmaster: int | None, wanted: list[str], requests: int, seconds: float
) -> dict[str, dict]:
    """By name: address, queries and bytes, and CPU in ms per request. `seconds` is the most that one address takes."""
    figures = json.loads(
        scratch.python(f"from tests.bench.addresses import survey; print(survey({wanted}, {SLOW}))")
    )
    working = {name: row for name, row in figures.items() if row["status"] == 200 and row["cpu"] < SLOW}
    folder: Path = scratch.folder
    application = "zorgpact.wsgi:application"
    with running(application, scratch.database, folder, WORKERS, "/kaal/", **scratch.settings) as server:
        for row in working.values():
            warm_up(server, row["address"])
        rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in working}
        for _ in range(ROUNDS):
            for name, row in working.items():
                share = requests // ROUNDS, seconds / ROUNDS
                rounds[name].append(one_round(server, postmaster, row["address"], *share))
    for name, row in working.items():
        row["application"], row["database"] = min(rounds[name], key=sum)
    for row in figures.values():
        row.setdefault("application", row["cpu"] * 1000)
        row.setdefault("database", 0.0)
        row["ratio"] = (row["application"] + row["database"]) / sum(min(rounds[BARE], key=sum))
    return figures
