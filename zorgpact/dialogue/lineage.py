"""Where an action came from: the sessions, what their tables wrote, what they agreed on, and who took it up.

Only what a session published: no rehearsal, nothing that is held back or withdrawn, and nobody's name or address.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from events.models import Event
from pacts.models import Region
from zorgpact.agenda.models import Action
from zorgpact.dialogue.models import Commitment, Contribution, Dialogue, Thread, ThreadAction

MOST_SIBLINGS = 6


@dataclass(frozen=True)
class Point:
    """What a table wrote, as the room left it: the words that it had before stay there, as in the export."""

    text: str
    table: int | None


@dataclass(frozen=True)
class Origin:
    """One session: its threads that led to the action, and what was promised there."""

    dialogue: Dialogue
    threads: list[dict[str, Any]]
    commitment: Commitment | None

    @property
    def event(self) -> Event:
        return self.dialogue.event


def sessions_of(actions: Iterable[Action]) -> dict[int, set[int]]:
    """The keys of the sessions that agreed on each of these actions and that any visitor may find, by the key of the action.

    Two queries, by the index of each table: at ten thousand threads one of both took 130 ms.
    """
    of_public = ThreadAction.objects.filter(
        action__in=[action.pk for action in actions],
        thread__is_undone=False,
        thread__dialogue__state=Dialogue.State.PUBLIC,
    )
    ties = list(of_public.values_list("action", "thread__dialogue__event"))
    listed = Event.objects.listed().filter(pk__in={event for _, event in ties})
    seen = set(listed.values_list("pk", flat=True)) if ties else set()
    found: dict[int, set[int]] = defaultdict(set)
    for action, event in ties:
        if event in seen:
            found[action].add(event)
    return found


def origins_of(action: Action) -> list[Origin]:
    """In the order of time. Six queries, however many sessions there are."""
    seen = Dialogue.objects.public().filter(event__in=Event.objects.listed())
    commitments = Commitment.objects.standing().filter(action=action, dialogue__in=seen)
    promised = {commitment.dialogue_id: commitment for commitment in commitments}
    threads = list(threads_of(action, seen))
    wanted = {*promised, *(thread.dialogue_id for thread in threads)}
    places = Prefetch("event__regions", Region.objects.published().only("title").order_by("title"))
    dialogues = seen.filter(pk__in=wanted).select_related("event").prefetch_related(places)
    return [
        Origin(
            dialogue,
            [chapter_of(thread) for thread in threads if thread.dialogue_id == dialogue.pk],
            promised.get(dialogue.pk),
        )
        for dialogue in dialogues.order_by("event__start_at")
    ]


def threads_of(action: Action, seen: Any) -> Any:
    members = Contribution.objects.shown().order_by("table", "sort_order", "pk")
    others = ThreadAction.objects.filter(action__live=True).exclude(action=action).select_related("action")
    others = others.order_by("sort_order", "pk")
    threads = Thread.objects.standing().filter(thread_actions__action=action, dialogue__in=seen)
    return threads.prefetch_related(
        Prefetch("members", members, to_attr="shown_members"),
        Prefetch("thread_actions", others, to_attr="other_actions"),
    )


def chapter_of(thread: Any) -> dict[str, Any]:
    return {
        "text": thread.text,
        "points": [Point(point.text, point.table) for point in thread.shown_members],
        "siblings": siblings(thread.other_actions),
        "has_more": len(thread.other_actions) > MOST_SIBLINGS,
    }


def siblings(rows: Iterable[ThreadAction]) -> list[Action]:
    return [row.action for row in rows][:MOST_SIBLINGS]
