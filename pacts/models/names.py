"""Reading the name of a place as people write it: short, formal, with its province, with or without accents."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# How people write a province, folded, and its official name.
PROVINCES = {
    **dict.fromkeys(("groningen", "gn", "gr"), "Groningen"),
    **dict.fromkeys(("fryslan", "friesland", "fr", "frl"), "Fryslân"),
    **dict.fromkeys(("drenthe", "dr"), "Drenthe"),
    **dict.fromkeys(("overijssel", "ov"), "Overijssel"),
    **dict.fromkeys(("flevoland", "fl"), "Flevoland"),
    **dict.fromkeys(("gelderland", "gld"), "Gelderland"),
    **dict.fromkeys(("utrecht", "ut", "utr"), "Utrecht"),
    **dict.fromkeys(("noordholland", "nh"), "Noord-Holland"),
    **dict.fromkeys(("zuidholland", "zh"), "Zuid-Holland"),
    **dict.fromkeys(("zeeland", "zld", "zl"), "Zeeland"),
    **dict.fromkeys(("noordbrabant", "brabant", "nb", "nbr", "ac"), "Noord-Brabant"),  # AC: Alphen-Chaam
    **dict.fromkeys(("limburg", "lb", "lim", "l"), "Limburg"),
}
# So short that they only count between brackets or after a comma, as in Hengelo (O.).
INITIALS = {"o": "Overijssel", "z": "Zeeland", "g": "Gelderland"}
LONGEST_PROVINCE = 2  # words, as in Noord Holland

PREFIX = re.compile(r"^(?:de |het )?(gemeente|gem|provincie|prov|regio)\b\.? +(?=\w|['’])")
KINDS = {"gem": "gemeente", "prov": "provincie"}
ON_THE = re.compile(r"\b(?:aan[ -]+(?:den|der|de|het|['’`]?t)|a(?: ?[/.] ?[dht]| d)|ad)\b\.?")
SAINT = re.compile(r"\b(?:sint|st)\b\.?[ -]*")
AND_MORE = re.compile(r"[ ,]+(?:c\.? ?a|e\.? ?o|cum annexis|en omgeving)\.?$")
OF_MUNICIPALITY = re.compile(r"^(.+?) (?:gem|gemeente)\b\.? +(.+)$")
ASIDE = re.compile(r"^([^(,/]+?) *(?:\(([^)]*)\)?|,(.*)|/(.*)| - (.*))$")


@dataclass(frozen=True)
class Reading:
    """What a name says. All keys are letters and digits only; `province` is an official name or empty."""

    key: str  # the name itself, without its province
    whole: str  # everything, as "midden gelderland" may be a name of its own
    kind: str = ""  # gemeente, provincie or regio, when that was said
    province: str = ""
    parts: tuple[
        str, ...
    ] = ()  # "Ljouwert/Leeuwarden", "Hall (Brummen)": the name, and what stands beside it


def search_key(name: str) -> str:
    """Fold a place name for comparison: no accents, capitals, punctuation or province; one way to write Sint and aan den.

    >>> search_key("'s-Gravenhage") == search_key("De gemeente s gravenhage")
    True
    >>> search_key("Alphen aan den Rijn") == search_key("Alphen a/d Rijn")
    True
    """
    return read_name(name).key


@lru_cache(maxsize=1024)  # the names of the 28 regions are read at every question
def read_name(name: str) -> Reading:
    """Take a name apart. One without letters or digits has an empty key."""
    text = " ".join(fold(name).replace("&", " en ").split())
    kind = ""
    if prefix := PREFIX.match(text):
        kind = KINDS.get(prefix[1], prefix[1])
        text = text[prefix.end() :]
    text = AND_MORE.sub("", SAINT.sub("st ", ON_THE.sub(" ad ", text)))
    whole = letters(text)
    if municipality := OF_MUNICIPALITY.match(text):
        parts = (letters(municipality[1]), letters(municipality[2]))
        return Reading(parts[0], whole, kind, parts=parts)
    base, aside = take_aside(text)
    if aside:
        province = PROVINCES.get(letters(aside)) or INITIALS.get(letters(aside), "")
        if province and letters(base):
            return Reading(letters(base), whole, kind, province)
        return Reading(whole, whole, kind, parts=(letters(base), letters(aside)))
    base, province = take_province(text)
    return Reading(letters(base), whole, kind, province)


def fold(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in folded if not unicodedata.combining(char))


def plain_key(text: str) -> str:
    """Letters and digits only, for names that are no places."""
    return letters(fold(text))


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def take_aside(text: str) -> tuple[str, str]:
    """The name, and what stands between brackets or after a comma, stroke or dash."""
    if not (match := ASIDE.match(text)):
        return text, ""
    base, *asides = match.groups()
    return base, next((aside.strip() for aside in asides if aside), "")


def take_province(text: str) -> tuple[str, str]:
    """The name, and the province that its last words are. A name that is nothing but a province keeps it."""
    words = text.split(" ")
    for count in range(LONGEST_PROVINCE, 0, -1):
        last = letters("".join(words[-count:]))
        if last in PROVINCES and letters("".join(words[:-count])):
            return " ".join(words[:-count]), PROVINCES[last]
    return text, ""
