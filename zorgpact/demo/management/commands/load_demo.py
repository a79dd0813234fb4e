"""Fill the site with the demo content and its accounts."""

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zorgpact.demo.loading import accounts_of, load_demo
from zorgpact.demo.reading import BadContent


class Command(BaseCommand):
    help = "Vult de site met de demo-inhoud. Herhalen mag: wat je veranderde of weghaalde, blijft zo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "demo",
            help="map met de demo-inhoud",
        )
        parser.add_argument(
            "--force", action="store_true", help="ook als DEBUG uit staat, met accounts die iedereen kent"
        )
        parser.add_argument("--accounts", action="store_true", help="noem alleen de accounts van de demo")

    def handle(self, *args: Any, folder: Path, force: bool, accounts: bool, **options: Any) -> None:
        if accounts:
            for account in accounts_of(folder):
                self.stdout.write("  {role}: {username}, wachtwoord {password}".format(**account))
            return
        if not settings.DEBUG and not force:
            raise CommandError(
                "De demo heeft accounts met bekende wachtwoorden, en DEBUG staat uit. "
                "Weet je zeker dat niemand anders bij deze site kan? Gebruik dan --force."
            )
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # not a line for every row
        call_command("setup_site", stdout=self.stdout)
        call_command("load_reference", stdout=self.stdout)
        try:
            count = load_demo(folder, self.stdout.write)
        except BadContent as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Klaar: {count} nieuw")
