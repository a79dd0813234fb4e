"""What the facilitator does: the next step, threads of cards, and other words for them. Only the facilitator moves cards."""

from collections.abc import Collection, Sequence

from django.utils import timezone

from zorgpact.dialogue.changing import Change, RoomRefusal, changing, leading
from zorgpact.dialogue.models import (
    Ballot,
    Contribution,
    Dialogue,
    DialogueLink,
    LogEntry,
    Step,
    Thread,
)
from zorgpact.dialogue.submitting import LONGEST, MOST_AT_ONCE, clean_point

MORE_TIME = 2  # minutes
MOST_PARTS = 6
ON_THE_WALL = (Contribution.State.SHOWN, Contribution.State.HELD)


def words_of(text: str) -> str:
    """Raises RoomRefusal for words that are too few or too many."""
    words = clean_point(text)
    if not 1 <= len(words) <= LONGEST:
        raise RoomRefusal(f"Schrijf 1 tot en met {LONGEST} tekens.")
    return words


def points_of(change: Change, pks: Collection[int]) -> list[Contribution]:
    """Those of these that stand, shown or held. Raises RoomRefusal when there are none."""
    rows = Contribution.objects.filter(dialogue=change.dialogue, pk__in=pks, state__in=ON_THE_WALL)
    points = list(rows.order_by("sort_order", "pk"))
    if not points:
        raise RoomRefusal("Kies eerst een of meer kaarten.")
    return points


def thread_of(change: Change, pk: int) -> Thread:
    thread = Thread.objects.standing().filter(dialogue=change.dialogue, pk=pk).first()
    if thread is None:
        raise RoomRefusal("Die rode draad bestaat niet meer.")
    return thread


# --- Steps --------------------------------------------------------------------------------------------------


def go_to(link: DialogueLink, order: int) -> None:
    """Begin the step with this order, and end the one that runs. Raises RoomRefusal."""
    with leading(link, "stap") as change:
        step = change.dialogue.steps.filter(order=order).first()
        if step is None:
            raise RoomRefusal("Er is geen volgende stap. Sluit het gesprek af.")
        current = change.dialogue.step
        if current and current.pk == step.pk:
            return
        now = timezone.now()
        if current:
            change.set(current, ended_at=now)
        change.set(step, started_at=now, ended_at=None)
        change.set(change.dialogue, step_id=step.pk, state=Dialogue.State.RUNNING)


def end(link: DialogueLink) -> None:
    """Close the session; what was under way still arrives for two minutes."""
    with leading(link, "sluit af") as change:
        now = timezone.now()
        if change.dialogue.step:
            change.set(change.dialogue.step, ended_at=now)
        change.set(change.dialogue, state=Dialogue.State.CLOSED, closed_at=now)


def more_time(link: DialogueLink) -> None:
    with leading(link, "meer tijd") as change:
        step = change.dialogue.step
        if step is None:
            raise RoomRefusal("Er loopt nog geen stap.")
        change.set(step, minutes=min(step.minutes + MORE_TIME, 240))


def reveal(link: DialogueLink) -> None:
    """Show the result of the vote. That ends voting."""
    with leading(link, "toon uitslag") as change:
        step = change.dialogue.step
        if step is None or step.kind != Step.Kind.VOTING:
            raise RoomRefusal("Er wordt nu niet gestemd.")
        change.set(step, is_revealed=True)


def take_over(link: DialogueLink) -> None:
    """From now on this link leads. The other one sees so, and may take over again."""
    with changing(link.dialogue_id, LogEntry.Role.FACILITATOR, "neem over") as change:
        Dialogue.objects.filter(pk=change.dialogue.pk).update(in_charge=link)
        change.is_news = change.dialogue.in_charge_id != link.pk


# --- Cards --------------------------------------------------------------------------------------------------


def hold(link: DialogueLink, pks: Collection[int]) -> None:
    """Keep these from the screen. Moderators may too."""
    switch(link, pks, "houd achter", Contribution.State.HELD)


def show(link: DialogueLink, pks: Collection[int]) -> None:
    """Let these be seen again. Moderators may too."""
    switch(link, pks, "toon", Contribution.State.SHOWN)


def switch(link: DialogueLink, pks: Collection[int], verb: str, state: Contribution.State) -> None:
    is_moderator = link.purpose == DialogueLink.Purpose.MODERATOR
    hidden_at = timezone.now() if state == Contribution.State.HELD else None
    started = (
        changing(link.dialogue_id, LogEntry.Role.MODERATOR, verb) if is_moderator else leading(link, verb)
    )
    with started as change:
        if not change.dialogue.is_at_work:
            raise RoomRefusal("Dit gesprek is afgelopen.")
        for point in points_of(change, pks):
            if point.state != state:
                change.set(point, state=state, hidden_at=hidden_at)


def mark_minority(link: DialogueLink, pks: Collection[int]) -> None:
    """Few say it, and it stays visible. Marking it again takes the mark away."""
    with leading(link, "minderheidspunt") as change:
        points = points_of(change, pks)
        is_on = not all(point.is_minority for point in points)
        for point in points:
            change.set(point, is_minority=is_on)


def move(link: DialogueLink, pks: Collection[int], thread_id: int | None) -> None:
    """To a thread, or loose."""
    with leading(link, "zet los" if thread_id is None else "verplaats") as change:
        thread = None if thread_id is None else thread_of(change, thread_id)
        for point in points_of(change, pks):
            change.set(point, thread_id=thread.pk if thread else None)


def make_thread(link: DialogueLink, text: str, pks: Collection[int] = ()) -> Thread:
    """A thread in the words of the room, with these cards."""
    words = words_of(text)
    with leading(link, "maak rode draad") as change:
        points = points_of(change, pks) if pks else []
        rows = [Thread(dialogue=change.dialogue, text=words, sort_order=change.version)]
        (thread,) = change.add(rows)
        for point in points:
            change.set(point, thread_id=thread.pk)
    return thread


def name_thread(link: DialogueLink, pk: int, text: str) -> None:
    words = words_of(text)
    with leading(link, "hernoem rode draad") as change:
        change.set(thread_of(change, pk), text=words)


def split(link: DialogueLink, pk: int, texts: Sequence[str]) -> list[Contribution]:
    """Two or more points instead of one. Each descends from it; its dots stay with it."""
    parts = [words_of(text) for text in texts if clean_point(text)]
    if not 2 <= len(parts) <= MOST_PARTS:
        raise RoomRefusal(f"Schrijf 2 tot en met {MOST_PARTS} delen, elk op een eigen regel.")
    with leading(link, "splits") as change:
        return replace(change, pk, parts, Contribution.How.SPLIT)


def reword(link: DialogueLink, pk: int, text: str) -> Contribution:
    """Other words for a card. The first words are kept, and its dots go along."""
    words = words_of(text)
    with leading(link, "verwoord anders") as change:
        (child,) = replace(change, pk, [words], Contribution.How.REWORDED)
        if child.parent and child.parent.votes:
            Ballot.objects.filter(contribution=child.parent).update(contribution=child)
            change.set(child, votes=child.parent.votes)
            change.set(child.parent, votes=0)
    return child


def replace(change: Change, pk: int, texts: list[str], how: Contribution.How) -> list[Contribution]:
    (point,) = points_of(change, [pk])
    kept = ("kind", "table", "state", "is_paper", "is_late", "is_minority", "thread_id", "hidden_at")
    order = change.version * MOST_AT_ONCE
    children = change.add(
        Contribution(
            dialogue=change.dialogue,
            text=text,
            parent=point,
            how=how,
            sort_order=order + number,
            **{name: getattr(point, name) for name in kept},
        )
        for number, text in enumerate(texts)
    )
    change.set(point, state=Contribution.State.REPLACED, hidden_at=timezone.now())
    return children
