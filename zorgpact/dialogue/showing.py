"""What each role sees of a room, whole or since a version: the parts of its page and the cards that changed.

A page is made of the same fragments as its news, so what is polled looks as what is loaded. `parts` are replaced as a whole,
`rows` one by one; `gone` are the rows that are not to be seen any more. Nothing held back or hidden ever gets into what
another role may not see: each function begins with the rows that its role may read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import models
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone

from pacts.models import Organisation
from zorgpact.dialogue.asking import COUNTS, only_joined_or_wrote, points_since, rooms_counted
from zorgpact.dialogue.changing import undoable
from zorgpact.dialogue.looking_back import items_of
from zorgpact.dialogue.models import (
    Ballot,
    Commitment,
    Contribution,
    Dialogue,
    DialogueLink,
    Seat,
    Step,
    Thread,
)
from zorgpact.dialogue.suggesting import FEWEST_MEMBERS, suggest
from zorgpact.dialogue.voting import choices, is_open

State = Contribution.State
ALL_SEEN = (State.SHOWN, State.HELD)
PHONES, MANY_PHONES, SCREENS, ASLEEP = 2_000, 4_000, 500, 15_000  # milliseconds until the next question
MANY = 300  # phones


@dataclass
class Sight:
    """Something to show: `context` is what the page needs, `parts` and `rows` the templates of what may change by itself."""

    dialogue: Dialogue
    context: dict[str, Any]
    parts: dict[str, str]
    row_template: str = ""
    rows: list[Contribution] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def news(self, since: int, interval: int) -> dict[str, Any]:
        """As JSON, for a browser that has everything up to the version `since`; 0 has nothing."""
        step = self.dialogue.step
        ends_at = step.ends_at if step and self.dialogue.is_at_work else None
        return {
            "versie": self.dialogue.version,
            "alles": since == 0,
            "wacht": interval if self.dialogue.is_at_work else ASLEEP,
            "nu": milliseconds(timezone.now()),
            "eind": ends_at and milliseconds(ends_at),
            "delen": {
                name: render_to_string(template, self.context) for name, template in self.parts.items()
            },
            "rijen": self.row_news(),
            "weg": self.gone,
        }

    def row_news(self) -> list[dict[str, str]]:
        if not self.rows:
            return []
        template = get_template(self.row_template)
        return [
            {
                "id": f"punt-{point.pk}",
                "lijst": f"tafel-{point.table or 0}",
                "html": template.render(self.context | {"point": point}),
            }
            for point in self.rows
        ]


def milliseconds(moment: Any) -> int:
    return int(moment.timestamp() * 1000)


def phone_interval(dialogue: Dialogue) -> int:
    return PHONES if dialogue.seat_count <= MANY else MANY_PHONES


def split_gone(points: Iterable[Contribution], is_seen: Any) -> tuple[list[Contribution], list[str]]:
    seen, gone = [], []
    for point in points:
        if is_seen(point):
            seen.append(point)
        else:
            gone.append(f"punt-{point.pk}")
    return seen, gone


def is_another_step(dialogue: Dialogue, since: int) -> bool:
    """Whether the question, or what may be done with it, changed since then: that always touches the step that runs now."""
    if since == 0 or dialogue.step is None:
        return since == 0 or dialogue.steps.filter(version__gt=since).exists()
    return dialogue.step.version > since


# --- The phones of a table ----------------------------------------------------------------------------------


def phone(seat: Seat, since: int = 0) -> Sight:
    """The question, the list of the own table, and what this seat wrote and voted."""
    dialogue = seat.dialogue
    is_new_step = is_another_step(dialogue, since)
    rows, gone = split_gone(
        points_since.ask(dialogue.pk, seat.table.number, since or -1),
        lambda point: (
            point.state in ALL_SEEN or (point.state == State.WITHDRAWN and point.seat_id == seat.pk)
        ),
    )
    is_voting = is_open(dialogue)
    has_other_choices = is_voting and any(
        each.filter(version__gt=since).exists() for each in (dialogue.contributions, dialogue.threads)
    )
    context = {
        "dialogue": dialogue,
        "seat": seat,
        "step": dialogue.step,
        "rows": rows,
    }
    context["can_change"] = dialogue.first_vote_at is None and dialogue.is_at_work
    parts = {}
    if is_new_step or has_other_choices:
        parts = {"stap": "dialogue/phone/_step.html"}
        context |= ballot_paper(dialogue, seat)
    if is_new_step:
        parts["schrijf"] = "dialogue/phone/_form.html"
    is_looking_back = dialogue.step is not None and dialogue.step.kind == Step.Kind.LOOKING_BACK
    if is_looking_back or "schrijf" in parts:
        parts["blik"] = "dialogue/phone/_earlier.html"
        context["earlier"] = items_of(dialogue) if is_looking_back else []
    return Sight(dialogue, context, parts, "dialogue/phone/_point.html", rows, gone)


def ballot_paper(dialogue: Dialogue, seat: Seat) -> dict[str, Any]:
    """What may be voted on, and what this seat chose. Totals stay hidden until they are shown on the screen."""
    step = dialogue.step
    if step is None or step.kind != Step.Kind.VOTING:
        return {}
    target = "thread_id" if step.on_threads else "contribution_id"
    chosen = set(Ballot.objects.filter(step=step, seat=seat).values_list(target, flat=True))
    return {"choices": list(choices(dialogue, step)), "chosen": chosen, "is_voting": is_open(dialogue)}


# --- The facilitator and the moderator ----------------------------------------------------------------------


def facilitator(link: DialogueLink, since: int = 0) -> Sight:
    """Everything, with the cards of each table."""
    dialogue = link.dialogue
    is_moderator = link.purpose == DialogueLink.Purpose.MODERATOR
    points = Contribution.objects.filter(dialogue=dialogue).select_related("thread")
    if since:
        points = points.filter(models.Q(version__gt=since) | models.Q(thread__version__gt=since))
    rows, gone = split_gone(
        points.order_by("table", "sort_order", "pk"), lambda point: point.state in ALL_SEEN
    )
    context = {
        "dialogue": dialogue,
        "link": link,
        "is_moderator": is_moderator,
        "is_in_charge": dialogue.in_charge_id == link.pk,
        "tables": cards_by_table(dialogue, rows) if not since else [],
        "step": dialogue.step,
        **counts(dialogue),
    }
    parts = {"stand": "dialogue/lead/_counts.html"}
    if not is_moderator and not only_joined_or_wrote(dialogue, since):
        parts |= {"balk": "dialogue/lead/_bar.html", "draden": "dialogue/lead/_threads.html"}
        context |= lead(dialogue)
    return Sight(dialogue, context, parts, "dialogue/lead/_card.html", rows, gone)


def lead(dialogue: Dialogue) -> dict[str, Any]:
    """What only who leads needs: the steps, the threads and what can be undone."""
    steps = list(dialogue.steps.all())
    order = dialogue.step.order if dialogue.step else 0
    return {
        "steps": steps,
        "next_step": next((step for step in steps if step.order > order), None),
        "threads": list(threads_with_members(dialogue)),
        "undoable": undoable(dialogue).first(),
        "commitments": list(Commitment.objects.standing().filter(dialogue=dialogue)),
    }


def cards_by_table(dialogue: Dialogue, rows: list[Contribution]) -> list[dict[str, Any]]:
    numbers = [*dialogue.tables.values_list("number", flat=True)]
    numbers += sorted({row.table or 0 for row in rows} - set(numbers))
    return [
        {"number": number, "points": [row for row in rows if (row.table or 0) == number]}
        for number in numbers
    ]


def threads_with_members(dialogue: Dialogue) -> models.QuerySet[Thread]:
    shown = Contribution.objects.shown().order_by("table", "sort_order", "pk")
    rows = Thread.objects.standing().filter(dialogue=dialogue)
    return rows.prefetch_related(models.Prefetch("members", shown, to_attr="shown_members"))


def with_tables(thread: Any) -> Thread:
    """Say from which tables its points come, and how many of them few say."""
    thread.tables = sorted({point.table for point in thread.shown_members if point.table})
    thread.minorities = sum(point.is_minority for point in thread.shown_members)
    return thread


def counts(dialogue: Dialogue) -> dict[str, int]:
    """Every number that the room shows, counted anew."""
    (room,) = rooms_counted.ask(dialogue.pk)
    return {name: getattr(room, name) for name in COUNTS}


# --- The screen ---------------------------------------------------------------------------------------------

VIEWS = {kind: f"dialogue/screen/_{kind}.html" for kind in Step.Kind}


def screen(link: DialogueLink) -> Sight:
    """One idea a view; always whole, and only what is shown."""
    dialogue = link.dialogue
    step = dialogue.step
    kind = step.kind if step else Step.Kind.WELCOME
    if not dialogue.is_at_work:
        kind = Step.Kind.CLOSING
    join = f"{settings.BASE_URL}{reverse('join')}"
    context = {
        "dialogue": dialogue,
        "step": step,
        "view": VIEWS[Step.Kind(kind)],
        "join": join,
        "join_with_code": f"{join}?code={dialogue.code}",
        **counts(dialogue),
        **dict(on_screen(dialogue, kind)),
    }
    return Sight(dialogue, context, {"beeld": "dialogue/screen/_view.html"})


def on_screen(dialogue: Dialogue, kind: str) -> Iterator[tuple[str, Any]]:
    """What only this view needs."""
    kinds = Step.Kind
    if kind == kinds.COLLECTING and dialogue.step:
        points = Contribution.objects.filter(dialogue=dialogue, kind=dialogue.step.point_kind).shown()
        yield "points", points.order_by("-sort_order", "-pk")
    if kind == kinds.VOTING and dialogue.step:
        yield "voters", Ballot.objects.filter(step=dialogue.step).values("seat").distinct().count()
        if dialogue.step.is_revealed:
            yield "results", results(dialogue, dialogue.step)
    if kind == kinds.LOOKING_BACK:
        yield "earlier", items_of(dialogue)
    if kind in (kinds.THREADS, kinds.CLOSING):
        yield "threads", [with_tables(thread) for thread in threads_with_members(dialogue)]
    if kind in (kinds.COMMITMENTS, kinds.CLOSING):
        yield "commitments", list(Commitment.objects.standing().filter(dialogue=dialogue))


def results(dialogue: Dialogue, step: Step) -> list[dict[str, Any]]:
    """What got dots, most first, each with its share of the first for the length of its bar (0–100)."""
    rows = list(choices(dialogue, step).filter(votes__gt=0).order_by("-votes", "sort_order", "pk"))
    most = max((row.votes for row in rows), default=1)
    return [{"text": row.text, "votes": row.votes, "share": round(100 * row.votes / most)} for row in rows]


def story_of(point: Contribution) -> dict[str, Any]:
    """A card with the words that it had before and what became of it."""
    earlier = []
    parent = point.parent
    while parent is not None:
        earlier.append(parent)
        parent = parent.parent
    return {"point": point, "earlier": earlier, "children": list(point.children.order_by("sort_order", "pk"))}


def thread_of(link: DialogueLink, thread: Thread) -> dict[str, Any]:
    """A thread with its cards, what may belong to it as well, and who takes it up."""
    dialogue = link.dialogue
    members = list(Contribution.objects.shown().filter(thread=thread).order_by("table", "sort_order", "pk"))
    return {
        "link": link,
        "dialogue": dialogue,
        "thread": thread,
        "members": members,
        "suggestions": suggest(dialogue, thread),
        "is_too_small": len(members) < FEWEST_MEMBERS,
        "commitments": thread.commitments.standing(),
        "organisations": Organisation.objects.published().order_by("title").values_list("title", flat=True),
    }
