"""300 people register for 100 places at one gun, beside as many transactions that only lock a row and increase it."""

import time
from collections import Counter

from tests.bench.measuring import WORKERS, Cost
from tests.bench.scratch import Scratch
from tests.events.race import CREATE_EVENT, Server, Visitor, ask, register_all_at_once, running

PEOPLE, PLACES = 300, 100
COUNTER = "from tests.factories import EventFactory; EventFactory(slug='teller', capacity=0)"


class Taker(Visitor):
    """Somebody who only increases the counter."""

    path = "/slot/"

    def register(self) -> int:
        return ask(self.port, "POST", self.path, {}, "")[0]


class Gun:
    """Remembers when everybody was ready, and what had been spent by then."""

    def __init__(self, server: Server, postmaster: int | None):
        self.server, self.postmaster = server, postmaster

    def __call__(self) -> None:
        self.fired_at = time.monotonic()
        self.before = Cost.now(self.server, self.postmaster)

    def result(self) -> dict[str, float]:
        seconds = time.monotonic() - self.fired_at
        application, database = Cost.now(self.server, self.postmaster).since(self.before, PEOPLE)
        return {"seconds": seconds, "application": application, "database": database}


def measure_burst(scratch: Scratch, postmaster: int | None) -> dict:
    """Seconds from the gun to the last answer, and CPU in ms per person, of both."""
    scratch.python(f"{CREATE_EVENT.format(PLACES)}; {COUNTER}")
    figures: dict = {}
    application = "zorgpact.wsgi:application"
    with running(
        application, scratch.database, scratch.folder, WORKERS, "/kaal/", **scratch.settings
    ) as server:
        for name, visitors in {"slot": Taker, "aanmelden": Visitor}.items():
            for number in range(2 * WORKERS):  # so that every worker has seen it
                visitors(server.port, number).get_form()
            gun = Gun(server, postmaster)
            _, answers = register_all_at_once(server.port, PEOPLE, visitors, gun)
            figures[name] = gun.result() | {"answers": dict(Counter(answers))}
    status = "SELECT status, count(*) FROM events_registration r JOIN events_event e ON e.id = r.event_id"
    rows = scratch.database.rows(f"{status} WHERE e.slug = 'race' GROUP BY status")
    figures["registrations"] = dict(rows)
    return figures


def ratio(figures: dict) -> tuple[float, float]:
    """How many times as long, and how many times the CPU, registering takes as the bare lock."""
    lock, registering = figures["slot"], figures["aanmelden"]
    cpu = [row["application"] + row["database"] for row in (registering, lock)]
    return registering["seconds"] / lock["seconds"], cpu[0] / cpu[1]


def report(figures: dict) -> str:
    lines = [f"{PEOPLE} aanmeldingen voor {PLACES} plaatsen, en {PEOPLE} keer alleen een slot op een rij"]
    for name in ("slot", "aanmelden"):
        row = figures[name]
        lines.append(
            f"  {name:<10}{row['seconds']:7.2f} s{row['application']:8.1f} ms app{row['database']:8.1f} ms db"
            f"   antwoorden {row['answers']}"
        )
    longer, dearer = ratio(figures)
    lines.append(
        f"  aanmelden duurt {longer:.1f} × en kost {dearer:.1f} × het slot: {figures['registrations']}"
    )
    return "\n".join(lines)
