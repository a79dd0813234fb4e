"""Actions on the pages of what they come from."""

from django import template

from pacts.models import Ambition
from zorgpact.agenda.models import Action

register = template.Library()

MOST = 50  # on a page of something else; the agenda has them all


@register.simple_tag
def plan_story(plan, limit=MOST):
    """The ambitions of a plan with their actions, and last the actions without an ambition: two queries.

    A page that shows other things as well gives a limit: of that many actions in all.
    """
    if plan.pk is None:  # an editor previews what is not saved yet
        return []
    published = Action.objects.published().in_order().select_related("owner")
    actions = list(published.filter(plan=plan)[:limit])
    chapters: list[dict] = [
        {"ambition": ambition, "actions": [action for action in actions if action.ambition_id == ambition.pk]}
        for ambition in Ambition.objects.published().filter(plan=plan)[:MOST]
    ]
    placed = {action.pk for chapter in chapters for action in chapter["actions"]}
    rest = [action for action in actions if action.pk not in placed]
    return [*chapters, {"ambition": None, "actions": rest}] if rest else chapters


@register.simple_tag
def pact_actions(pact, limit=MOST):
    """The first actions of a pact."""
    if pact.pk is None:
        return []
    return list(Action.objects.published().filter(pact=pact).in_order().select_related("owner")[:limit])


@register.simple_tag
def actions_of(organisation, limit=MOST):
    """The first actions that an organisation owns."""
    return list(organisation.actions.published().in_order()[:limit]) if organisation.pk else []


@register.simple_tag
def progress_of(action):
    """The progress notes of an action, newest first."""
    return action.notes.all() if action.pk else []
