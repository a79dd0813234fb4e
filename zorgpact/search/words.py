"""From text to the words of the index: the same for what is written and what is asked, whatever the database."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

LONGEST = 40  # characters of a word that count
# Too common to tell one text from another; `s` and `t` are what is left of "regio's" and "'t".
COMMON = (
    "aan al als bij dan dat de der deze die dit door een en er het hoe hun ik in is je met na naar niet nog of om ook"
    " op over s t te tot uit van voor was wat we wel wij zich zij zijn zo"
)
STOP_WORDS = frozenset(COMMON.split())

_stemmer = snowballstemmer.stemmer(
    "dutch"
)  # another version may stem otherwise: rebuild the index after an upgrade


def analyse(*texts: str) -> set[str]:
    """The stems of all words, in small letters and digits of ASCII; words that every text has are left out."""
    found = {word[:LONGEST] for text in texts for word in re.findall(r"[^\W_]+", fold(text))}
    return {stem(word) for word in found - STOP_WORDS}


def fold(text: str) -> str:
    """Without capitals and accents."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\x00-\x7f]", lambda found: "" if unicodedata.combining(found[0]) else found[0], letters)


@lru_cache(maxsize=50_000)  # stemming a word takes 0.15 ms, and a language has not that many
def stem(word: str) -> str:
    # A letter that is no Latin one becomes its number: both databases split words in their own way elsewhere.
    return _stemmer.stemWord(word).encode("ascii", "backslashreplace").decode().replace("\\", "")


def marked(mark: str, words: Iterable[str]) -> list[str]:
    """The same words as tokens of one part of the index."""
    return [f"{mark}{word}" for word in words]
