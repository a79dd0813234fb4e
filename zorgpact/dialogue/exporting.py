"""What a session yielded, as a page and as files: with where every point came from, and no seat or person.

Of a card that was split or put in other words the first words stay in the room: it may be that they had to go.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from zorgpact.cms.spreadsheets import csv_lines
from zorgpact.dialogue.models import Commitment, Contribution, Dialogue, Thread

HEADERS = [
    *("Nummer", "Tafel", "Soort", "Punt", "Rode draad", "Stippen"),
    *("Van papier", "Nagekomen", "Minderheidspunt", "Ontstaan door", "Uit nummer"),
]


def points_of(dialogue: Dialogue) -> list[Contribution]:
    """What counts, in the order of the tables."""
    rows = Contribution.objects.shown().filter(dialogue=dialogue).select_related("thread")
    return list(rows.order_by("table", "sort_order", "pk"))


def with_ancestors(points: list[Contribution]) -> dict[int, Contribution]:
    """By key, these points and those that they came from. Two queries, however many there are."""
    if not points:
        return {}
    replaced = Contribution.objects.filter(
        dialogue=points[0].dialogue_id, state=Contribution.State.REPLACED
    ).in_bulk()
    family = {point.pk: point for point in points}
    for point in points:
        parent = replaced.get(point.parent_id or 0)
        while parent is not None and parent.pk not in family:
            family[parent.pk] = parent
            parent = replaced.get(parent.parent_id or 0)
    return family


def outcomes(dialogue: Dialogue) -> dict[str, Any]:
    """What the page shows: threads with their points, points by table, and commitments with what became of them."""
    points = points_of(dialogue)
    members = Contribution.objects.shown().order_by("table", "sort_order", "pk")
    threads = Thread.objects.standing().filter(dialogue=dialogue)
    commitments = Commitment.objects.standing().filter(dialogue=dialogue).select_related("action", "thread")
    rows = list(threads.prefetch_related(Prefetch("members", members, to_attr="shown_members")))
    numbers = sorted({point.table or 0 for point in points})
    return {
        "threads": rows,
        "votes": vote_bars(rows),
        "tables": [
            {"number": number, "points": [point for point in points if (point.table or 0) == number]}
            for number in numbers
        ],
        "loose": sum(point.thread_id is None for point in points),
        "count": len(points),
        "commitments": commitments,
    }


def vote_bars(threads: list[Any]) -> list[dict[str, Any]]:
    """The threads that got dots, themselves or by their points, most first; `share` is of the first, 0 to 100."""
    counted = [
        (thread.votes or sum(point.votes for point in thread.shown_members), thread) for thread in threads
    ]
    rows = sorted((row for row in counted if row[0]), key=lambda row: -row[0])
    most = rows[0][0] if rows else 1
    return [
        {"text": thread.text, "votes": votes, "share": round(100 * votes / most)} for votes, thread in rows
    ]


def as_csv(dialogue: Dialogue) -> str:
    """A row for each point that counts; a spreadsheet runs none of it."""
    return "".join(csv_lines(HEADERS, rows_of(points_of(dialogue))))


def rows_of(points: list[Contribution]) -> Iterator[list[str]]:
    family = with_ancestors(points)
    for point in points:
        parent = family.get(point.parent_id or 0)
        cells = [
            *(point.pk, point.table or "", point.get_kind_display(), point.text),
            *(point.thread.text if point.thread else "", point.votes),
            *("ja" if value else "nee" for value in (point.is_paper, point.is_late, point.is_minority)),
            *(point.get_how_display(), parent.pk if parent else ""),
        ]
        yield [str(cell) for cell in cells]


def as_data(dialogue: Dialogue) -> dict[str, Any]:
    """Everything with its lineage, for JSON."""
    points = points_of(dialogue)
    event = dialogue.event
    commitments = Commitment.objects.standing().filter(dialogue=dialogue).select_related("action")
    return {
        "sessie": event.title,
        "begint": event.start_at.isoformat(),
        "rode_draden": [
            {"nummer": thread.pk, "tekst": thread.text, "stippen": thread.votes}
            for thread in Thread.objects.standing().filter(dialogue=dialogue)
        ],
        "punten": [point_data(point) for point in with_ancestors(points).values()],
        "toezeggingen": [
            {
                "tekst": commitment.text,
                "organisatie": commitment.organisation_name,
                "rode_draad": commitment.thread_id,
                "klaar_op": commitment.due_on and commitment.due_on.isoformat(),
                "actie": commitment.action.get_absolute_url()
                if commitment.action and commitment.action.live
                else None,
            }
            for commitment in commitments
        ],
    }


def point_data(point: Contribution) -> dict[str, Any]:
    return {
        "nummer": point.pk,
        "tekst": point.text if point.state == Contribution.State.SHOWN else None,
        "soort": point.kind,
        "tafel": point.table,
        "stand": point.state,
        "rode_draad": point.thread_id,
        "stippen": point.votes,
        "van_papier": point.is_paper,
        "nagekomen": point.is_late,
        "minderheidspunt": point.is_minority,
        "ontstaan_uit": {"nummer": point.parent_id, "door": point.how} if point.parent_id else None,
    }
