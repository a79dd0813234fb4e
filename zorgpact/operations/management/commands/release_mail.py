"""`manage.py release_mail`: after a restore, decide about the mail that was queued in the backup."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zorgpact.outbox.holding import drop_held_mail, release_mail


class Command(BaseCommand):
    help = "Geeft de mail vrij die na het terugzetten van een back-up wordt vastgehouden."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drop", action="store_true", help="gooi haar weg: zij was al verstuurd")

    def handle(self, *args: Any, drop: bool, **options: Any) -> None:
        number = drop_held_mail() if drop else release_mail()
        what = "weggegooid" if drop else "vrijgegeven: de site verstuurt ze nu"
        self.stdout.write(f"{number} mails {what}." if number else "Er wordt geen mail vastgehouden.")
