"""What pages of other apps, and the region page, show of regions, pacts, plans and organisations."""

from typing import Any

from django import template
from django.db.models import Exists, OuterRef

from pacts.contacts import Contact, contact_of
from pacts.models import Pact, Plan, Region

register = template.Library()


@register.inclusion_tag("components/region_map.html")
def region_map(
    regions: list[Region], current: Region | None = None, list_id: str = "", quiet: bool = False
) -> dict[str, Any]:
    """The map of these regions; `current` stands out, those with `is_near` less so. `list_id`: of the same links in a list."""
    return {"regions": regions, "current": current.code if current else "", "list": list_id, "quiet": quiet}


@register.simple_tag
def regions_around(region: Region) -> list[Region]:
    """All regions by name, with `is_near` on the neighbours of this one: one query for the map and the list."""
    links = Region.neighbours.through.objects.filter(from_region=region.pk, to_region=OuterRef("pk"))
    return list(Region.objects.published().annotate(is_near=Exists(links)).order_by("title"))


@register.inclusion_tag("components/contact.html")
def contact(item: Any) -> dict[str, Contact | None]:
    """Whom to ask about this, for a list of facts."""
    return {"contact": contact_of(item)}


@register.simple_tag
def with_region(address: str, region: Region) -> str:
    """A list, narrowed down to a region."""
    return f"{address}?regio={region.slug}"


@register.simple_tag
def all_regions() -> list[Region]:
    return list(Region.objects.published().order_by("title"))


@register.simple_tag
def pacts_in(region: Region, limit: int = 12) -> list[Pact]:
    """The first pacts of a region; the list of pacts has them all."""
    return list(Pact.objects.published().in_region(region).in_order().first_few(limit).with_cards())


@register.simple_tag
def plans_in(region: Region, limit: int = 5) -> list[Plan]:
    """The newest plans of a region: of what came before, the name is enough."""
    return list(Plan.objects.published().in_region(region).current_first().first_few(limit))


@register.simple_tag
def involved(rows: Any) -> Any:
    """Partners or signatories of which the organisation is on the site. In a preview the rows stand in memory."""
    return rows.filter(organisation__live=True).select_related("organisation")
