"""`manage.py read_bounces`: learn which mail came back. With `-` from a mail server that hands each message over."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zorgpact.outbox.bounces import LARGEST, read_mailbox, record_bounce


class Command(BaseCommand):
    help = (
        "Leest in BOUNCE_MAILBOX welke mail niet aankwam. Met - komt er één bericht van de standaardinvoer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "bron", nargs="?", choices=["-"], help="- leest één bericht van de standaardinvoer"
        )

    def handle(self, *args: Any, bron: str | None, **options: Any) -> None:
        if bron:
            record_bounce(sys.stdin.buffer.read(LARGEST + 1))
            return
        if not settings.BOUNCE_MAILBOX:
            raise CommandError(
                "Zet BOUNCE_MAILBOX, of geef een bericht aan: manage.py read_bounces - < bericht"
            )
        self.stdout.write(f"Niet aangekomen: {read_mailbox()}")
