"""Who may do what with reports and the people behind them: editors judge, and whoever holds a mailed link may use it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from zorgpact.agenda.models import Link
from zorgpact.users.models import User

# What a link of this purpose gives a right over, and what is fetched with it.
SUBJECTS: dict[Link.Purpose, tuple[str, ...]] = {
    Link.Purpose.REPORT: ("request",),
    Link.Purpose.DECLINE: ("request",),
    Link.Purpose.INVITE: ("contact", "contact__organisation"),
    Link.Purpose.JOIN: ("joining", "joining__action"),
    Link.Purpose.FOLLOW: (
        "subscription",
        *(f"subscription__{name}" for name in ("action", "pact", "region")),
    ),
    Link.Purpose.LEAVE: ("follower",),
}


def can_judge_reports(user: User | AnonymousUser) -> bool:
    """Who may publish an action may place what its owner tells of it."""
    return user.is_active and user.has_perm("agenda.publish_action")


def subject_by_token(token: str, purpose: Link.Purpose) -> Any:
    """The request, person, joining, subscription or follower that this token gives this right over; None when it gives none."""
    subject, *_ = SUBJECTS[purpose]
    link = Link.objects.select_related(*SUBJECTS[purpose]).for_token(token, purpose).first()
    return link and getattr(link, subject)
