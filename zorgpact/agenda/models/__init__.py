"""The action agenda: what was agreed, how it goes, whom we ask, and who follows or joins."""

from zorgpact.agenda.models.actions import (
    QUIET,
    Action,
    ActionQuerySet,
    ActionTopic,
    months_after,
)
from zorgpact.agenda.models.contacts import ContactPerson, Handover
from zorgpact.agenda.models.following import Change, Follower, Subscription
from zorgpact.agenda.models.joining import Joining
from zorgpact.agenda.models.mails import Link, Mail
from zorgpact.agenda.models.progress import ProgressNote
from zorgpact.agenda.models.requests import CLOSES_AFTER, ReportRequest

__all__ = [
    "CLOSES_AFTER",
    "QUIET",
    "Action",
    "ActionQuerySet",
    "ActionTopic",
    "Change",
    "ContactPerson",
    "Follower",
    "Handover",
    "Joining",
    "Link",
    "Mail",
    "ProgressNote",
    "ReportRequest",
    "Subscription",
    "months_after",
]
