"""Load the 28 regions, their municipalities and the names of places, and the indicators."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from pacts.reference import REFERENCE, BadReferenceFile, load_reference
from zorgpact.monitoring.reference import load_indicators


class Command(BaseCommand):
    help = "Laadt de 28 regio's, gemeenten, plaatsnamen en indicatoren. Herhalen mag: wat redacteuren schreven, blijft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=REFERENCE,
            help="map met de bestanden",
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # not a line for every row
        try:
            with transaction.atomic():
                counts = load_reference(folder) | {"indicatoren": load_indicators(folder)}
        except BadReferenceFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{count} {what}" for what, count in counts.items()))
