"""`manage.py backup FILE`: the whole site in one file, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zorgpact.operations.backups import BackupRefused, back_up


class Command(BaseCommand):
    help = "Zet database, uploads en instellingen zonder geheimen in één bestand. De site mag doorlopen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="een nieuw bestand, zoals zorgpact-2027-01-31.tar")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = back_up(file, lambda line: self.stdout.write(f"— {line}"))
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest["rows"].values()), len(manifest["sha256"]) - 1
        size = file.stat().st_size / 1_000_000
        self.stdout.write(f"{file}: {rows} rijen en {files} bestanden, {size:.1f} MB, nagelezen.")
