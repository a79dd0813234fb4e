"""Debian's nginx with the configuration that we ship, before a site of two sync workers."""

import getpass
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple

from tests.databases import ROOT, Database
from tests.events.race import running
from zorgpact.operations.processes import HOST, Processes, free_port, is_open

NGINX = Path("/usr/sbin/nginx")
BROTLI = Path("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf")
INSTALL = "sudo apt install nginx libnginx-mod-http-brotli-static"
CONFIGURATION = ROOT / "deploy" / "nginx" / "zorgpact.conf"
START_SECONDS = 20
MAIN = """
user {user};
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
include /etc/nginx/modules-enabled/*.conf;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    include {folder}/zorgpact.conf;
}}
"""


def is_installed() -> bool:
    return NGINX.exists() and BROTLI.exists()


class Answer(NamedTuple):
    status: int
    headers: HTTPResponse
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Proxy:
    """Where it listens, and what it wrote in its folder."""

    def __init__(self, folder: Path, site: Path, upstream: int, scheme: str = "https"):
        self.folder, self.site, self.scheme = folder, site, scheme
        self.port, self.upstream = free_port(), upstream

    def write(self) -> Path:
        """The configuration as it is shipped, with what an operator fills in."""
        text = CONFIGURATION.read_text()
        filled_in = {
            "server 127.0.0.1:8001;": f"server {HOST}:{self.upstream};",
            "listen 80;\n    listen [::]:80;": f"listen {HOST}:{self.port} backlog=1024;",
            "default $scheme;": f"default {self.scheme};",
            "/etc/nginx/zorgpact.d/": f"{self.folder}/zorgpact.d/",
            "root /var/lib/zorgpact;": f"root {self.site};",
            "/var/log/nginx/zorgpact.log": f"{self.folder}/access.log",
            "proxy_cache_path /var/cache/nginx/zorgpact": f"proxy_cache_path {self.folder}/cache",
        }
        for before, after in filled_in.items():
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        self.folder.mkdir()
        (self.folder / "zorgpact.conf").write_text(text)
        main = self.folder / "nginx.conf"
        main.write_text(MAIN.format(user=getpass.getuser(), folder=self.folder))
        return main

    @contextmanager
    def running(self) -> Iterator[None]:
        main = self.write()
        with Processes() as processes:
            processes.start("nginx", [NGINX, "-c", main, "-e", self.folder / "error.log"])
            processes.wait_until(lambda: is_open(self.port), START_SECONDS)
            yield

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One answer, over a connection of its own. Headers are named with underscores."""
        connection, written = HTTPConnection(HOST, self.port, timeout=30), len(self.log())
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
            self.wait_for_log(written)

    def wait_for_log(self, written: int) -> None:
        """nginx writes its line after the answer."""
        deadline = time.monotonic() + 5
        while len(self.log()) <= written and time.monotonic() < deadline:
            time.sleep(0.01)

    def log(self) -> list[str]:
        path = self.folder / "access.log"
        return path.read_text().splitlines() if path.exists() else []

    def kept(self) -> set[str]:
        """The addresses of which it has an answer in its cache."""
        files = [path.read_bytes() for path in (self.folder / "cache").rglob("*") if path.is_file()]
        keys = [content.partition(b"\nKEY: ")[2].partition(b"\n")[0].decode() for content in files]
        return {key.split("|")[2] for key in keys}


@contextmanager
def site_behind_nginx(folder: Path, database: Database, **changes: str) -> Iterator[tuple[Proxy, int]]:
    """The proxy, and the process of the site behind it."""
    site = folder / "site"
    for name in ("static", "media"):
        (site / name).mkdir(parents=True, exist_ok=True)
    application = "zorgpact.wsgi:application"
    with running(application, database, site, 2, "/livez", **changes) as server:
        proxy = Proxy(folder / "nginx", site, server.port)
        with proxy.running():
            yield proxy, server.pid
