"""The action agenda: what was agreed, how it goes, whom we ask, who follows or joins, and rounds."""

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
from zorgpact.agenda.models.rounds import (
    COUNTRY,
    NOWHERE,
    Round,
    RoundAction,
    RoundActionQuerySet,
    RoundPlace,
    RoundPlan,
    RoundPlanQuerySet,
)

__all__ = [
    "CLOSES_AFTER",
    "COUNTRY",
    "NOWHERE",
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
    "Round",
    "RoundAction",
    "RoundActionQuerySet",
    "RoundPlace",
    "RoundPlan",
    "RoundPlanQuerySet",
    "Subscription",
    "months_after",
]
