"""`manage.py rooms`: the links of the rooms that are not closed yet, for who runs this site on their own computer."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from zorgpact.dialogue.models import Dialogue

SHOWN = [("leiding", "lead", "Leiden"), ("scherm", "screen", "Scherm"), ("tafel", "table_join", "Tafel")]


class Command(BaseCommand):
    help = "Drukt van elk gesprek dat nog niet is afgesloten de links af: leiding, scherm en de eerste tafel."

    def handle(self, *args: Any, **options: Any) -> None:
        states = (Dialogue.State.PREPARED, Dialogue.State.RUNNING)
        for dialogue in Dialogue.objects.filter(state__in=states).exclude(code="").select_related("event"):
            self.stdout.write(f"Gesprek: {dialogue.event} (code {dialogue.code})")
            for purpose, view, label in SHOWN:
                links = dialogue.links.working().filter(purpose=purpose).select_related("table")
                link = links.order_by("table__number", "id").first()
                if link:
                    address = settings.BASE_URL + reverse(view, args=[link.token])
                    pin = f" (pincode {link.pin})" if link.pin else ""
                    self.stdout.write(f"  {label:<7} {address}{pin}")
