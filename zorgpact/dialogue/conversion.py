"""Making an action of what a session agreed on: what the session knows already is filled in."""

from zorgpact.agenda.models import Action
from zorgpact.dialogue.models import Thread, ThreadAction


def action_from(thread: Thread) -> Action:
    """An action that is not saved yet, with the words of the thread and the regions, topics and pact of its session."""
    event = thread.dialogue.event
    action = Action(title=thread.text[:200], introduction=thread.text, pact=event.pact)
    action.regions.set(event.regions.all())
    action.topics.set(event.topics.all())
    return action


def link(thread: Thread, action: Action) -> None:
    """Say that the action came of the thread; saying it twice changes nothing. `action` is saved."""
    ThreadAction.objects.get_or_create(
        thread=thread, action=action, defaults={"sort_order": thread.thread_actions.count()}
    )
