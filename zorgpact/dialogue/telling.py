"""What a room says of an action becomes its next report, by the same functions that apply those of owners.

A review and its report are brought in line here, whatever was done to the review: said, undone, or
said otherwise.
"""

from django.utils import timezone

from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.agenda.progress import make_public, take_back, told_status
from zorgpact.dialogue.models import Review

ANSWERS = {
    Review.Verdict.KEPT: ProgressNote.Answer.ON_TRACK,
    Review.Verdict.REWORDED: ProgressNote.Answer.ON_TRACK,
    Review.Verdict.DONE: ProgressNote.Answer.DONE,
    Review.Verdict.STOPPED: ProgressNote.Answer.STOPPED,
}
WORDS = {
    Review.Verdict.KEPT: "De zaal besprak deze actie: zij loopt nog.",
    Review.Verdict.REWORDED: "De zaal sprak een andere datum af.",
    Review.Verdict.DONE: "De zaal besprak deze actie: zij is klaar.",
    Review.Verdict.STOPPED: "De zaal besprak deze actie: zij is gestopt.",
}


def tell(review: Review) -> None:
    """Report it, or take the report back. A rehearsal tells nobody anything. The caller's transaction holds the room."""
    if review.action is None or review.dialogue.is_rehearsal:
        return
    if review.is_undone:
        unsay(review)
    elif review.note is None:
        review.note = make_public(note_of(review, review.action))
        Review.objects.filter(pk=review.pk).update(note=review.note)


def unsay(review: Review) -> None:
    note = review.note
    if note is None:
        return
    take_back(note)
    Review.objects.filter(pk=review.pk).update(note=None)
    note.delete()
    review.note = None


def note_of(review: Review, action: Action) -> ProgressNote:
    """A report that is not saved yet, in the words of the room and of nobody in it."""
    verdict = Review.Verdict(review.verdict)
    answer = ANSWERS[verdict]
    if review.due_on and action.due_on and review.due_on > action.due_on:
        answer = ProgressNote.Answer.SLIPPING
    words = review.text or WORDS[verdict]
    if verdict == Review.Verdict.REWORDED and review.text:
        words = f"De zaal verwoordt het nu zo: {review.text}"
    return ProgressNote(
        action=action,
        noted_on=timezone.localdate(),
        text=words,
        answer=answer,
        status=told_status(answer, action),
        due_on=review.due_on,
    )
