"""Loads the regions and the names of places from files: fixtures/reference/README.md says which.

Loading again refreshes what is a fact (codes, outlines, municipalities, official places) and leaves alone what editors
write. Of place names only the official ones are those of the file: what is no longer official, or was never, stays as a
hamlet, which comes after every official place of that name.
"""

import csv
import hashlib
import re
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from pacts.models import Municipality, Organisation, PlaceName, Region
from pacts.models.names import search_key
from zorgpact.cms.editions import begin_edition_on_commit

REFERENCE = settings.BASE_DIR / "fixtures" / "reference"
OUTLINE = re.compile(r'<path id="(\w+)"[^>]*? d="([^"]+)"')

Row = dict[str, str]
Name = tuple[str, PlaceName.Kind, str]
Known = TypeVar("Known")


class BadReferenceFile(Exception):
    """A file of reference data is missing, empty, or names something that is not there."""


@transaction.atomic
def load_reference(folder: Path) -> dict[str, int]:
    """Load everything; return how many rows of each kind there are now. Raises BadReferenceFile."""
    regions = load_regions(
        read(
            folder / "regions.csv",
            "code",
            "name",
            "short_name",
            "slug",
            "aliases",
            "organisation",
            "provinces",
            "neighbour_codes",
        ),
        read_outlines(folder / "region_shapes.svg"),
        read_outlines(folder / "region_shapes_fine.svg"),
    )
    municipalities = load_municipalities(
        read(folder / "municipalities.csv", "gm_code", "name", "province", "region_code"),
        regions,
        read_outlines(folder / "municipality_shapes.svg"),
    )
    load_place_names(read_place_names(folder), municipalities)
    begin_edition_on_commit()  # rows that are written many at a time send no signal
    return {
        "regio's": len(regions),
        "gemeenten": len(municipalities),
        "plaatsnamen": PlaceName.objects.count(),
    }


def digest_of(folder: Path) -> str:
    """What the files in this folder say, in 64 characters."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*.svg")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read(path: Path, *columns: str) -> list[Row]:
    """The rows of a CSV file that has at least these columns."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError as error:
        raise BadReferenceFile(f"{path.name} ontbreekt in {path.parent}.") from error
    if not rows:
        raise BadReferenceFile(f"{path.name} heeft geen regels.")
    for column in columns:
        if any(row.get(column) is None for row in rows):
            raise BadReferenceFile(f"{path.name} mist de kolom {column}, of een regel is te kort.")
    return rows


def read_outlines(path: Path) -> dict[str, str]:
    """The path of each shape in a map, by its code."""
    try:
        return dict(OUTLINE.findall(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise BadReferenceFile(f"{path.name} ontbreekt in {path.parent}.") from error


def first_introduction(title: str, provinces: str) -> str:
    """What a region's page says until an editor writes something better."""
    return f"{title} is een van de 28 regio’s waarin zorg en welzijn samenwerken, in {provinces}."


def load_regions(rows: list[Row], outlines: dict[str, str], detailed: dict[str, str]) -> dict[str, Region]:
    """Make the regions that are missing, refresh the facts of the others."""
    by_code = {region.code: region for region in Region.objects.all()}
    by_slug = {region.slug: region for region in by_code.values()}
    regions, made = {}, []
    for row in rows:
        if row["code"] not in outlines:
            raise BadReferenceFile(f"region_shapes.svg heeft geen omtrek voor {row['code']}.")
        facts = {
            "code": row["code"],
            "outline": outlines[row["code"]],
            "detailed_outline": detailed.get(row["code"], ""),
        }
        region = by_code.get(row["code"]) or by_slug.get(row["slug"])
        if region is None:
            region = make_region(row, facts)
            made.append((region, row))
        else:
            refresh_region(region, facts)
        regions[row["code"]] = region
    for region, row in made:
        codes = [code.strip() for code in row["neighbour_codes"].split(";") if code.strip()]
        region.neighbours.set([one_of(regions, code, "regions.csv", "buurregio") for code in codes])
        region.save()
        region.save_revision().publish()
    return regions


def make_region(row: Row, facts: dict[str, str]) -> Region:
    provinces = " en ".join(row["provinces"].split("; "))
    region = Region(
        title=row["name"],
        short_name=row["short_name"],
        slug=row["slug"],
        aliases=row["aliases"],
        provinces=provinces,
        organisation=employers(row["organisation"]),
        introduction=first_introduction(row["name"], provinces),
        **facts,
    )
    region.save()
    return region


def employers(name: str) -> Organisation | None:
    """The employers' organisation of this name, made if need be."""
    if not name:
        return None
    organisation, _ = Organisation.objects.get_or_create(
        slug=slugify(name)[:120], defaults={"title": name, "kind": Organisation.Kind.EMPLOYERS}
    )
    return organisation


def refresh_region(region: Region, facts: dict[str, str]) -> None:
    """Bring the facts up to date, in the region and in the draft that an editor may be working on."""
    changed = {name: value for name, value in facts.items() if getattr(region, name) != value}
    if not changed:
        return
    had_draft = region.has_unpublished_changes
    draft = region.get_latest_revision_as_object()
    for name, value in changed.items():
        setattr(region, name, value)
        setattr(draft, name, value)
    region.save(update_fields=list(changed))
    revision = draft.save_revision(clean=False)
    if region.live and not had_draft:
        revision.publish()


def load_municipalities(
    rows: list[Row], regions: dict[str, Region], outlines: dict[str, str]
) -> dict[str, Municipality]:
    """Make, refresh and remove municipalities, so that they are those of the file. A new one may not be drawn yet."""
    wanted = [
        Municipality(
            code=row["gm_code"],
            name=row["name"],
            key=search_key(row["name"]),
            province=row["province"],
            outline=outlines.get(row["gm_code"], ""),
            region=one_of(regions, row["region_code"], "municipalities.csv", "regio"),
        )
        for row in rows
    ]
    Municipality.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "key", "province", "outline", "region"],
    )
    known = Municipality.objects.in_bulk(field_name="code")
    gone = known.keys() - {municipality.code for municipality in wanted}
    Municipality.objects.filter(code__in=gone).delete()
    return {code: municipality for code, municipality in known.items() if code not in gone}


def read_place_names(folder: Path) -> list[Name]:
    """The names of all files, the official ones first: name, kind and code of the municipality."""
    files = [
        ("places.csv", "name", PlaceName.Kind.PLACE, "gm_code"),
        ("former_municipalities.csv", "former_name", PlaceName.Kind.FORMER, "successor_gm_code"),
        ("aliases.csv", "name", PlaceName.Kind.ALIAS, "gm_code"),
        ("hamlets.csv", "name", PlaceName.Kind.HAMLET, "gm_code"),
    ]
    return [
        (row[name], kind, row[code])
        for file, name, kind, code in files
        for row in read(folder / file, name, code)
    ]


def load_place_names(names: list[Name], municipalities: dict[str, Municipality]) -> None:
    """Add the names that are missing and bring the others up to date.

    One that only repeats the municipality's own name adds nothing.
    """
    wanted: dict[tuple[str, str, int], PlaceName] = {}
    for name, kind, code in names:
        municipality = one_of(municipalities, code, f"De lijst van namen ({kind.label})", "gemeente")
        key = search_key(name)
        if key != municipality.key:
            place = PlaceName(name=name, key=key, kind=kind, municipality=municipality)
            wanted[name, kind, municipality.pk] = place
    known = refresh_place_names(set(wanted))
    PlaceName.objects.bulk_create(
        [place for identity, place in wanted.items() if identity not in known], batch_size=500
    )


def refresh_place_names(wanted: set[tuple[str, str, int]]) -> set[tuple[str, str, int]]:
    """Give known names their key, and make hamlets of what is not official; return name, kind and municipality of all."""
    places = {(place.name, place.kind, place.municipality_id): place for place in PlaceName.objects.all()}
    changed, doubles = [], []
    for (name, kind, pk), place in list(places.items()):
        key, as_hamlet = search_key(name), (name, PlaceName.Kind.HAMLET, pk)
        if kind == PlaceName.Kind.PLACE and (name, kind, pk) not in wanted:
            del places[name, kind, pk]
            if as_hamlet in places:
                doubles.append(place.pk)
                continue
            place.kind = PlaceName.Kind.HAMLET
            places[as_hamlet] = place
        elif place.key == key:
            continue
        place.key = key
        changed.append(place)
    PlaceName.objects.filter(pk__in=doubles).delete()
    PlaceName.objects.bulk_update(changed, ["key", "kind"], batch_size=500)
    return set(places)


def one_of(known: dict[str, Known], code: str, file: str, what: str) -> Known:
    """The row with this code."""
    if code not in known:
        raise BadReferenceFile(f"{file} noemt {what} {code!r}, en die bestaat niet.")
    return known[code]
