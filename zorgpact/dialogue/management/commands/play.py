"""`manage.py play`: fill a room of the running site with phones that talk. `make play` calls it beside `make run`."""

import time
from functools import partial
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from zorgpact.dialogue.facilitating import go_to
from zorgpact.dialogue.models import Dialogue, Step
from zorgpact.dialogue.playing import play


class Command(BaseCommand):
    help = "Vult een gesprek van de site die draait met telefoons die praten. Leid het zelf, en kijk op het scherm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--phones", type=int, default=20, help="hoeveel telefoons (20)")
        parser.add_argument("--rounds", type=int, default=60, help="hoeveel rondes (60)")
        parser.add_argument("--pause", type=float, default=2.0, help="seconden tussen twee rondes (2)")

    def handle(self, *args: Any, phones: int, rounds: int, pause: float, **options: Any) -> None:
        states = (Dialogue.State.PREPARED, Dialogue.State.RUNNING)
        dialogue = Dialogue.objects.filter(state__in=states).exclude(code="").first()
        if dialogue is None:
            raise CommandError(
                "Er is geen gesprek dat nog loopt. Bereid er een voor bij een sessie in het beheer."
            )
        question = dialogue.steps.filter(kind=Step.Kind.COLLECTING).first()
        if dialogue.state == Dialogue.State.PREPARED and dialogue.in_charge and question:
            go_to(
                dialogue.in_charge, question.order
            )  # nobody began, and phones have nothing to say to a welcome
        links = dialogue.links.working().filter(purpose="tafel")
        tables = [reverse("table_join", args=[link.token]) for link in links]
        self.stdout.write(f"{phones} telefoons schuiven aan bij {dialogue.event}. Stoppen: Ctrl-C")
        try:
            said = play(
                settings.BASE_URL, tables, phones, rounds, partial(time.sleep, pause), self.stdout.write
            )
        except URLError as error:
            raise CommandError(f"De site op {settings.BASE_URL} antwoordt niet: {error.reason}.") from error
        except KeyboardInterrupt:
            return
        self.stdout.write(f"Er is {said} keer iets gezegd.")
