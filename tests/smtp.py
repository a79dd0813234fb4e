"""A mail server that does what a test says, on a port of its own; and how the site is told to use it."""

import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress

HANG = "hang"  # say no more
HANG_UP = "hang up"  # close the connection
STAGES = ("CONNECT", "MAIL", "RCPT", "DATA", "END")


class Conversation(socketserver.StreamRequestHandler):
    """One connection. `server.faults` says how a stage is answered: a line, HANG or HANG_UP."""

    def handle(self) -> None:
        self.server.connections += 1
        with suppress(OSError, EOFError):
            self.answer("CONNECT", "220 ready")
            while line := self.rfile.readline():
                self.obey(line.decode().strip())

    def obey(self, line: str) -> None:
        command = line[:4].upper()
        if command == "EHLO":
            lines = ["250-here", *(f"250-{extension}" for extension in self.server.extensions), "250 HELP"]
            self.say("\r\n".join(lines))
        elif command == "MAIL":
            self.sender = line.partition("<")[2].partition(">")[0]
            self.answer("MAIL", "250 ok")
        elif command == "RCPT":
            self.receiver = line.partition("<")[2].partition(">")[0]
            self.answer("RCPT", "250 ok")
        elif command == "DATA":
            self.answer("DATA", "354 go on")
        elif command == "AUTH":
            self.answer("AUTH", "235 welcome")
        elif command == "STAR":
            self.answer("STARTTLS", "220 go ahead")
            self.rfile.read1()
            self.say("and this is no TLS")
            raise EOFError
        elif command == "QUIT":
            self.say("221 bye")
            raise EOFError
        else:
            self.say("250 ok")

    def answer(self, stage: str, otherwise: str) -> None:
        said = self.server.faults.get(stage, otherwise)
        if said == HANG:
            time.sleep(self.server.patience)
            raise EOFError
        if said == HANG_UP:
            raise EOFError
        self.say(said)
        if said.startswith("421"):
            raise EOFError
        if said.startswith("354"):
            self.receive()

    def receive(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.received.append((self.sender, self.receiver, b"".join(lines).decode()))
        self.answer("END", "250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    patience = 3  # seconds that it hangs

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.faults: dict[str, str] = {}
        self.extensions: list[str] = []
        self.received: list[tuple[str, str, str]] = []  # sender and receiver on the envelope, and the mail
        self.connections = 0

    @property
    def port(self) -> int:
        return self.server_address[1]

    def counts(self) -> Counter:
        """How many mails each receiver got."""
        return Counter(receiver for _, receiver, _ in self.received)


@contextmanager
def mail_server():
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def use(settings, server: MailServer, **changes) -> None:
    """Django's settings of mail, for this server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.5
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    for name, value in changes.items():
        setattr(settings, name, value)
