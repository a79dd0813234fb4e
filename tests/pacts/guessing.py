"""How often the finder is right about names that were not loaded: misspellings by rule, of the country's own names.

python -m pytest -n 0 -s tests/pacts/test_places.py -k misspelt
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pacts.finding import find_regions, suggest
from pacts.models import Municipality, PlaceName
from pacts.models.names import search_key

SEED = 2026
NAMES = 120
SHORTEST = 4  # letters; of a shorter name a misspelling is mostly another name


def drop(name: str, place: int) -> str:
    return name[:place] + name[place + 1 :]


def swap(name: str, place: int) -> str:
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def double(name: str, place: int) -> str:
    return name[: place + 1] + name[place:]


RULES: list[Callable[[str, int], str]] = [drop, swap, double]


@dataclass
class Score:
    """Misspelt names by what the finder made of them."""

    right: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    choice: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = {name: len(names) for name, names in vars(self).items()}
        total = sum(parts.values())
        shares = ", ".join(f"{name} {count / total:.1%}" for name, count in parts.items())
        return f"{total} misspelt names: {shares}"

    def share(self, *names: str) -> float:
        counts = {name: len(misspelt) for name, misspelt in vars(self).items()}
        return sum(counts[name] for name in names) / sum(counts.values())


def misspelt_names() -> Iterator[tuple[str, str]]:
    """A name and its misspelling, by each rule in turn, at a random place after the first letter."""
    chance = random.Random(SEED)
    rows = PlaceName.objects.filter(kind=PlaceName.Kind.PLACE).values_list("name", flat=True)
    names = sorted({*rows, *Municipality.objects.values_list("name", flat=True)})
    long = [name for name in names if len(name) >= SHORTEST]
    for name in chance.sample(long, NAMES):
        for rule in RULES:
            places = [place for place in range(1, len(name) - 1) if name[place : place + 2].isalpha()]
            yield name, rule(name, chance.choice(places))


def measure() -> Score:
    """Ask the finder for every misspelling. One that is written as the name itself, or folds to it, is left out."""
    score = Score()
    for name, misspelt in misspelt_names():
        if search_key(misspelt) == search_key(name):
            continue
        meant = {answer.region.pk for answer in find_regions(name)}
        found = {answer.region.pk for answer in find_regions(misspelt)}
        if found:
            kind = score.wrong if not found & meant else score.right if len(found) == 1 else score.choice
        else:
            names = [suggestion.name for suggestion in suggest(misspelt)]
            kind = score.suggested if name in names else score.unknown
        kind.append(f"{misspelt} ({name})")
    return score
