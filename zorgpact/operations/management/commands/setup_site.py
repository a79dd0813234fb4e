"""Make the pages, the settings and the roles that every installation has."""

import logging
from typing import Any

from django.core.management.base import BaseCommand

from zorgpact.operations.site_tree import ensure_site


class Command(BaseCommand):
    help = "Maakt de voorpagina, de overzichten, de gegevens van de site en de rollen. Herhalen mag."

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # not a line for every row
        home = ensure_site()
        self.stdout.write(f"De site staat klaar: {home.title}")
