"""Loads the regions and the names of places from files: fixtures/reference/README.md says which.

Loading again refreshes what is a fact (codes, outlines, municipalities) and leaves alone what editors write.
Place names are only added.
"""

import csv
import re
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils.text import slugify

from pacts.models import Municipality, Organisation, PlaceName, Region
from pacts.models.places import search_key

OUTLINE = re.compile(r'<path id="(RA\d{4})"[^>]*? d="([^"]+)"')

Row = dict[str, str]
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
    )
    municipalities = load_municipalities(
        read(folder / "municipalities.csv", "gm_code", "name", "province", "region_code"), regions
    )
    former = read(folder / "former_municipalities.csv", "former_name", "successor_gm_code")
    places = read(folder / "places.csv", "name", "gm_code")
    aliases = read(folder / "aliases.csv", "name", "gm_code")
    load_place_names(
        [(row["former_name"], PlaceName.Kind.FORMER, row["successor_gm_code"]) for row in former]
        + [(row["name"], PlaceName.Kind.PLACE, row["gm_code"]) for row in places]
        + [(row["name"], PlaceName.Kind.ALIAS, row["gm_code"]) for row in aliases],
        municipalities,
    )
    return {
        "regio's": len(regions),
        "gemeenten": len(municipalities),
        "plaatsnamen": PlaceName.objects.count(),
    }


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
    """The path of each region in the map, by region code."""
    try:
        return dict(OUTLINE.findall(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise BadReferenceFile(f"{path.name} ontbreekt in {path.parent}.") from error


def first_introduction(title: str, provinces: str) -> str:
    """What a region's page says until an editor writes something better."""
    return f"{title} is een van de 28 regio’s waarin zorg en welzijn samenwerken, in {provinces}."


def load_regions(rows: list[Row], outlines: dict[str, str]) -> dict[str, Region]:
    """Make the regions that are missing, refresh the facts of the others."""
    by_code = {region.code: region for region in Region.objects.all()}
    by_slug = {region.slug: region for region in by_code.values()}
    regions, made = {}, []
    for row in rows:
        if row["code"] not in outlines:
            raise BadReferenceFile(f"region_shapes.svg heeft geen omtrek voor {row['code']}.")
        region = by_code.get(row["code"]) or by_slug.get(row["slug"])
        if region is None:
            region = make_region(row, outlines[row["code"]])
            made.append((region, row))
        else:
            refresh_region(region, code=row["code"], outline=outlines[row["code"]])
        regions[row["code"]] = region
    for region, row in made:
        codes = [code.strip() for code in row["neighbour_codes"].split(";") if code.strip()]
        region.neighbours.set([one_of(regions, code, "regions.csv", "buurregio") for code in codes])
        region.save()
        region.save_revision().publish()
    return regions


def make_region(row: Row, outline: str) -> Region:
    provinces = " en ".join(row["provinces"].split("; "))
    region = Region(
        code=row["code"],
        title=row["name"],
        short_name=row["short_name"],
        slug=row["slug"],
        aliases=row["aliases"],
        provinces=provinces,
        organisation=employers(row["organisation"]),
        introduction=first_introduction(row["name"], provinces),
        outline=outline,
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


def refresh_region(region: Region, **facts: str) -> None:
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


def load_municipalities(rows: list[Row], regions: dict[str, Region]) -> dict[str, Municipality]:
    """Make, refresh and remove municipalities, so that they are those of the file."""
    wanted = [
        Municipality(
            code=row["gm_code"],
            name=row["name"],
            key=search_key(row["name"]),
            province=row["province"],
            region=one_of(regions, row["region_code"], "municipalities.csv", "regio"),
        )
        for row in rows
    ]
    Municipality.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "key", "province", "region"],
    )
    known = Municipality.objects.in_bulk(field_name="code")
    gone = known.keys() - {municipality.code for municipality in wanted}
    Municipality.objects.filter(code__in=gone).delete()
    return {code: municipality for code, municipality in known.items() if code not in gone}


def load_place_names(
    names: list[tuple[str, PlaceName.Kind, str]], municipalities: dict[str, Municipality]
) -> None:
    """Add the names that are missing. One that only repeats the municipality's own name adds nothing.

    Two municipalities are called Bergen, officially Bergen (L.) and Bergen (NH.): both get the bare name too.
    """
    bare = [
        (municipality.name.partition(" (")[0], PlaceName.Kind.ALIAS, code)
        for code, municipality in municipalities.items()
        if " (" in municipality.name
    ]
    new = []
    for name, kind, code in [*names, *bare]:
        municipality = one_of(municipalities, code, f"De lijst van namen ({kind.label})", "gemeente")
        key = search_key(name)
        if key != municipality.key:
            new.append(PlaceName(name=name, key=key, kind=kind, municipality=municipality))
    PlaceName.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)


def one_of(known: dict[str, Known], code: str, file: str, what: str) -> Known:
    """The row with this code."""
    if code not in known:
        raise BadReferenceFile(f"{file} noemt {what} {code!r}, en die bestaat niet.")
    return known[code]
