"""The beginning of the next session: what was agreed before, and what the room says of it now.

The list is made of what is still open: the actions of the session that this one follows, those that any session agreed on in
these regions, and what was promised there and never confirmed. What the room says is the next report of an action.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from zorgpact.agenda.models import Action
from zorgpact.agenda.models.progress import ENDS_BEFORE_IT_BEGINS
from zorgpact.dialogue.changing import Change, RoomRefusal, leading
from zorgpact.dialogue.models import Commitment, Dialogue, DialogueLink, Review, ThreadAction
from zorgpact.dialogue.telling import tell

MOST = 60  # actions: more are not discussed in a quarter of an hour
VERDICTS = Review.Verdict


@dataclass
class Item:
    """Something agreed on before, and what this room says of it."""

    subject: Action | Commitment
    who: str
    state: str
    mark: str
    """Behind what is invented."""
    review: Review | None = None
    form: Any = None

    @property
    def kind(self) -> str:
        return "actie" if isinstance(self.subject, Action) else "toezegging"

    @property
    def key(self) -> str:
        """How a form calls it."""
        return f"{self.kind}-{self.subject.pk}"

    @property
    def title(self) -> str:
        return str(self.subject)

    @property
    def words(self) -> str:
        """As the room says it now."""
        if self.review and self.review.verdict == VERDICTS.REWORDED and self.review.text:
            return self.review.text
        return self.title

    @property
    def said(self) -> dict[str, Any]:
        """What a form begins with."""
        return {"text": self.review.text, "due_on": self.review.due_on} if self.review else {}

    @property
    def due_on(self) -> date | None:
        return self.subject.due_on


def followed(dialogue: Dialogue) -> Dialogue | None:
    """The last public session before this one, of the same pact or with a region in common."""
    event = dialogue.event
    is_kin = models.Q(event__regions__in=event.regions.all())
    if event.pact_id:
        is_kin |= models.Q(event__pact=event.pact_id)
    earlier = Dialogue.objects.public().filter(is_kin, event__start_at__lt=event.start_at, event__live=True)
    return earlier.select_related("event").order_by("-event__start_at").distinct().first()


def actions_of(dialogue: Dialogue, last: Dialogue | None) -> list[Action]:
    """Public ones that are open, or that this room closed just now; in the order in which visitors see them."""
    agreed = ThreadAction.objects.filter(action=models.OuterRef("pk"), thread__is_undone=False)
    agreed = agreed.filter(
        thread__dialogue__state=Dialogue.State.PUBLIC, thread__dialogue__event__live=True
    ).exclude(thread__dialogue=dialogue)
    regions = list(dialogue.event.regions.values_list("pk", flat=True))
    in_regions = Action.regions.through.objects.filter(action=models.OuterRef("pk"), region__in=regions)
    is_ours = models.Exists(agreed.filter(thread__dialogue=last)) | (
        models.Exists(agreed) & models.Exists(in_regions)
    )
    reviewed = dialogue.reviews.standing().filter(action=models.OuterRef("pk"))
    is_open = models.Q(status__in=Action.OPEN) | models.Exists(reviewed)
    rows = Action.objects.published().filter(is_ours, is_open)
    return list(rows.select_related("owner").in_order()[:MOST])


def commitments_of(dialogue: Dialogue, last: Dialogue | None) -> list[Commitment]:
    """Of the session that this one follows: those that nobody confirmed, or that this room stopped just now."""
    if last is None:
        return []
    stands = models.Q(is_undone=False) | models.Q(
        reviews__dialogue=dialogue, reviews__is_undone=False, reviews__verdict=VERDICTS.STOPPED
    )
    return list(last.commitments.filter(stands, action=None).distinct())


def state_of(action: Action) -> str:
    return action.get_status_display().lower()


def items_of(dialogue: Dialogue) -> list[Item]:
    """What this room looks back on. The same number of queries however many there are."""
    last = followed(dialogue)
    standing = list(dialogue.reviews.standing())
    by_action = {review.action_id: review for review in standing if review.action_id}
    by_commitment = {review.commitment_id: review for review in standing if review.commitment_id}
    actions = [
        Item(action, action.owner.title, state_of(action), action.example_mark, by_action.get(action.pk))
        for action in actions_of(dialogue, last)
    ]
    mark = last.event.example_mark if last else ""
    commitments = [
        Item(row, row.organisation_name, "nog niet bevestigd", mark, by_commitment.get(row.pk))
        for row in commitments_of(dialogue, last)
    ]
    return actions + commitments


def item_named(dialogue: Dialogue, key: str) -> Item:
    """Raises RoomRefusal for what this room does not look back on: a link is no right to report on other actions."""
    found = next((item for item in items_of(dialogue) if item.key == key), None)
    if found is None:
        raise RoomRefusal("Die afspraak staat niet op de lijst van deze sessie.")
    return found


def review(lead: DialogueLink, key: str, verdict: str, text: str = "", due_on: date | None = None) -> Review:
    """What the room says of this item (`actie-12`), instead of what it said of it before. Raises RoomRefusal.

    `verdict` is one of Review.Verdict; a date is for what goes on.
    """
    with leading(lead, "blik terug") as change:
        item = item_named(change.dialogue, key)
        check(item, verdict, text, due_on)
        if item.review:
            withdraw(change, item.review)
        subject = {"action" if isinstance(item.subject, Action) else "commitment": item.subject}
        rows = [Review(dialogue=change.dialogue, verdict=verdict, text=text, due_on=due_on, **subject)]
        (said,) = change.add(rows)
        if isinstance(item.subject, Commitment) and not change.dialogue.is_rehearsal:
            apply(change, item.subject, said)
        tell(said)
    return said


def check(item: Item, verdict: str, text: str, due_on: date | None) -> None:
    if verdict not in VERDICTS.values:
        raise RoomRefusal("Die keuze kennen we niet. Laad de bladzijde opnieuw.")
    if verdict == VERDICTS.REWORDED and not (text or due_on):
        raise RoomRefusal("Schrijf hoe de zaal het nu zegt, of kies een andere datum.")
    if verdict == VERDICTS.DONE and isinstance(item.subject, Commitment):
        raise RoomRefusal(
            "Deze toezegging is nooit bevestigd. Laat haar lopen, verwoord haar anders of stop ermee."
        )
    if due_on and verdict in (VERDICTS.DONE, VERDICTS.STOPPED):
        raise RoomRefusal("Een datum hoort bij wat nog loopt. Maak de datum leeg.")
    begins_on = getattr(item.subject, "starts_on", None)
    if due_on and begins_on and due_on < begins_on:
        raise RoomRefusal(ENDS_BEFORE_IT_BEGINS)


def withdraw(change: Change, earlier: Review) -> None:
    """Before the room says something else of the same."""
    change.set(earlier, is_undone=True)
    tell(earlier)
    if earlier.commitment and earlier.verdict == VERDICTS.STOPPED:
        change.set(earlier.commitment, is_undone=False)


def apply(change: Change, commitment: Commitment, said: Review) -> None:
    """A promise that is no action yet: it stops, or goes on in other words. Its owner is asked by mail once more.

    The room in which it was said is locked too: at this moment its owner may confirm it.
    """
    Dialogue.objects.select_for_update().get(pk=commitment.dialogue_id)
    commitment.refresh_from_db(fields=["action", "is_undone"])
    if commitment.action_id:
        raise RoomRefusal("Deze toezegging is zojuist bevestigd. Laad de bladzijde opnieuw.")
    if said.verdict == VERDICTS.STOPPED:
        change.set(commitment, is_undone=True)
        return
    words = {"text": said.text} if said.verdict == VERDICTS.REWORDED and said.text else {}
    dates = {"due_on": said.due_on} if said.due_on else {}
    change.set(commitment, is_undone=False, **words, **dates)
    if commitment.person_email and not commitment.mails.queued().exists():
        commitment.mails.create()
