"""A session at work and what it yields: steps, tables and points, the common threads, and the actions that these became."""

from zorgpact.dialogue.models.commitments import Commitment, CommitmentLink, CommitmentMail
from zorgpact.dialogue.models.listeners import ListenerLink, ListenerMail, TableListener
from zorgpact.dialogue.models.outcomes import LONGEST_KEPT, Contribution, Dialogue, Thread, ThreadAction
from zorgpact.dialogue.models.reviews import Review
from zorgpact.dialogue.models.rooms import Ballot, DialogueLink, LogEntry, Seat, Step, Table

__all__ = [
    "LONGEST_KEPT",
    "Ballot",
    "Commitment",
    "CommitmentLink",
    "CommitmentMail",
    "Contribution",
    "Dialogue",
    "DialogueLink",
    "ListenerLink",
    "ListenerMail",
    "LogEntry",
    "Review",
    "Seat",
    "Step",
    "Table",
    "TableListener",
    "Thread",
    "ThreadAction",
]
