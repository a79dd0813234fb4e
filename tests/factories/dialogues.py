"""A session at work: its tables, seats and points, and what was promised."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.reports import FollowerFactory
from tests.factories.rows import ActionFactory, EventFactory
from zorgpact.dialogue.models import (
    Ballot,
    Commitment,
    CommitmentLink,
    CommitmentMail,
    Contribution,
    Dialogue,
    DialogueLink,
    ListenerLink,
    ListenerMail,
    LogEntry,
    Review,
    Seat,
    Step,
    Table,
    TableListener,
    Thread,
    ThreadAction,
)
from zorgpact.outbox.models import digest


class DialogueFactory(DjangoModelFactory):
    class Meta:
        model = Dialogue

    event = factory.SubFactory(EventFactory, past=True)


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = Contribution

    dialogue = factory.SubFactory(DialogueFactory)
    text = "Geef ruimte om te leren"


class ThreadFactory(DjangoModelFactory):
    """A common thread; `actions=[…]` are those that came of it."""

    class Meta:
        model = Thread

    dialogue = factory.SubFactory(DialogueFactory)
    text = "Leer waar je werkt"

    @classmethod
    def _create(cls, model_class, *args, actions=(), **kwargs):
        thread = super()._create(model_class, *args, **kwargs)
        for action in actions:
            ThreadAction.objects.create(thread=thread, action=action)
        return thread


class ThreadActionFactory(DjangoModelFactory):
    class Meta:
        model = ThreadAction

    thread = factory.SubFactory(ThreadFactory)
    action = factory.SubFactory(ActionFactory)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    dialogue = factory.SubFactory(DialogueFactory)
    order = factory.Sequence(lambda n: n + 1)
    kind = Step.Kind.COLLECTING
    question = "Wat moet er nu gebeuren?"


class TableFactory(DjangoModelFactory):
    class Meta:
        model = Table

    dialogue = factory.SubFactory(DialogueFactory)
    number = factory.Sequence(lambda n: n + 1)


class DialogueLinkFactory(DjangoModelFactory):
    class Meta:
        model = DialogueLink

    dialogue = factory.SubFactory(DialogueFactory)
    purpose = DialogueLink.Purpose.SCREEN
    serial = factory.Sequence(lambda n: f"{n:032}")
    digest = factory.LazyAttribute(lambda link: digest(link.serial))


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    table = factory.SubFactory(TableFactory)
    dialogue = factory.SelfAttribute("table.dialogue")
    digest = factory.Sequence(lambda n: digest(f"stoel{n}"))


class BallotFactory(DjangoModelFactory):
    class Meta:
        model = Ballot

    seat = factory.SubFactory(SeatFactory)
    step = factory.SubFactory(StepFactory, dialogue=factory.SelfAttribute("..seat.dialogue"))
    contribution = factory.SubFactory(ContributionFactory, dialogue=factory.SelfAttribute("..seat.dialogue"))


class LogEntryFactory(DjangoModelFactory):
    class Meta:
        model = LogEntry

    dialogue = factory.SubFactory(DialogueFactory)
    version = factory.Sequence(lambda n: n + 1)
    role = LogEntry.Role.FACILITATOR
    verb = "stap"
    changes = [{"what": "step", "before": 1, "after": 2}]


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    dialogue = factory.SubFactory(DialogueFactory)
    action = factory.SubFactory(ActionFactory)
    verdict = Review.Verdict.KEPT


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    thread = factory.SubFactory(ThreadFactory)
    dialogue = factory.SelfAttribute("thread.dialogue")
    text = "Wij openen een leerafdeling"
    organisation_name = "Zorggroep De Brug"
    person_name = "Fatima Demir"
    person_email = "fatima@example.org"


class CommitmentLinkFactory(DjangoModelFactory):
    class Meta:
        model = CommitmentLink

    commitment = factory.SubFactory(CommitmentFactory)
    purpose = CommitmentLink.Purpose.CONFIRM
    digest = factory.Sequence(lambda n: digest(f"toezegging{n}"))


class CommitmentMailFactory(DjangoModelFactory):
    class Meta:
        model = CommitmentMail

    commitment = factory.SubFactory(CommitmentFactory)


class TableListenerFactory(DjangoModelFactory):
    class Meta:
        model = TableListener

    table = factory.SubFactory(TableFactory)
    follower = factory.SubFactory(FollowerFactory)


class ListenerLinkFactory(DjangoModelFactory):
    class Meta:
        model = ListenerLink

    listener = factory.SubFactory(TableListenerFactory)
    purpose = ListenerLink.Purpose.LISTEN
    digest = factory.Sequence(lambda n: digest(f"luistert{n}"))


class ListenerMailFactory(DjangoModelFactory):
    class Meta:
        model = ListenerMail

    listener = factory.SubFactory(TableListenerFactory)
