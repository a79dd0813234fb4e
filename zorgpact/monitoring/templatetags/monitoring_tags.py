"""Figures on the pages of what they are about: regions, and ambitions of plans."""

from typing import Any

from django import template

from pacts.models import Ambition, Region
from zorgpact.agenda.models import RoundPlan
from zorgpact.monitoring.distances import Distance, distances
from zorgpact.monitoring.models import Advice, Target
from zorgpact.monitoring.regions import figures_of

register = template.Library()

MOST_LETTERS = 3


@register.inclusion_tag("monitoring/_region_figures.html")
def region_figures(region: Region) -> dict[str, Any]:
    """The figures that an editor picked for this region, as far as they are known."""
    return {"region": region, "figures": figures_of(region) if region.pk else []}


@register.inclusion_tag("monitoring/_region_advice.html")
def region_advice(region: Region) -> dict[str, Any]:
    """What was advised to this region, what is open first."""
    rows = Advice.objects.published().filter(region=region.pk).open_first().with_points()[:MOST_LETTERS]
    return {"region": region, "letters": rows if region.pk else []}


@register.inclusion_tag("monitoring/_plan_rounds.html")
def plan_rounds(plan: Any) -> dict[str, Any]:
    """What a plan said in each round, the newest first."""
    rows = RoundPlan.objects.readable().filter(plan=plan.pk).select_related("round").defer("text")
    return {"rows": rows.order_by("-round__held_on") if plan.pk else []}


@register.simple_tag
def plan_distances(plan: Any) -> dict[int, list[Distance]]:
    """How far the ambitions of a plan are, by their primary key: two queries."""
    return distances(Target.objects.published().filter(ambition__plan=plan)) if plan.pk else {}


@register.inclusion_tag("monitoring/_distances.html")
def ambition_distances(
    found: dict[int, list[Distance]], ambition: Ambition | None, is_short: bool = False
) -> dict[str, Any]:
    """How far one ambition is; short: in words only."""
    return {"distances": found.get(ambition.pk, []) if ambition else [], "is_short": is_short}
