"""What sessions yielded, on the page of the session and on that of an action."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import segno
from django import template
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from events.models import Event
from zorgpact.agenda.models import Action
from zorgpact.agenda.timeline import Moment
from zorgpact.dialogue.lineage import origins_of, sessions_of
from zorgpact.dialogue.models import Contribution, Dialogue, Review, Thread, ThreadAction

register = template.Library()

MOST = 4


@register.inclusion_tag("dialogue/_outcomes.html")
def session_outcomes(event: Event) -> dict[str, Any]:
    """The threads with the actions that a visitor may see, and the points of the tables."""
    dialogue = Dialogue.objects.public().filter(event=event.pk).first() if event.pk else None
    if dialogue is None:
        return {}
    shown = ThreadAction.objects.filter(action__live=True).select_related("action__owner")
    shown = shown.order_by("sort_order", "pk")
    contributions = list(Contribution.objects.shown().filter(dialogue=dialogue))
    return {
        "outcomes_url": reverse("outcomes", args=[event.slug]) if dialogue.has_room else "",
        "threads": Thread.objects.standing()
        .filter(dialogue=dialogue)
        .prefetch_related(Prefetch("thread_actions", shown)),
        "success_factors": [c for c in contributions if c.kind == Contribution.Kind.SUCCESS_FACTOR],
        "action_points": [c for c in contributions if c.kind == Contribution.Kind.ACTION_POINT],
    }


@register.inclusion_tag("events/_sessions.html")
def action_origins(action: Any, title: str = "Uit deze sessie komt de actie voort") -> dict[str, Any]:
    """The sessions where this action was agreed on."""
    if action.pk is None:  # an editor previews what is not saved yet
        return {"events": [], "title": title}
    sessions = sessions_of([action])[action.pk]
    events = Event.objects.filter(pk__in=sessions).order_by("start_at").with_places()[:MOST]
    return {"events": events, "title": title}


@register.inclusion_tag("dialogue/_origins.html")
def session_origins(action: Action) -> dict[str, Any]:
    """The sessions where this action was agreed on, with the words that were used there."""
    return {"origins": origins_of(action)}


@register.simple_tag
def with_sessions(moments: list[Moment]) -> list[Moment]:
    """The same, each note with the public `session` in which it was said; None for the others. Two queries at most."""
    rows: list[Any] = [moment.note for moment in moments if moment.note]
    said = Review.objects.filter(note__in=[note.pk for note in rows])
    by_note = dict(said.values_list("note", "dialogue__event"))
    events = Event.objects.listed().in_bulk(by_note.values()) if by_note else {}
    for note in rows:
        note.is_of_room = note.pk in by_note
        note.session = events.get(by_note.get(note.pk, 0))
    return moments


@register.simple_tag
def agreed_at_sessions(actions: Iterable[Action]) -> set[int]:
    """The keys of those actions that a session agreed on, as far as visitors may know."""
    return set(sessions_of(actions))


@register.simple_tag
def fresh_key() -> str:
    """A key for a point that is not written yet, for a browser without JavaScript: sent twice it is one point."""
    return str(uuid4())


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """A code to scan, as a drawing of its own; `label` says where it leads."""
    drawing = segno.make(address, error="m", micro=False)
    svg = drawing.svg_inline(
        omitsize=True, border=2, dark="#000", light="#fff", svgclass="qr__drawing", lineclass=None
    )
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, mark_safe(svg))  # noqa: S308  # made of modules only
