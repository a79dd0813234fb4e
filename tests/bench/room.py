"""A room at work: phones, a screen and a facilitator that poll, and a hundred points in five seconds, each sent twice.

`python -m tests.bench.room --phones 150` serves a scratch site with two sync workers behind nginx, as in production, and
prints how many rows there are, how long a point takes to the screen, and what it costs. `--kills 20` kills a worker that
often meanwhile; `--away 1800` keeps ten phones with five points each without a network for half an hour first.
For PostgreSQL: `python -m tests.cluster -- python -m tests.bench.room`.
"""

import argparse
import json
import os
import signal
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import tests.environment  # noqa: F401  # what the commands of the site want to know
from tests.bench.processor import cpu_seconds
from tests.databases import copy, manage
from tests.deploy.proxy import site_behind_nginx
from tests.events.race import ask

POINTS, TABLES, BURST = 100, 15, 5.0  # seconds for all points
AWAY, QUEUED = 10, 5  # phones without a network, and what each has written by then
PATIENCE = 60  # seconds that a phone tries again
WARM_UP = 20  # views, so that each worker has begun: what that costs is not of the room
NOTHING = 300  # questions of which the answer costs the application nothing
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
        self.acknowledged: set[str] = set()
        self.failed = 0
        self.statuses: Counter[int] = Counter()
        """Of what failed; 0 without an answer."""
        self.asked = 0

    def poll(self, path: str, pause: float, since: float, see: bool = False) -> None:
        """Ask again and again, beginning `since` seconds from now, as often as the answer says."""
        version, etag = 0, ""
        time.sleep(since)
        while time.monotonic() < self.end:
            started = time.monotonic()
            headers = {"Accept": "application/json", **({"If-None-Match": etag} if etag else {})}
            self.asked += 1
            try:
                status, answered, content = ask(self.port, "GET", f"{path}stand/?sinds={version}", headers)
            except (OSError, HTTPException):
                status = 0
            if status == 200:
                news = json.loads(content)
                etag, version, pause = answered["ETag"], news["versie"], news["wacht"] / 1000
                if see:
                    self.note(content.decode())
            elif status != 304:
                self.failed += 1
                self.statuses[status] += 1
                version, etag = 0, ""  # everything anew
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
        for _ in range(2):
            self.deliver(number % self.phones, {f"sleutel-{number:04}": f"Punt-{number:03}"})

    def come_back(self, phone: int) -> None:
        """What was written without a network is sent, and once more in another order."""
        texts = {f"weg-{phone:02}-{number}": f"Zonder net {phone} {number}" for number in range(QUEUED)}
        self.deliver(phone, texts)
        self.deliver(phone, dict(reversed(texts.items())))

    def deliver(self, phone: int, texts: dict[str, str]) -> None:
        """As a phone does: until it is answered, key by key."""
        points = [{"sleutel": key, "stap": self.step, "tekst": text} for key, text in texts.items()]
        path, headers = f"/deelnemen/stoel{phone}/punten/", {"Content-Type": "application/json"}
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError, HTTPException):
                status, _, content = ask(self.port, "POST", path, headers, json.dumps({"punten": points}))
                if status == 200:
                    assert set(json.loads(content)["antwoorden"].values()) <= {"opgeslagen", "dubbel"}, (
                        content
                    )
                    self.acknowledged.update(texts)
                    return
            self.failed += 1
            time.sleep(1)


def kill_workers(server: int, moments: Iterable[float]) -> None:
    """One of the processes that answer, at each of these moments (seconds from now)."""
    began = time.monotonic()
    for number, moment in enumerate(moments):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        with suppress(ProcessLookupError):
            os.kill(int(workers[number % len(workers)]), signal.SIGKILL)


def play(room: Room, server: int, kills: int) -> None:
    jobs = [(f"/deelnemen/stoel{n}/", PHONE, PHONE * n / room.phones) for n in range(room.phones)]
    jobs.append((f"/leiding/{TOKENS['leiding']}/", SCREEN, 0.1))
    threads = [threading.Thread(target=room.poll, args=job) for job in jobs]
    threads.append(
        threading.Thread(target=room.poll, args=[f"/scherm/{TOKENS['scherm']}/", SCREEN, 0.2, True])
    )
    threads.append(threading.Thread(target=room.write))
    moments = [3 + BURST * number / kills for number in range(kills)]
    threads.append(threading.Thread(target=kill_workers, args=[server, moments]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.room", description=__doc__)
    parser.add_argument("--phones", type=int, default=150)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--away", type=float, default=0, help="seconds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, copy(Path(name), "room_bench") as database:
        folder = Path(name)
        code = CREATE.format(tables=TABLES, tokens=TOKENS, phones=options.phones)
        manage(database, "shell", "--no-imports", "-c", code)
        ((step,),) = database.rows('SELECT id FROM dialogue_step WHERE "order" = 4')
        path = f"/scherm/{TOKENS['scherm']}/"
        caches = {"CACHE_URL": "dbcache://django_cache", "FRAGMENTS_CACHE_URL": "locmemcache://fragments"}
        with site_behind_nginx(folder, database, **caches) as (proxy, server):
            for _ in range(WARM_UP):
                ask(proxy.port, "GET", path, {})
            if options.away:
                time.sleep(options.away)
                away = Room(proxy.port, step, options.phones, 0)
                for phone in range(AWAY):
                    away.come_back(phone)
            room = Room(proxy.port, step, options.phones, options.seconds)
            before, started = cpu_seconds(server), time.monotonic()
            play(room, server, options.kills)
            spent, took = cpu_seconds(server) - before, time.monotonic() - started
            bare = cost_of_nothing(proxy.port, server)
        kept = [key for (key,) in database.rows("SELECT key FROM dialogue_contribution")]
    print(f"{options.phones} telefoons, {POINTS} punten tweemaal in {BURST:.0f} s, {took:.0f} s gemeten")
    if options.away:
        back = sum(is_of_who_was_away(key) for key in kept)
        print(f"  na {options.away:.0f} s zonder netwerk {back} van {AWAY * QUEUED} punten")
    report(room, kept, spent, took)
    print(f"  (een antwoord waarin de toepassing niets doet: {bare:.1f} ms)")


def cost_of_nothing(port: int, server: int) -> float:
    """CPU in ms of an answer of gunicorn alone, so of this machine at this moment."""
    before = cpu_seconds(server)
    for _ in range(NOTHING):
        ask(port, "GET", "/livez", {})
    return (cpu_seconds(server) - before) * 1000 / NOTHING


def is_of_who_was_away(key: str) -> bool:
    return key.startswith("weg-")


def report(room: Room, kept: list[str], spent: float, took: float) -> None:
    """`kept` are the keys in the database; `spent` the CPU of the application in these seconds."""
    delays = sorted(room.seen[text] - room.sent[text] for text in room.seen)
    p95 = statistics.quantiles(delays, n=20)[-1] if len(delays) > 1 else float("nan")
    rows = sum(not is_of_who_was_away(key) for key in kept)
    print(
        f"  rijen {rows}, op het scherm {len(delays)}, mislukt en opnieuw {room.failed} {dict(room.statuses)}"
    )
    print(f"  bevestigd {len(room.acknowledged)}, daarvan weg {len(room.acknowledged.difference(kept))}")
    print(f"  van verzenden tot scherm p95 {p95:.2f} s; toepassing {spent / took:.0%} van een kern,")
    print(
        f"  {spent * 1000 / (room.asked + 2 * POINTS):.1f} ms per verzoek bij {room.asked} vragen om nieuws"
    )


if __name__ == "__main__":
    main()
