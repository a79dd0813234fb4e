"""Renewing fixtures/reference from a new year's lists of CBS: municipalities merge, places move. Once a year, by hand."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pacts.models.names import search_key
from pacts.reference import BadReferenceFile, Row, read

PLACE_COLUMNS = ["place_code", "name", "gm_code"]
MUNICIPALITY_COLUMNS = ["gm_code", "name", "province", "region_code"]
FORMER_COLUMNS = ["former_gm_code", "former_name", "successor_gm_code", "successor_name", "area_share"]
NAME_COLUMNS = ["name", "gm_code"]

# For each municipality that is gone: which ones have its places now, and how much of them, the largest share first.
Successors = dict[str, dict[str, float]]


def renew_reference(source: Path, folder: Path) -> list[str]:
    """Rewrite the files in `folder` by `woonplaatsen.csv` and `gemeenten.csv` in `source`; the same input, the same files.

    Returns what changed, a line each. Raises BadReferenceFile, and then nothing was written.
    """
    old = {row["gm_code"]: row for row in read(folder / "municipalities.csv", *MUNICIPALITY_COLUMNS)}
    new = {row["gm_code"]: row for row in read(source / "gemeenten.csv", *MUNICIPALITY_COLUMNS)}
    old_places = {row["place_code"]: row for row in read(folder / "places.csv", *PLACE_COLUMNS)}
    new_places = {row["place_code"]: row for row in read(source / "woonplaatsen.csv", *PLACE_COLUMNS)}
    check(new, new_places, read(folder / "regions.csv", "code"))
    successors = find_successors(old, new, old_places, new_places)
    former = read(folder / "former_municipalities.csv", *FORMER_COLUMNS)
    former = [*follow_former(former, successors, new), *newly_former(successors, old, new)]
    aliases = follow(read(folder / "aliases.csv", *NAME_COLUMNS), successors)
    aliases += [{"name": old[code]["name"], "gm_code": code} for code in renamed(old, new)]
    official = {search_key(row["name"]) for row in (*new.values(), *new_places.values())}
    hamlets = [
        row
        for row in follow(read(folder / "hamlets.csv", *NAME_COLUMNS), successors)
        if search_key(row["name"]) not in official
    ]
    write(folder / "municipalities.csv", MUNICIPALITY_COLUMNS, new.values())
    write(folder / "places.csv", PLACE_COLUMNS, new_places.values())
    write(folder / "former_municipalities.csv", FORMER_COLUMNS, former, order=FORMER_COLUMNS[1:3])
    write(folder / "aliases.csv", NAME_COLUMNS, aliases)
    write(folder / "hamlets.csv", NAME_COLUMNS, hamlets)
    return [*told(old, new, successors), *told_places(old_places, new_places, new)]


def check(municipalities: dict[str, Row], places: dict[str, Row], regions: list[Row]) -> None:
    """Raise BadReferenceFile when something refers to what is not there."""
    codes = {row["code"] for row in regions}
    for row in municipalities.values():
        if row["region_code"] not in codes:
            raise BadReferenceFile(f"gemeenten.csv noemt regio {row['region_code']!r}, en die bestaat niet.")
    for row in places.values():
        if row["gm_code"] not in municipalities:
            raise BadReferenceFile(
                f"woonplaatsen.csv noemt gemeente {row['gm_code']!r}, en die bestaat niet."
            )


def write(path: Path, columns: list[str], rows: Iterable[Row], order: list[str] | None = None) -> None:
    """Write each different row once, in order."""
    by = order or columns
    unique = {tuple(row[column] for column in columns): row for row in rows}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            sorted(unique.values(), key=lambda row: [(row[name].casefold(), row[name]) for name in by])
        )


# --- What became of municipalities --------------------------------------------------------------------------------


def find_successors(
    old: dict[str, Row], new: dict[str, Row], old_places: dict[str, Row], new_places: dict[str, Row]
) -> Successors:
    """Where the places of each municipality that is gone are now. One whose places are all gone cannot be followed."""
    by_name = {row["name"]: code for code, row in new.items()}
    successors: Successors = {}
    for code in sorted(old.keys() - new.keys()):
        if old[code]["name"] in by_name:  # the same municipality with another code
            successors[code] = {by_name[old[code]["name"]]: 1.0}
            continue
        counts = Counter(
            new_places[place]["gm_code"]
            for place, row in old_places.items()
            if row["gm_code"] == code and place in new_places
        )
        if not counts:
            raise BadReferenceFile(f"Waar {old[code]['name']} ({code}) is gebleven, is niet te zien.")
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        successors[code] = {after: round(count / counts.total(), 2) for after, count in ordered}
    return successors


def follow(rows: Iterable[Row], successors: Successors) -> list[Row]:
    """The same names; those of a municipality that is gone go to where most of it went."""
    return [{**row, "gm_code": next(iter(successors.get(row["gm_code"], [row["gm_code"]])))} for row in rows]


def follow_former(rows: Iterable[Row], successors: Successors, new: dict[str, Row]) -> Iterator[Row]:
    """Earlier mergers, of which the result may have merged again. Without places of their own: all parts are named."""
    for row in rows:
        code = row["successor_gm_code"]
        for after in successors.get(code, [code]):
            yield {**row, "successor_gm_code": after, "successor_name": new[after]["name"]}


def newly_former(successors: Successors, old: dict[str, Row], new: dict[str, Row]) -> Iterator[Row]:
    for code, shares in successors.items():
        for after, share in shares.items():
            if old[code]["name"] != new[after]["name"]:
                values = [code, old[code]["name"], after, new[after]["name"], str(share)]
                yield dict(zip(FORMER_COLUMNS, values, strict=True))


def renamed(old: dict[str, Row], new: dict[str, Row]) -> list[str]:
    """The codes of municipalities that have another name now."""
    return [code for code in sorted(old.keys() & new.keys()) if old[code]["name"] != new[code]["name"]]


# --- What to tell -------------------------------------------------------------------------------------------------


def told(old: dict[str, Row], new: dict[str, Row], successors: Successors) -> Iterator[str]:
    for code in sorted(new.keys() - old.keys()):
        yield f"Nieuw: gemeente {new[code]['name']}"
    for code, shares in successors.items():
        names = ", ".join(f"{new[after]['name']} ({share:.0%})" for after, share in shares.items())
        yield f"Weg: gemeente {old[code]['name']}, nu {names}"
    for code in renamed(old, new):
        yield f"Andere naam: gemeente {old[code]['name']} heet nu {new[code]['name']}"
    for code in sorted(old.keys() & new.keys()):
        if old[code]["region_code"] != new[code]["region_code"]:
            yield f"Andere regio: gemeente {new[code]['name']}, nu {new[code]['region_code']}"


def told_places(old: dict[str, Row], new: dict[str, Row], municipalities: dict[str, Row]) -> Iterator[str]:
    for code in sorted(new.keys() - old.keys()):
        yield f"Nieuw: {new[code]['name']} in {municipalities[new[code]['gm_code']]['name']}"
    for code in sorted(old.keys() - new.keys()):
        yield f"Weg: {old[code]['name']}"
    for code in sorted(old.keys() & new.keys()):
        if old[code]["gm_code"] != new[code]["gm_code"]:
            yield f"Verhuisd: {new[code]['name']} naar {municipalities[new[code]['gm_code']]['name']}"
        if old[code]["name"] != new[code]["name"]:
            yield f"Andere naam: {old[code]['name']} heet nu {new[code]['name']}"
