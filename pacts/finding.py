"""Finding a region by the name of a municipality, a former municipality, a place, a province or the region itself."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import CharField, Count, Value

from pacts.models import Municipality, PlaceName, Region
from pacts.models.names import PROVINCES, Reading, read_name, search_key
from zorgpact.cms.editions import current_edition

SHORTEST_PREFIX = 3  # characters; below that a beginning matches too much to help
MOST_SUGGESTIONS = 12
MOST_ALIKE = 6
ALIKE = 0.75  # from 0 (nothing in common) to 1 (the same)
KEPT_SECONDS = 300
MOST_EXTRA = 2  # characters that a name may be longer or shorter than what was typed, to be alike
ORDER = ["gemeente", "regio", PlaceName.Kind.PLACE, PlaceName.Kind.FORMER, PlaceName.Kind.ALIAS]
PROVINCES_BY_KEY = {key: province for key, province in PROVINCES.items() if key == search_key(province)}

Regions = dict[int, Region]


@dataclass(frozen=True)
class Found:
    """One answer: what was found, what that is, and the region that it leads to."""

    name: str
    kind: str
    municipality: str
    region: Region
    province: str = ""
    key: str = ""

    @property
    def explanation(self) -> str:
        """A Dutch sentence that says why this region is the answer."""
        region = f"regio {self.region.title.removeprefix('Regio ')}"
        match self.kind:
            case "gemeente":
                return f"De gemeente {self.name} hoort bij de {region}."
            case "regio":
                return f"{self.region.title} is een regio."
            case "provincie":
                return f"De {region} ligt in de provincie {self.name}, helemaal of voor een deel."
            case PlaceName.Kind.FORMER:
                return f"{self.name} is opgegaan in de gemeente {self.municipality}: dat is {region}."
            case PlaceName.Kind.ALIAS:
                return f"{self.name} hoort bij de gemeente {self.municipality}: dat is {region}."
            case _:
                return f"{self.name} ligt in de gemeente {self.municipality}: dat is {region}."

    @property
    def label(self) -> str:
        """The name with what sets it apart from others of that name."""
        match self.kind:
            case "gemeente":
                return f"{self.name}, gemeente in {self.province}"
            case "regio" | "provincie":
                return f"Regio {self.region.title.removeprefix('Regio ')}"
            case PlaceName.Kind.FORMER:
                return f"{self.name}, nu gemeente {self.municipality} in {self.province}"
            case _:
                return f"{self.name}, gemeente {self.municipality} in {self.province}"

    @property
    def url(self) -> str:
        """The page of the region, which says by itself why it is the answer."""
        if self.kind in ("regio", "provincie"):
            return self.region.get_absolute_url()
        return f"{self.region.get_absolute_url()}?{urlencode({'plaats': self.name})}"


@dataclass(frozen=True)
class Suggestion:
    """A name that is known, and how to tell it from others."""

    name: str
    label: str


def find_regions(name: str) -> list[Found]:
    """All that bears this name, without doubles: official names before hamlets. Takes two queries, a province three."""
    reading = read_name(name)
    if not reading.whole:
        return []
    regions = published_regions()
    if reading.kind == "provincie" and reading.key in PROVINCES:
        return found_in_province(regions, PROVINCES[reading.key])
    rows = found_by_key(regions, {reading.whole, reading.key, *reading.parts})
    found = choose(reading, rows, regions)
    if not found and reading.whole in PROVINCES:
        return found_in_province(regions, PROVINCES[reading.whole])
    return without_doubles(found)[:MOST_SUGGESTIONS]


def explain(name: str, region: Region) -> str:
    """Why this name leads to this region, in sentences made from the database; nothing when it does not."""
    return " ".join(
        found.explanation for found in find_regions(name) if found.region == region and found.municipality
    )


def suggest(name: str) -> list[Suggestion]:
    """What may have been meant by a name that nothing bears: longer names and names that look like it, best first.

    Takes two queries, and a third in every edition of the site: the names stay in memory for so long.
    """
    reading = read_name(name)
    typed = [key for key in dict.fromkeys([(reading.parts or (reading.key,))[0], reading.whole]) if key]
    if not typed:
        return []
    regions = published_regions()
    known = [*known_keys(), *map(whole_key, regions.values()), *PROVINCES_BY_KEY]
    keys = list(dict.fromkeys(key for name in typed for key in suggested_keys(known, name)))
    if not keys:
        return []
    rows = found_by_key(regions, keys)
    rows += [of_region(region) for region in regions.values() if whole_key(region) in keys]
    is_elsewhere = {found: found.province != reading.province for found in rows if reading.province}
    rows.sort(key=lambda found: (is_elsewhere.get(found, False), keys.index(found.key), rank(found)))
    labels: dict[str, list[str]] = {}
    for found in rows:
        labels.setdefault(found.name, []).append(found.label)
    suggestions = [Suggestion(name, only[0] if len(only) == 1 else name) for name, only in labels.items()]
    for key, province in PROVINCES_BY_KEY.items():
        if key in keys and province not in labels:
            suggestions.insert(keys.index(key), Suggestion(province, f"Provincie {province}"))
    return suggestions[:MOST_SUGGESTIONS]


# --- Exact names --------------------------------------------------------------------------------------------------


def published_regions() -> Regions:
    """The 28 regions, with no more than finding needs: the outlines are large."""
    few = Region.objects.published().only("title", "slug", "short_name", "aliases")
    return {region.pk: region for region in few}


def of_region(region: Region) -> Found:
    return Found(region.title, "regio", "", region, key=whole_key(region))


def whole_key(region: Region) -> str:
    return read_name(region.title).whole


def region_keys(region: Region) -> set[str]:
    """The keys by which a region is found, of the name itself and of everything that stands there."""
    names = [region.title, region.short_name, *region.aliases.split(";")]
    readings = [read_name(name) for name in names]
    return {key for reading in readings for key in (reading.whole, "" if reading.province else reading.key)}


def found_by_key(regions: Regions, keys: Iterable[str]) -> list[Found]:
    """Municipalities and other names of municipalities, in one query."""
    wanted = sorted(key for key in keys if key)
    kind = Value("gemeente", output_field=CharField())
    municipalities = Municipality.objects.filter(key__in=wanted).values_list(
        "name", kind, "name", "region_id", "province", "key"
    )
    others = PlaceName.objects.filter(key__in=wanted).values_list(
        "name", "kind", "municipality__name", "municipality__region_id", "municipality__province", "key"
    )
    rows = municipalities.order_by().union(others.order_by(), all=True)
    return [
        Found(name, kind, municipality, regions[pk], province, key)
        for name, kind, municipality, pk, province, key in rows
        if pk in regions
    ]


def found_in_province(regions: Regions, province: str) -> list[Found]:
    """The regions that have municipalities in this province, the one with most of them first."""
    counts = Municipality.objects.filter(province=province).values_list("region_id").annotate(Count("pk"))
    pks = [pk for pk, _ in sorted(counts.order_by(), key=lambda row: (-row[1], row[0]))]
    return [Found(province, "provincie", "", regions[pk], province) for pk in pks if pk in regions]


def choose(reading: Reading, rows: list[Found], regions: Regions) -> list[Found]:
    """Of all that was found by some key: what is meant. The name as a whole goes before the name without its province."""
    whole = [found for found in rows if found.key == reading.whole]
    whole += [of_region(region) for region in regions.values() if reading.whole in region_keys(region)]
    if whole:
        return of_kind(reading.kind, whole)
    if reading.parts:
        name, aside = reading.parts
        beside = {found.municipality for found in rows if found.key == aside}
        return [
            found
            for found in rows
            if found.key == name and (found.municipality in beside or aside in region_keys(found.region))
        ]
    return [found for found in rows if found.key == reading.key and found.province == reading.province]


def of_kind(kind: str, found: list[Found]) -> list[Found]:
    """Those of the kind that was said, if there are any."""
    return [answer for answer in found if answer.kind == kind] or found


def rank(found: Found) -> tuple[int, str, str]:
    place = ORDER.index(found.kind) if found.kind in ORDER else len(ORDER)
    return place, found.name, found.municipality


def without_doubles(answers: list[Found]) -> list[Found]:
    """One answer per region and municipality, and only official names when there are any.

    A former municipality or a region says nothing more when a place of that name leads to the same region.
    """
    official = [answer for answer in answers if answer.kind != PlaceName.Kind.HAMLET]
    seen: dict[tuple[int, str], Found] = {}
    for answer in sorted(official or answers, key=rank):
        seen.setdefault((answer.region.pk, answer.municipality), answer)
    chief = {found.region.pk for found in seen.values() if found.kind in ("gemeente", PlaceName.Kind.PLACE)}
    return [
        found
        for found in seen.values()
        if found.region.pk not in chief or found.kind in ("gemeente", PlaceName.Kind.PLACE)
    ]


# --- Names that are not quite right -------------------------------------------------------------------------------


def known_keys() -> list[str]:
    """The keys of all municipalities and places, kept in memory for an edition of the site: see cms/editions.py."""
    key = f"known-keys-{current_edition()}"
    return caches["fragments"].get_or_set(key, read_keys, KEPT_SECONDS) or []


def read_keys() -> list[str]:
    municipalities = Municipality.objects.order_by().values_list("key")
    others = PlaceName.objects.order_by().values_list("key")
    return sorted({key for (key,) in municipalities.union(others)})


def suggested_keys(known: Sequence[str], typed: str) -> list[str]:
    """The few keys to suggest, best first: some longer ones, then those alike, then more longer ones."""
    longer, alike = keys_that_begin(known, typed), keys_alike(known, typed)
    few = MOST_SUGGESTIONS - MOST_ALIKE
    return list(dict.fromkeys([*longer[:few], *alike, *longer[few:]]))[:MOST_SUGGESTIONS]


def keys_that_begin(known: Iterable[str], typed: str) -> list[str]:
    if len(typed) < SHORTEST_PREFIX:
        return []
    return sorted((key for key in known if key.startswith(typed)), key=lambda key: (len(key), key))


def keys_alike(known: Iterable[str], typed: str) -> list[str]:
    """The keys that have most letters of what was typed in the same order, best first."""
    of_that_size = [key for key in known if abs(len(key) - len(typed)) <= MOST_EXTRA]
    return difflib.get_close_matches(typed, of_that_size, n=MOST_ALIKE, cutoff=ALIKE)
