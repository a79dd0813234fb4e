"""Actions on the pages of what they come from."""

from collections.abc import Iterable
from typing import Any

from django import template

from pacts.models import Ambition, Organisation, Region
from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.agenda.statuses import status_bar

register = template.Library()


@register.simple_tag
def plan_story(plan: Any, limit: int | None = None) -> list[dict[str, Any]]:
    """The ambitions of a plan with their actions, and last the actions without an ambition: two queries.

    A page that leads to the whole plan gives a limit: of that many actions, and of as many ambitions.
    """
    if plan.pk is None:  # an editor previews what is not saved yet
        return []
    published = Action.objects.published().in_order().select_related("owner")
    actions = list(published.filter(plan=plan)[:limit])
    chapters: list[dict] = [
        {"ambition": ambition, "actions": [action for action in actions if action.ambition_id == ambition.pk]}
        for ambition in Ambition.objects.published().filter(plan=plan)[:limit]
    ]
    placed = {action.pk for chapter in chapters for action in chapter["actions"]}
    rest = [action for action in actions if action.pk not in placed]
    return [*chapters, {"ambition": None, "actions": rest}] if rest else chapters


@register.simple_tag
def pact_actions(pact: Any) -> list[Action]:
    """The actions of a pact."""
    if pact.pk is None:
        return []
    return list(Action.objects.published().filter(pact=pact).in_order().select_related("owner"))


@register.simple_tag
def actions_by_region() -> dict[int, int]:
    return Action.objects.published().count_by_region()


@register.inclusion_tag("agenda/_status_bar.html")
def actions_bar(region: Region | None = None) -> dict[str, Any]:
    """How all actions stand, or those of a region."""
    actions = Action.objects.published()
    return status_bar(actions.in_region(region), regio=region.slug) if region else status_bar(actions)


@register.simple_tag
def actions_of(organisation: Organisation) -> list[Action]:
    """The actions that an organisation owns."""
    return (
        list(organisation.actions.published().in_order().select_related("owner")) if organisation.pk else []
    )


@register.simple_tag
def progress_of(action: Action) -> Iterable[ProgressNote]:
    """What visitors may read of how an action goes, newest first."""
    return action.notes.public().select_related("organisation") if action.pk else []


@register.inclusion_tag("agenda/_joinings.html")
def joined_by(action: Action) -> dict[str, Any]:
    """The organisations that joined an action, and the way to join it."""
    return {"action": action, "joinings": action.joinings.public() if action.pk else []}
