"""What pages of other apps, and the region page, show of regions, pacts, plans and organisations."""

from typing import Any

from django import template
from django.db.models import Exists, OuterRef

from pacts.contacts import Contact, contact_of
from pacts.maps import country, nearby
from pacts.models import Pact, Plan, Region

register = template.Library()


@register.simple_tag
def country_map(counts: dict[int, int], one: str, more: str) -> dict[str, Any]:
    """The map of the regions, shaded by a number for each of what is called so, for components/region_map.html."""
    return country(Region.objects.published().order_by("title"), counts, one, more)


@register.simple_tag
def pacts_by_region() -> dict[int, int]:
    return Pact.objects.published().count_by_region()


@register.inclusion_tag("components/region_nearby.html")
def region_nearby(region: Region, neighbours: list[Region]) -> dict[str, Any]:
    """A region from nearby, with its municipalities, and the names of these."""
    municipalities = list(region.municipalities.all()) if region.pk else []
    return {"map": nearby(region, neighbours, municipalities), "municipalities": municipalities}


@register.simple_tag
def neighbours_of(region: Region) -> list[Region]:
    """The neighbours of a region, by name. In a preview they are a list that knows `filter()`, no `published()`."""
    return list(region.neighbours.filter(live=True).order_by("title"))


@register.inclusion_tag("components/contact.html")
def contact(item: Any) -> dict[str, Contact | None]:
    """Whom to ask about this, for a list of facts."""
    return {"contact": contact_of(item)}


@register.simple_tag
def with_region(address: str, region: Region) -> str:
    """A list, narrowed down to a region."""
    return f"{address}?regio={region.slug}"


@register.simple_tag
def pacts_in(region: Region, limit: int = 12) -> list[Pact]:
    """The first pacts of a region; the list of pacts has them all."""
    return list(Pact.objects.published().in_region(region).in_order().first_few(limit).with_cards())


@register.simple_tag
def plans_in(region: Region, limit: int = 5) -> list[Plan]:
    """The newest plans of a region: of what came before, the name is enough."""
    return list(Plan.objects.published().in_region(region).current_first().first_few(limit))


@register.simple_tag
def regions_without_plan() -> list[tuple[Region, Contact | None]]:
    """The regions of which visitors find no plan, each with whom to ask about it. One query."""
    planned = Plan.regions.through.objects.filter(region=OuterRef("pk"), plan__live=True)
    regions = Region.objects.published().exclude(Exists(planned)).select_related("organisation")
    listed = regions.defer("outline", "detailed_outline").order_by("title")
    return [(region, contact_of(region)) for region in listed]


@register.simple_tag
def involved(rows: Any) -> Any:
    """Partners or signatories of which the organisation is on the site. In a preview the rows stand in memory."""
    return rows.filter(organisation__live=True).select_related("organisation")
