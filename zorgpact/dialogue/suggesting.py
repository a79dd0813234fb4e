"""Which loose cards may belong to a thread as well: asked per thread, local, the same every time, and only a suggestion.

Cards are compared by the pieces of 3 and 4 letters of their words, each weighed by how rare it is among the cards of the
room (TF-IDF, cosine), and by the topics of which they use a name or a synonym. `tests/dialogue/labelled.py` has
60 sentences of ours; `python -m tests.dialogue.labelled` measures how often the first three are right.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from zorgpact.dialogue.models import Contribution, Dialogue, Thread
from zorgpact.taxonomy.models import Topic

FEWEST_MEMBERS = 2  # one card says too little of a thread
MOST = 3
LEAST = 0.05  # below this nothing is shared but endings
PIECES = (
    3,
    4,
)  # letters: measured better on our sentences than 3 to 5, and than with whole words beside them
WEIGHT_OF_TOPIC = 4.0  # beside a piece of a word
COMMON = (
    "aan al als bij dan dat de der deze die dit door een en er het hoe hun ik in is je kan maak meer met moet na naar niet"
    " nog of om ook op over te tot uit van voor was wat we wel werk werken wij zich zij zijn zo zorg zorgen"
)
STOP_WORDS = frozenset(COMMON.split())

Vector = dict[str, float]


@dataclass(frozen=True)
class Suggestion:
    """A card that may belong to a thread, and why."""

    point: Contribution
    reason: str
    """The words that they share."""


_stemmer = snowballstemmer.stemmer("dutch")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return _stemmer.stemWord(word)


def words_in(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return [word for word in re.findall(r"[^\W\d_]{2,}", letters) if word not in STOP_WORDS]


def features(text: str, topics: Sequence[tuple[str, frozenset[str]]] = ()) -> Vector:
    """What a text is compared by, with how often and how much each counts. `topics` are names with the stems that tell them."""
    words = words_in(text)
    stems = {stem(word) for word in words}
    found: Counter[str] = Counter()
    for word in words:
        padded = f" {word} "
        found.update(
            padded[start : start + size] for size in PIECES for start in range(len(padded) - size + 1)
        )
    vector: Vector = {piece: 1 + math.log(number) for piece, number in found.items()}
    return vector | {f"t:{name}": WEIGHT_OF_TOPIC for name, told_by in topics if stems & told_by}


def weighed(vectors: Sequence[Vector]) -> list[Vector]:
    """Rare features count more; every vector gets the length 1."""
    frequency = Counter(feature for vector in vectors for feature in vector)
    rarity = {feature: math.log(1 + len(vectors) / number) for feature, number in frequency.items()}
    return [
        normal({feature: value * rarity[feature] for feature, value in vector.items()}) for vector in vectors
    ]


def normal(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {feature: value / length for feature, value in vector.items()}


def likeness(one: Vector, other: Vector) -> float:
    small, large = sorted((one, other), key=len)
    return sum(value * large.get(feature, 0.0) for feature, value in small.items())


def ranked(
    members: Sequence[str], others: Sequence[str], topics: Sequence[tuple[str, frozenset[str]]] = ()
) -> list[tuple[int, float]]:
    """The numbers of the others that are like the members, most like first, with how much (0–1)."""
    vectors = weighed([features(text, topics) for text in [*members, *others]])
    of_members = vectors[: len(members)]
    scores = [
        (number, sum(likeness(vector, member) for member in of_members) / len(of_members))
        for number, vector in enumerate(vectors[len(members) :])
    ]
    return sorted((score for score in scores if score[1] >= LEAST), key=lambda score: (-score[1], score[0]))


def shared_words(text: str, members: Iterable[str]) -> str:
    """The words of a text of which the members have the stem, or a piece of five letters."""
    of_members = [word for member in members for word in words_in(member)]
    stems = {stem(word) for word in of_members}
    pieces = {word[start : start + 5] for word in of_members for start in range(len(word) - 4)}
    shared = [
        word
        for word in words_in(text)
        if stem(word) in stems or any(word[start : start + 5] in pieces for start in range(len(word) - 4))
    ]
    return ", ".join(dict.fromkeys(shared))


def known_topics() -> list[tuple[str, frozenset[str]]]:
    """Topics with the stems of their single words and synonyms."""
    return [
        (topic.slug, frozenset(stem(word) for word in words_in(f"{topic.name} {topic.synonyms}")))
        for topic in Topic.objects.all()
    ]


def suggest(dialogue: Dialogue, thread: Thread) -> list[Suggestion]:
    """Loose cards that may belong to this thread as well, the most likely first. Nothing is moved."""
    shown = Contribution.objects.shown().filter(dialogue=dialogue).order_by("sort_order", "pk")
    members = [point.text for point in shown if point.thread_id == thread.pk]
    loose = [point for point in shown if point.thread_id is None]
    if len(members) < FEWEST_MEMBERS or not loose:
        return []
    found = ranked([*members, thread.text], [point.text for point in loose], known_topics())
    points = [
        (loose[number], shared_words(loose[number].text, [*members, thread.text])) for number, _ in found
    ]
    return [Suggestion(point, reason) for point, reason in points if reason][:MOST]
