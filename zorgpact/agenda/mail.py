"""What a mail about actions says, and sending those that are due; `zorgpact.outbox` knows how."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from zorgpact.agenda.models import (
    Action,
    Change,
    ContactPerson,
    Joining,
    Link,
    Mail,
    ProgressNote,
    ReportRequest,
)
from zorgpact.cms.models import SiteSettings
from zorgpact.outbox import delivery
from zorgpact.outbox.writing import write

ONE_CLICK = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # RFC 8058
SUBJECTS = {
    Mail.Kind.ASK: "Hoe gaat het met {what}?",
    Mail.Kind.REMIND: "Herinnering: hoe gaat het met {what}?",
    Mail.Kind.REMIND_AGAIN: "Laatste herinnering: hoe gaat het met {what}?",
    Mail.Kind.SILENCE: "Niets gehoord over {what}",
    Mail.Kind.RENEW: "Je nieuwe link om te melden hoe het gaat",
    Mail.Kind.REFUSED: "Je bericht staat nog niet op de site",
    Mail.Kind.INVITE: "Mogen we jou vragen hoe het gaat met {what}?",
    Mail.Kind.JOIN: "Bevestig dat jullie meedoen: {what}",
    Mail.Kind.JOINED: "Jullie staan nu bij: {what}",
    Mail.Kind.NOT_JOINED: "Jullie staan niet bij: {what}",
    Mail.Kind.FOLLOW: "Bevestig dat je dit wilt volgen: {what}",
    Mail.Kind.DIGEST: "Wat er veranderde in wat je volgt",
}
JUDGED_AS: dict[str, str] = {
    Mail.Kind.JOINED: Joining.State.APPROVED,
    Mail.Kind.NOT_JOINED: Joining.State.REFUSED,
}
ABOUT_WHAT_IS_OPEN = (Mail.Kind.ASK, Mail.Kind.REMIND, Mail.Kind.REMIND_AGAIN, Mail.Kind.SILENCE)


def deliver_due(limit: int = 50) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    joined = ["request", "contact__organisation", "joining__action", "follower", "subscription__follower"]
    return delivery.deliver_due(Mail.objects.select_related(*joined), compose, limit)


def compose(mail: Mail) -> EmailMessage | None:
    """The message, ready to be sent; None when there is nothing to say any more."""
    context = context_of(mail)
    if context is None:
        return None
    kind, site = Mail.Kind(mail.kind), SiteSettings.load()
    what = context.get("what") or what_of(context.get("actions", []))
    headers = {}
    if stop_url := context.get("stop_url"):
        headers = {"List-Unsubscribe": f"<{stop_url}>", **ONE_CLICK}
    context = {
        "site": site,
        "base_url": settings.BASE_URL,
        "subject": SUBJECTS[kind].format(what=what),
        **context,
    }
    return write(
        f"agenda/mail/{mail.kind}", context, context["subject"], mail.address, site.contact_email, headers
    )


def what_of(actions: list[Action]) -> str:
    """One by its title, several by their number."""
    if len(actions) == 1:
        return f"‘{actions[0].title}’"
    return f"je {len(actions)} acties"


def context_of(mail: Mail) -> dict[str, Any] | None:
    if mail.request:
        return about_request(mail, mail.request)
    if mail.contact:
        return about_contact(mail, mail.contact)
    if mail.joining:
        return about_joining(mail, mail.joining)
    return about_following(mail)


def about_request(mail: Mail, request: ReportRequest) -> dict[str, Any] | None:
    if request.is_closed:
        return None
    context: dict[str, Any] = {"name": request.name, "request": request}
    if mail.kind == Mail.Kind.REFUSED:
        refused = request.notes.filter(state=ProgressNote.State.REFUSED).select_related("action")
        context |= {"refused": list(refused), "actions": [note.action for note in refused]}
        is_news = bool(refused)
    else:
        rows = request.actions.published()
        if mail.kind in ABOUT_WHAT_IS_OPEN:
            rows = Action.objects.unanswered(request.pk, request.asked_on)
        context["actions"] = list(rows.select_related("owner").in_order())
        is_news = bool(context["actions"])
    if not is_news:
        return None
    if mail.kind == Mail.Kind.SILENCE and len(context["actions"]) > 1:
        context["what"] = f"{len(context['actions'])} acties"
    context["report_url"] = Link.url_in(mail, Link.Purpose.REPORT, "progress_report", request=request)
    context["stop_url"] = Link.url_in(mail, Link.Purpose.DECLINE, "progress_decline", request=request)
    return context


def about_contact(mail: Mail, person: ContactPerson) -> dict[str, Any] | None:
    handovers = person.handovers.filter(is_handled=False).select_related("action")
    actions = [handover.action for handover in handovers]
    if not actions:
        return None
    url = Link.url_in(mail, Link.Purpose.INVITE, "contact_confirm", contact=person)
    what = what_of(actions) if len(actions) == 1 else f"{len(actions)} acties"
    return {"name": person.name, "person": person, "actions": actions, "what": what, "confirm_url": url}


def about_joining(mail: Mail, joining: Joining) -> dict[str, Any] | None:
    """Nothing when it was judged otherwise meanwhile, or when its writer was erased."""
    expected = JUDGED_AS.get(mail.kind, Joining.State.PENDING)
    is_asked = mail.kind == Mail.Kind.JOIN
    if not joining.email or joining.state != expected or (is_asked and joining.confirmed_at):
        return None
    context = {"name": joining.name, "joining": joining, "what": joining.action.title}
    if is_asked:
        context["confirm_url"] = Link.url_in(mail, Link.Purpose.JOIN, "joining_confirm", joining=joining)
    elif joining.action.live:
        context["action_url"] = settings.BASE_URL + joining.action.get_absolute_url()
    return context


def about_following(mail: Mail) -> dict[str, Any] | None:
    if mail.subscription:
        if mail.subscription.confirmed_at:
            return None
        url = Link.url_in(mail, Link.Purpose.FOLLOW, "follow_confirm", subscription=mail.subscription)
        return {
            "subscription": mail.subscription,
            "what": mail.subscription.subject.title,
            "confirm_url": url,
        }
    changes = Change.objects.filter(pk__in=mail.changes, action__live=True)
    rows: dict[int, dict[str, Any]] = {}
    for one in changes.select_related("action__owner", "note__organisation"):
        rows.setdefault(one.action_id, {"action": one.action, "changes": []})["changes"].append(one)
    if not rows:
        return None
    url = Link.url_in(mail, Link.Purpose.LEAVE, "follow_leave", follower=mail.follower)
    return {"rows": list(rows.values()), "stop_url": url}
