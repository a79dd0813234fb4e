import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zorgpact.operations.site_export import SiteExport


class Command(BaseCommand):
    help = "Schrijft alle inhoud van de site als JSON, met de bestanden, in een map of een zip. Geen gegevens van deelnemers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, help="een nieuwe map, of een bestand dat eindigt op .zip")

    def handle(self, target: Path, *args: Any, **options: Any) -> None:
        if target.is_file() or (target.is_dir() and any(target.iterdir())):
            raise CommandError(f"{target} bestaat al. Kies een andere naam.")
        if target.suffix == ".zip":
            with tempfile.TemporaryDirectory() as folder:
                counts = SiteExport(Path(folder)).write()
                shutil.make_archive(str(target.with_suffix("")), "zip", folder)
        else:
            counts = SiteExport(target).write()
        for kind, number in counts.items():
            self.stdout.write(f"{kind}: {number}")
