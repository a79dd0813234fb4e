"""Actions on the pages of what they come from."""

from collections.abc import Iterable
from typing import Any

from django import template

from pacts.models import Ambition, Organisation, Pact, Plan, Region
from zorgpact.agenda.models import Action
from zorgpact.agenda.statuses import Bar, status_bar, tallies
from zorgpact.agenda.table import Table, national_table
from zorgpact.agenda.timeline import Timeline, timeline_of

register = template.Library()

MOST_SIBLINGS = 6


@register.simple_tag
def plan_story(plan: Any, limit: int | None = None) -> list[dict[str, Any]]:
    """The ambitions of a plan with their actions and how these stand, and last the actions without an ambition: four queries.

    A page that leads to the whole plan gives a limit: of that many actions, and of as many ambitions.
    """
    if plan.pk is None:  # an editor previews what is not saved yet
        return []
    published = Action.objects.published().filter(plan=plan)
    actions = list(published.in_order().with_lines()[:limit])
    standing = tallies(published.counted_by("ambition"))
    chapters: list[dict] = [
        {
            "ambition": ambition,
            "actions": [action for action in actions if action.ambition_id == ambition.pk],
            "bar": Bar(standing[ambition.pk]),
        }
        for ambition in Ambition.objects.published().filter(plan=plan)[:limit]
    ]
    placed = {action.pk for chapter in chapters for action in chapter["actions"]}
    rest = [action for action in actions if action.pk not in placed]
    loose = {"ambition": None, "actions": rest, "bar": None}
    return [*chapters, loose] if rest else chapters


@register.inclusion_tag("agenda/_plan_regions.html")
def plan_regions(plan: Any) -> dict[str, Any]:
    """Of a plan of several regions: which part each of them does. Two queries."""
    regions = list(plan.regions.filter(live=True).order_by("title")) if plan.pk else []
    if len(regions) <= 1:
        return {"parts": []}
    placed = Action.objects.published().filter(plan=plan, regions__in=regions)
    standing = tallies(placed.counted_by("regions"))
    return {"parts": [{"region": region, "bar": Bar(standing[region.pk])} for region in regions]}


@register.simple_tag
def plan_bars(plans: Iterable[Plan]) -> dict[int, Bar]:
    """How the actions of each of these plans stand, by the key of the plan. One query."""
    keys = [plan.pk for plan in plans]
    counted = Action.objects.published().filter(plan__in=keys).counted_by("plan")
    return {key: Bar(tally) for key, tally in tallies(counted).items()}


@register.inclusion_tag("agenda/_status_bar.html")
def one_bar(bars: dict[int, Bar], plan: Plan) -> dict[str, Any]:
    return {"bar": bars.get(plan.pk)}


@register.simple_tag
def pact_actions(pact: Any) -> list[Action]:
    """The actions of a pact."""
    if pact.pk is None:
        return []
    return list(Action.objects.published().filter(pact=pact).in_order().with_lines())


@register.simple_tag
def actions_table() -> Table:
    """Regions by action lines, of all actions that visitors may see."""
    return national_table(Action.objects.published())


@register.simple_tag
def actions_by_region() -> dict[int, int]:
    return Action.objects.published().count_by_region()


@register.inclusion_tag("agenda/_status_bar.html")
def actions_bar(region: Region | None = None) -> dict[str, Any]:
    """How all actions stand, or those of a region."""
    actions = Action.objects.published()
    bar = status_bar(actions.in_region(region), regio=region.slug) if region else status_bar(actions)
    return {"bar": bar}


@register.simple_tag
def actions_of(organisation: Organisation) -> list[Action]:
    """The actions that an organisation owns."""
    return list(organisation.actions.published().in_order().with_lines()) if organisation.pk else []


@register.simple_tag
def progress_of(action: Action) -> Timeline:
    """What visitors may read of how an action goes, newest first."""
    return timeline_of(action) if action.pk else Timeline([])


@register.inclusion_tag("agenda/_siblings.html")
def siblings_of(action: Action) -> dict[str, Any]:
    """What else came from where this action came from: its ambition, or else its plan or its pact. With a link onwards."""
    origin = origin_of(action) if action.pk else None
    if origin is None:
        return {}
    name, ties, page = origin
    found = Action.objects.published().filter(**ties).exclude(pk=action.pk).in_order()
    actions = list(found[: MOST_SIBLINGS + 1])
    return {
        "actions": actions[:MOST_SIBLINGS],
        "has_more": len(actions) > MOST_SIBLINGS,
        "origin": page,
        "name": name,
    }


def origin_of(action: Action) -> tuple[str, dict[str, Any], Plan | Pact] | None:
    """The nearest thing that it came from and that visitors may see: its name, what ties actions to it, and where it stands."""
    ambition, plan, pact = action.ambition, action.plan, action.pact
    if ambition and ambition.live and ambition.plan.live:
        return ambition.title, {"ambition": ambition}, ambition.plan
    if plan and plan.live:
        return plan.title, {"plan": plan}, plan
    return (pact.title, {"pact": pact}, pact) if pact and pact.live else None


@register.inclusion_tag("agenda/_joinings.html")
def joined_by(action: Action) -> dict[str, Any]:
    """The organisations that joined an action, and the way to join it."""
    return {"action": action, "joinings": action.joinings.public() if action.pk else []}
