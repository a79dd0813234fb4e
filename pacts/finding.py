"""Finding a region by the name of a municipality, a former municipality, a place or the region itself."""

from dataclasses import dataclass

from django.db.models import CharField, Value

from pacts.models import Municipality, PlaceName, Region
from pacts.models.places import search_key

SHORTEST_PREFIX = 3  # characters; below that a beginning matches too much to help
MOST_SUGGESTIONS = 12


@dataclass(frozen=True)
class Found:
    """One answer: what was found, what that is, and the region that it leads to."""

    name: str
    kind: str
    municipality: str
    region: Region

    @property
    def explanation(self) -> str:
        """A Dutch sentence that says why this region is the answer."""
        match self.kind:
            case "gemeente":
                return f"De gemeente {self.name} hoort bij de regio {self.region.title}."
            case PlaceName.Kind.FORMER:
                return f"{self.name} is opgegaan in {self.municipality}, en hoort bij de regio {self.region.title}."
            case "regio":
                return f"{self.name} is een regio."
            case PlaceName.Kind.ALIAS:
                return f"{self.name} is een andere naam voor {self.municipality}, regio {self.region.title}."
            case _:
                return f"{self.name} ligt in de gemeente {self.municipality}, regio {self.region.title}."


def find_regions(name: str, is_exact: bool = False) -> list[Found]:
    """All regions that the name may mean, without doubles.

    When nothing bears the name exactly: names that begin so, unless `is_exact`. Takes two queries, or then three.
    """
    key = search_key(name)
    if not key:
        return []
    regions = {region.pk: region for region in Region.objects.published()}  # 28 rows
    found = [
        Found(region.title, "regio", "", region) for region in regions.values() if key in region_keys(region)
    ]
    found += found_by_name(regions, key=key)
    if not found and not is_exact and len(key) >= SHORTEST_PREFIX:
        found = found_by_name(regions, key__startswith=key)
    return without_doubles(found)[:MOST_SUGGESTIONS]


def found_by_name(regions: dict[int, Region], **lookup: str) -> list[Found]:
    """Municipalities and other names of municipalities, in one query."""
    kind = Value("gemeente", output_field=CharField())
    municipalities = Municipality.objects.filter(**lookup).values_list("name", kind, "name", "region_id")
    others = PlaceName.objects.filter(**lookup).values_list(
        "name", "kind", "municipality__name", "municipality__region_id"
    )
    rows = municipalities.order_by().union(others.order_by(), all=True)
    found = [
        Found(name, kind, municipality, regions[pk]) for name, kind, municipality, pk in rows if pk in regions
    ]
    return sorted(found, key=lambda answer: (answer.kind != "gemeente", answer.name, answer.municipality))


def region_keys(region: Region) -> set[str]:
    names = [region.title, region.short_name, *region.aliases.split(";")]
    return {search_key(name) for name in names}


def without_doubles(answers: list[Found]) -> list[Found]:
    """One answer per region and municipality: a place that bears its municipality's name says nothing more."""
    seen: dict[tuple[int, str], Found] = {}
    for answer in answers:
        seen.setdefault((answer.region.pk, answer.municipality), answer)
    return list(seen.values())
