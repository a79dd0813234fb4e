"""What pages of other apps, and the region page, show of regions, pacts, plans and actions."""

from django import template
from django.db.models import Exists, OuterRef

from pacts.models import Action, Ambition, Pact, Plan, Region

register = template.Library()


@register.inclusion_tag("components/region_map.html")
def region_map(regions, current=None, list_id="", quiet=False):
    """The map of these regions; `current` stands out, those with `is_near` less so. `list_id`: of the same links in a list."""
    return {"regions": regions, "current": current.code if current else "", "list": list_id, "quiet": quiet}


@register.simple_tag
def regions_around(region):
    """All regions by name, with `is_near` on the neighbours of this one: one query for the map and the list."""
    links = Region.neighbours.through.objects.filter(from_region=region.pk, to_region=OuterRef("pk"))
    return list(Region.objects.published().annotate(is_near=Exists(links)).order_by("title"))


@register.simple_tag
def all_regions():
    return list(Region.objects.published().order_by("title"))


@register.simple_tag
def pacts_in(region, limit=12):
    """The first pacts of a region; the list of pacts has them all."""
    return list(Pact.objects.published().in_region(region).in_order().first_few(limit).with_cards())


@register.simple_tag
def plans_in(region, limit=5):
    """The newest plans of a region: of what came before, the name is enough."""
    return list(Plan.objects.published().in_region(region).current_first().first_few(limit))


@register.simple_tag
def plan_story(plan):
    """The ambitions of a plan with their actions, and last the actions without an ambition: two queries."""
    if plan.pk is None:  # an editor previews what is not saved yet
        return []
    published = Action.objects.published().in_order().select_related("owner")
    actions = list(published.filter(plan=plan))
    chapters: list[dict] = [
        {"ambition": ambition, "actions": [action for action in actions if action.ambition_id == ambition.pk]}
        for ambition in Ambition.objects.published().filter(plan=plan)
    ]
    placed = {action.pk for chapter in chapters for action in chapter["actions"]}
    rest = [action for action in actions if action.pk not in placed]
    return [*chapters, {"ambition": None, "actions": rest}] if rest else chapters


@register.simple_tag
def pact_actions(pact):
    """The actions of a pact."""
    if pact.pk is None:
        return []
    return list(Action.objects.published().filter(pact=pact).in_order().select_related("owner"))


@register.simple_tag
def progress_of(action):
    """The progress notes of an action, newest first."""
    return action.notes.all() if action.pk else []
