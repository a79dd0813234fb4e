"""A room at work: phones, a screen and a facilitator that poll, and a hundred points in five seconds, each sent twice.

`python -m tests.bench.room --phones 150` serves a scratch site with two sync workers, as in production but without a proxy, and
prints how many rows there are, how long a point takes to the screen, and what it costs. For PostgreSQL:
`python -m tests.cluster -- python -m tests.bench.room`.
"""

import argparse
import json
import statistics
import tempfile
import threading
import time
from pathlib import Path

import tests.environment  # noqa: F401  # what the commands of the site want to know
from tests.bench.measuring import WORKERS
from tests.bench.processor import cpu_seconds
from tests.databases import copy, manage
from tests.events.race import ask, running

POINTS, TABLES, BURST = 100, 15, 5.0  # seconds for all points
WARM_UP = 20  # views, so that each worker has begun: what that costs is not of the room
SCREEN = 0.5  # seconds between two questions of the screen and of the facilitator
PHONE = 2.0
TOKENS = {"leiding": "leider", "scherm": "scherm"}
CREATE = """
from tests.factories import EventFactory, SeatFactory
from zorgpact.dialogue.facilitating import go_to
from zorgpact.dialogue.preparing import prepare
from zorgpact.outbox.models import digest
dialogue = prepare(EventFactory(slug="zaal"), {tables})
go_to(dialogue.in_charge, 4)
for purpose, token in {tokens}.items():
    dialogue.links.filter(purpose=purpose, is_spare=False).update(digest=digest(token))
tables = list(dialogue.tables.all())
for number in range({phones}):
    SeatFactory(table=tables[number % {tables}], digest=digest("stoel%d" % number))
dialogue.__class__.objects.update(seat_count={phones})
"""


class Room:
    """What all that ask share."""

    def __init__(self, port: int, step: int, phones: int, seconds: float):
        self.port, self.step, self.phones = port, step, phones
        self.end = time.monotonic() + seconds
        self.sent: dict[str, float] = {}
        self.seen: dict[str, float] = {}
        self.failed = 0
        self.asked = 0

    def poll(self, path: str, pause: float, since: float, see: bool = False) -> None:
        """Ask again and again, beginning `since` seconds from now."""
        version, etag = 0, ""
        time.sleep(since)
        while time.monotonic() < self.end:
            started = time.monotonic()
            headers = {"Accept": "application/json", **({"If-None-Match": etag} if etag else {})}
            status, answered, content = ask(self.port, "GET", f"{path}stand/?sinds={version}", headers)
            self.asked += 1
            if status == 200:
                etag, version = answered["ETag"], json.loads(content)["versie"]
                if see:
                    self.note(content.decode())
            elif status != 304:
                self.failed += 1
            time.sleep(max(0.0, pause - time.monotonic() + started))

    def note(self, shown: str) -> None:
        for text in [text for text in self.sent if text not in self.seen and f"{text} " in shown]:
            self.seen[text] = time.monotonic()

    def write(self) -> None:
        """The points, each sent twice, spread over the burst."""
        time.sleep(3)  # everybody polls by then
        for number in range(POINTS):
            self.sent[f"Punt-{number:03}"] = time.monotonic()
            threading.Thread(target=self.send, args=[number]).start()
            time.sleep(BURST / POINTS)

    def send(self, number: int) -> None:
        point = {"sleutel": f"sleutel-{number:04}", "stap": self.step, "tekst": f"Punt-{number:03}"}
        path = f"/deelnemen/stoel{number % self.phones}/punten/"
        for _ in range(2):
            status, _, _ = ask(
                self.port, "POST", path, {"Content-Type": "application/json"}, json.dumps({"punten": [point]})
            )
            self.failed += status != 200


def play(room: Room) -> None:
    jobs = [(f"/deelnemen/stoel{n}/", PHONE, PHONE * n / room.phones) for n in range(room.phones)]
    jobs.append((f"/leiding/{TOKENS['leiding']}/", SCREEN, 0.1))
    threads = [threading.Thread(target=room.poll, args=job) for job in jobs]
    threads.append(
        threading.Thread(target=room.poll, args=[f"/scherm/{TOKENS['scherm']}/", SCREEN, 0.2, True])
    )
    threads.append(threading.Thread(target=room.write))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.room", description=__doc__)
    parser.add_argument("--phones", type=int, default=150)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, copy(Path(name), "room_bench") as database:
        folder = Path(name)
        code = CREATE.format(tables=TABLES, tokens=TOKENS, phones=options.phones)
        manage(database, "shell", "--no-imports", "-c", code)
        ((step,),) = database.rows('SELECT id FROM dialogue_step WHERE "order" = 4')
        path = f"/scherm/{TOKENS['scherm']}/"
        caches = {"CACHE_URL": "dbcache://django_cache", "FRAGMENTS_CACHE_URL": "locmemcache://fragments"}
        with running("zorgpact.wsgi:application", database, folder, WORKERS, path, **caches) as server:
            room = Room(server.port, step, options.phones, options.seconds)
            for _ in range(WARM_UP):
                ask(server.port, "GET", path, {})
            before, started = cpu_seconds(server.pid), time.monotonic()
            play(room)
            spent, took = cpu_seconds(server.pid) - before, time.monotonic() - started
        ((rows,),) = database.rows("SELECT count(*) FROM dialogue_contribution")
    delays = sorted(room.seen[text] - room.sent[text] for text in room.seen)
    p95 = statistics.quantiles(delays, n=20)[-1] if len(delays) > 1 else float("nan")
    print(f"{options.phones} telefoons, {POINTS} punten tweemaal in {BURST:.0f} s, {took:.0f} s gemeten")
    print(f"  rijen {rows}, op het scherm {len(delays)}, mislukt {room.failed}")
    print(f"  van verzenden tot scherm p95 {p95:.2f} s; toepassing {spent / took:.0%} van een kern,")
    print(
        f"  {spent * 1000 / (room.asked + 2 * POINTS):.1f} ms per verzoek bij {room.asked} vragen om nieuws"
    )


if __name__ == "__main__":
    main()
