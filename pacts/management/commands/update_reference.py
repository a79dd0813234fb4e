"""Renew the files of municipalities and places by the lists of CBS of a new year."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pacts.reference import REFERENCE, BadReferenceFile
from pacts.renewing import renew_reference


class Command(BaseCommand):
    help = "Vernieuwt fixtures/reference met de CBS-lijsten van een nieuw jaar, en zegt wat er veranderde."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="map met woonplaatsen.csv en gemeenten.csv")
        parser.add_argument("--folder", type=Path, default=REFERENCE, help="map die vernieuwd wordt")

    def handle(self, *args: Any, source: Path, folder: Path, **options: Any) -> None:
        try:
            changes = renew_reference(source, folder)
        except BadReferenceFile as error:
            raise CommandError(str(error)) from error
        for line in changes or ["Er is niets veranderd."]:
            self.stdout.write(line)
