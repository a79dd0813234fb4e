import logging
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.management.base import BaseCommand, CommandError

from zorgpact.operations.site_load import CannotLoad, SiteLoad


class Command(BaseCommand):
    help = "Laadt wat export_site schreef in een site zonder inhoud."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="de map of het zip-bestand")

    def handle(self, source: Path, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # not a line for every row
        try:
            for kind, number in self.load(source).items():
                self.stdout.write(f"{kind}: {number}")
        except CannotLoad as refusal:
            raise CommandError(str(refusal)) from refusal
        except BadZipFile as error:
            raise CommandError(f"{source} is geen zip-bestand.") from error

    def load(self, source: Path) -> dict[str, int]:
        if source.suffix != ".zip":
            return SiteLoad(source).load()
        if not source.exists():
            raise CommandError(f"{source} bestaat niet.")
        with tempfile.TemporaryDirectory() as folder, ZipFile(source) as archive:
            archive.extractall(folder)
            return SiteLoad(Path(folder)).load()
