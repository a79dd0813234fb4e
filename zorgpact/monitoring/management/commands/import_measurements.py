"""Load measurements of indicators from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zorgpact.monitoring.importing import ImportRefused, import_measurements

MOST_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Laadt metingen uit een CSV-bestand: alles, of niets en wat er op welke regel mis is. Herhalen mag."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="zoals fixtures/reference/measurements_template.csv")
        parser.add_argument("--dry-run", action="store_true", help="zeg alleen wat er zou gebeuren")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            outcome = import_measurements(file.read_bytes(), dry_run)
        except OSError as error:
            raise CommandError(f"{file} kan niet gelezen worden: {error.strerror}.") from error
        except ImportRefused as refused:
            lines = [str(mistake) for mistake in refused.mistakes[:MOST_SHOWN]]
            if len(refused.mistakes) > MOST_SHOWN:
                lines.append(f"En nog {len(refused.mistakes) - MOST_SHOWN} fouten.")
            raise CommandError("\n".join([*lines, "Er is niets geladen."])) from refused
        self.stdout.write(f"{'Proef, er is niets geladen: ' if dry_run else ''}{outcome}")
