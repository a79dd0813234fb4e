"""Make a new site ready, or a new version of it."""

import logging
from typing import Any

from django.core.management.base import BaseCommand

from zorgpact.operations.setting_up import set_up


class Command(BaseCommand):
    help = "Maakt de site klaar voor bezoekers: tabellen, pagina’s, rollen, regio’s, beheerder. Herhalen mag."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # not a line for every row
        left = set_up(lambda line: self.stdout.write(f"— {line}"))
        for sentence in left:
            self.stdout.write(self.style.WARNING(f"Let op: {sentence}"))
        self.stdout.write(
            "De site staat klaar." if not left else "De site staat klaar, op het bovenstaande na."
        )
