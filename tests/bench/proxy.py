"""What a list page costs through nginx, beside a file of the same size from the same nginx: `python -m tests.bench.proxy`.

A load generator takes CPU as well, so two things are told: answers per second, and the CPU of nginx per answer. Uses wrk or
ab where one is installed, and otherwise one of our own, which is slower than nginx.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from tests.bench.processor import cpu_seconds
from tests.bench.scratch import SETTINGS, Scratch
from tests.deploy.proxy import Proxy, site_behind_nginx
from zorgpact.operations.processes import HOST

LIST = "/koplopers/"
SECONDS = 5
VISITORS = 20
GZIP = "Accept-Encoding: gzip"


class Load(NamedTuple):
    per_second: float
    cpu: float
    """Microseconds of nginx per answer."""


def measure(proxy: Proxy, path: str) -> Load:
    nginx = int((proxy.folder / "nginx.pid").read_text())
    proxy.ask(path, Accept_Encoding="gzip")
    before = cpu_seconds(nginx)
    answers, seconds = ask_for_long(proxy.port, path)
    return Load(answers / seconds, (cpu_seconds(nginx) - before) * 1_000_000 / answers)


def ask_for_long(port: int, path: str) -> tuple[int, float]:
    """How many answers there were, and in how many seconds."""
    url = f"http://{HOST}:{port}{path}"
    if shutil.which("wrk"):
        said = run(["wrk", "-t1", f"-c{VISITORS}", f"-d{SECONDS}s", "-H", GZIP, url])
        assert "Non-2xx" not in said, said
        return int(re.search(r"(\d+) requests in", said)[1]), SECONDS
    if shutil.which("ab"):
        said = run(
            ["ab", "-k", "-q", "-t", str(SECONDS), "-n", "10000000", "-c", str(VISITORS), "-H", GZIP, url]
        )
        assert "Non-2xx" not in said, said
        taken = re.search(r"Time taken for tests:\s+([\d.]+)", said)[1]
        return int(re.search(r"Complete requests:\s+(\d+)", said)[1]), float(taken)
    return with_threads(port, path)


def with_threads(port: int, path: str) -> tuple[int, float]:
    question = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{GZIP}\r\n\r\n".encode()
    counts = [0] * 4
    deadline = time.monotonic() + SECONDS

    def visit(number: int) -> None:
        with socket.create_connection((HOST, port)) as connection, connection.makefile("rb") as stream:
            while time.monotonic() < deadline:
                connection.sendall(question)
                length = 0
                while (line := stream.readline()) != b"\r\n":
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                stream.read(length)
                counts[number] += 1

    threads = [Thread(target=visit, args=[number]) for number in range(len(counts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts), SECONDS


def run(command: list[str]) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="zorgpact-bench-") as folder:
        site = Path(folder) / "site"
        site.mkdir()
        scratch = Scratch(site, "", SETTINGS)
        print("Demo laden", file=sys.stderr, flush=True)
        scratch.load_demo()
        with site_behind_nginx(Path(folder), scratch.database, **SETTINGS) as (proxy, _):
            page = proxy.ask(LIST, Accept_Encoding="gzip").body
            (proxy.site / "static" / "bench.txt").write_bytes(page)
            found = {path: measure(proxy, path) for path in ("/static/bench.txt", LIST)}
    (file, kept) = found.values()
    print(f"{len(page)} bytes, {VISITORS} bezoekers tegelijk, {SECONDS} s")
    for path, load in found.items():
        print(f"  {path:<20}{load.per_second:10.0f} per seconde{load.cpu:8.1f} µs CPU van nginx")
    print(
        f"  verhouding{kept.per_second / file.per_second:20.2f} per seconde{file.cpu / kept.cpu:8.2f} naar CPU"
    )


if __name__ == "__main__":
    main()
