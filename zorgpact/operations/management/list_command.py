"""What the commands that read a list share."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import models

from zorgpact.cms.spreadsheets import UnreadableSheet
from zorgpact.operations.importing import CHANGED, NEW, SAME, Outcome, read_list, write_template


class ListCommand(BaseCommand):
    model: type[models.Model]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="een lijst, .xlsx of .csv")
        parser.add_argument("--save", action="store_true", help="bewaar het; zonder dit is het een proef")
        parser.add_argument(
            "--template",
            metavar="BESTAND",
            type=Path,
            help="maak een lege lijst met de kolommen, en lees niets",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # not a line for every row
        if options["template"]:
            write_template(self.model, options["template"])
            self.stdout.write(f"Lege lijst: {options['template']}")
            return
        if not options["file"]:
            raise CommandError("Welk bestand? Of maak met --template BESTAND een lege lijst.")
        try:
            outcome = read_list(self.model, options["file"], is_trial=not options["save"])
        except UnreadableSheet as error:
            raise CommandError(str(error)) from error
        self.tell(outcome, options["save"])

    def tell(self, outcome: Outcome, is_saved: bool) -> None:
        for line, what, name in outcome.done:
            if what != SAME:
                self.stdout.write(f"regel {line}: {what}: {name}")
        for error in outcome.errors:
            self.stderr.write(error)
        if outcome.errors:
            raise CommandError(f"Er is niets bewaard. Fouten: {len(outcome.errors)}.")
        counts = ", ".join(f"{outcome.count(what)} {what}" for what in (NEW, CHANGED, SAME))
        self.stdout.write(f"{counts}.")
        if not is_saved:
            self.stdout.write("Dit was een proef: er is niets bewaard. Met --save erachter wel.")
