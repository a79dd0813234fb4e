"""A room full of phones that talk, to see and to show how a session goes: everything by HTTP, as real phones do it."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

SENTENCES = [
    "Geef werkbegeleiders vaste uren",
    "Begin met wat er al is, en maak dat groter",
    "Meer stageplekken in de wijk",
    "Laat zij-instromers elk kwartaal beginnen",
    "Erken wat mensen al kunnen, ook zonder diploma",
    "Roosters die zes weken vooruit bekend zijn",
    "Een proeflokaal voor nieuwe techniek in elke regio",
    "Docenten een dag per week in de praktijk",
    "Taalles op de werkvloer",
    "Schrap registraties die niemand leest",
    "Voer een gesprek voordat iemand weggaat",
    "Open dagen waar vmbo-leerlingen echt meedoen",
    "Eén loket voor alle stageplaatsen in de regio",
    "Betaal de opleiding door aan wie overstapt",
    "Laat teams zelf roosteren",
    "Leer samen met de gemeente en het UWV",
    "Een maatje voor elke nieuwe collega",
    "Maak loopbaanpaden zichtbaar",
    "Hybride docenten met één voet in de zorg",
    "Vraag teams welke regels weg kunnen",
]
TIMEOUT = 30  # seconds


class StayHere(HTTPRedirectHandler):
    """Where a form leads to is an answer here."""

    def redirect_request(self, *args: object) -> None:
        return None


opener = build_opener(StayHere)


def ask(address: str, body: bytes | None = None, **headers: str) -> tuple[int, str, bytes]:
    """Status, where it leads, and content. Raises URLError when nobody answers."""
    request = Request(address, body, {"Accept": "application/json", **headers})  # noqa: S310  # our own site
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status, "", answer.read()
    except HTTPError as answer:
        return answer.code, answer.headers.get("Location", ""), answer.read()


@dataclass
class Phone:
    """Somebody at a table. `base` is where the site is, `seat` the path of its page."""

    base: str
    seat: str
    chance: random.Random
    version: int = 0
    step: str = ""
    choices: list[str] = field(default_factory=list)
    has_voted: bool = False

    @classmethod
    def join(cls, base: str, table: str, number: int) -> "Phone":
        """Raises URLError when the table takes nobody."""
        status, seat, _ = ask(base + table, b"")
        if status != 302:
            raise URLError(f"aanschuiven kan niet ({status})")
        return cls(base, seat, random.Random(number))  # noqa: S311  # the same talk every time

    def look(self) -> None:
        """Ask what is new."""
        status, _, content = ask(f"{self.base}{self.seat}stand/?sinds={self.version}")
        if status != 200:
            return
        news = json.loads(content)
        self.version = news["versie"]
        if "schrijf" in news["delen"]:
            self.step = after(news["delen"]["schrijf"], 'name="stap" value="')
        if "stap" in news["delen"]:
            paper = news["delen"]["stap"].split('name="keuze"')[1:]
            self.choices = [after(part, 'value="') for part in paper]
            self.has_voted = self.has_voted and bool(self.choices)

    def talk(self) -> str:
        """Do what the step asks for, now and then; says what was done."""
        if self.step and self.chance.random() < 0.35:
            text = self.chance.choice(SENTENCES)
            key = f"{self.chance.getrandbits(64):016x}"
            point = {"sleutel": key, "stap": int(self.step), "tekst": text}
            ask(f"{self.base}{self.seat}punten/", json.dumps({"punten": [point]}).encode())
            return text
        if self.choices and not self.has_voted:
            self.has_voted = True
            chosen = self.chance.sample(self.choices, min(3, len(self.choices)))
            ask(
                self.base + self.seat,
                urlencode([("doe", "stem"), *(("keuze", one) for one in chosen)]).encode(),
            )
            return f"{len(chosen)} stippen"
        return ""


def after(text: str, mark: str) -> str:
    """What stands between quotes after a mark; nothing when it is not there."""
    _, found, rest = text.partition(mark)
    return rest.partition('"')[0] if found else ""


def play(
    base: str,
    tables: list[str],
    phones: int,
    rounds: int,
    pause: Callable[[], object],
    report: Callable[[str], object],
) -> int:
    """So many phones at these tables, for so many rounds; gives how much was said."""
    room = [Phone.join(base, tables[number % len(tables)], number) for number in range(phones)]
    said = 0
    for _ in range(rounds):
        for phone in room:
            phone.look()
            words = phone.talk()
            if words:
                said += 1
                report(words)
        pause()
    return said
