"""Putting a round on record: every action as it stands, every plan as it reads. What was frozen is never touched again."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from pacts.models import Ambition, Plan, Region
from zorgpact.agenda.models import (
    COUNTRY,
    NOWHERE,
    Action,
    Round,
    RoundAction,
    RoundPlace,
    RoundPlan,
)

AT_ONCE = 1000
COPIED = ("title", "slug", "status", "due_on", "reported_on", "is_national", "is_example")
END_OF_BLOCK = re.compile(r"</(?:p|h\d|li|blockquote)>|<br\s*/?>")
COUNTRY_TITLE = "Landelijk"
NOWHERE_TITLE = "Zonder regio"


class RoundTooEarly(Exception):
    """There is a frozen round of the same day or a later one. The message is a sentence for who freezes."""


@transaction.atomic
def freeze(pk: int, at: datetime | None = None) -> Round:
    """Freeze the round with this key, as of now; one that is frozen stays as it is. Raises RoundTooEarly.

    Only what visitors see is in it. Rows are written by the hundreds, so ten thousand actions take seconds.
    """
    # All of them are locked, so that one freezes at a time.
    rounds = {one.pk: one for one in Round.objects.select_for_update().order_by("pk")}
    this = rounds[pk]
    if this.is_frozen:
        return this
    this.before = Round.objects.frozen().first()
    if this.before and this.before.held_on >= this.held_on:
        day = date_format(this.before.held_on, "j F Y")
        raise RoundTooEarly(f"‘{this.before}’ van {day} ligt al vast. Kies een latere datum.")
    keep_actions(this)
    keep_plans(this)
    this.frozen_at = at or timezone.now()
    this.save()
    return this


def keep_actions(this: Round) -> None:
    published = Action.objects.published()
    actions = list(
        published.in_order()
        .annotate(owner_name=F("owner__title"), line=F("action_line__name"), line_slug=F("action_line__slug"))
        .only(*COPIED, "first_published_at", "updated_at")
    )
    keys, was = Keys(), stood(this.before)
    rows = []
    for number, action in enumerate(actions):
        row = frozen(action, keys.of(action))
        row.round, row.sort_order = this, number
        row.status_before, row.due_on_before = was.get(row.key, ("", None))
        rows.append(row)
    made = RoundAction.objects.bulk_create(rows, AT_ONCE)
    places = published.places()
    RoundPlace.objects.bulk_create(
        (
            RoundPlace(frozen_action=row, code=code, title=title, sort_order=number)
            for action, row in zip(actions, made, strict=True)
            for number, (code, title) in enumerate(places[action.pk] or [nowhere(action)])
        ),
        AT_ONCE,
    )


def stood(before: Round | None) -> dict[str, tuple[str, date | None]]:
    """The status and the date of each action in the round before, by its key."""
    rows = before.actions.order_by().values_list("key", "status", "due_on") if before else []
    return {key: (status, due_on) for key, status, due_on in rows}


def frozen(action: Any, key: str) -> RoundAction:
    """An action as `keep_actions` fetches it."""
    return RoundAction(
        **{name: getattr(action, name) for name in COPIED},
        key=key,
        action_id=action.pk,
        owner=action.owner_name,
        line=action.line or "",
        line_slug=action.line_slug or "",
        state_on=action.state_on,
    )


class Keys:
    """By what each action is known in all rounds: what it was called in an earlier one, or else its address."""

    def __init__(self) -> None:
        earlier = RoundAction.objects.order_by()
        self.known = dict(earlier.filter(action__isnull=False).values_list("action_id", "key").distinct())
        self.taken = set(earlier.values_list("key", flat=True).distinct())

    def of(self, action: Action) -> str:
        if action.pk not in self.known:
            names = chain([action.slug], (f"{action.slug}-{number}" for number in count(2)))
            key = next(name for name in names if name not in self.taken)
            self.known[action.pk] = key
            self.taken.add(key)
        return self.known[action.pk]


def nowhere(action: Action) -> tuple[str, str]:
    return (COUNTRY, COUNTRY_TITLE) if action.is_national else (NOWHERE, NOWHERE_TITLE)


def keep_plans(this: Round) -> None:
    regions = Region.objects.published().only("title")
    plans = Plan.objects.published().prefetch_related(Prefetch("regions", regions)).order_by("pk")
    ambitions = defaultdict(list)
    for ambition in Ambition.objects.published():
        ambitions[ambition.plan_id].append(ambition)
    RoundPlan.objects.bulk_create(
        (
            RoundPlan(
                round=this,
                sort_order=number,
                plan=plan,
                title=plan.title,
                slug=plan.slug,
                regions="; ".join(sorted(region.title for region in plan.regions.all())),
                period_start=plan.period_start,
                period_end=plan.period_end,
                text=text_of(plan, ambitions[plan.pk]),
            )
            for number, plan in enumerate(plans)
        ),
        AT_ONCE,
    )


def text_of(plan: Plan, ambitions: Iterable[Any]) -> str:
    """All that a plan says, without markup."""
    parts = [plan.introduction, without_markup(plan.analysis)]
    for ambition in ambitions:
        parts += [ambition.title, ambition.description, ambition.target]
    return "\n\n".join(part for part in parts if part)


def without_markup(text: str) -> str:
    """The paragraphs of a rich text, with a blank line between them.

    >>> without_markup("<p>Een &amp; twee</p><p>Drie</p>")
    'Een & twee\\n\\nDrie'
    """
    blocks = html.unescape(strip_tags(END_OF_BLOCK.sub("\n", text))).split("\n")
    return "\n\n".join(stripped for block in blocks if (stripped := block.strip()))
