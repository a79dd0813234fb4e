"""Accounts in the admin: buttons in the list of users, what bulk actions refuse, and the words of the log."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from zorgpact.accounts import audit, staff
from zorgpact.accounts.access import can_give, can_manage
from zorgpact.accounts.people import NO_PASSWORD
from zorgpact.users.models import User


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("gebruikers/<int:user_id>/uitnodigen/", staff.invite_again, name="invite_again"),
        path("gebruikers/<int:user_id>/tweede-stap/", staff.erase_second_step, name="erase_second_step"),
    ]


@hooks.register("register_user_listing_buttons")
def help_somebody_in(user: User, request_user: User) -> Iterator[Button]:
    if not request_user.has_perm("users.change_user") or (
        user.is_superuser and not request_user.is_superuser
    ):
        return
    if user.is_invited:
        yield Button(
            "Opnieuw uitnodigen", reverse("invite_again", args=[user.pk]), icon_name="mail", priority=15
        )
    if getattr(user, "has_second_step", False):
        url = reverse("erase_second_step", args=[user.pk])
        yield Button("Tweede stap wissen", url, icon_name="key", priority=30)


@hooks.register("register_account_menu_item")
def own_login(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": "Inloggen",
        "help_text": "Je wachtwoord, je tweede stap en je herstelcodes.",
    }


# --- Several users at once ----------------------------------------------------------------------------------


@hooks.register("before_bulk_action")
def change_several(
    request: HttpRequest, action_type: str, objects: Iterable[Model], action_class_instance: Any
) -> HttpResponse | None:
    """Refuse what may not be done to one of them, and write down what is. Raises PermissionDenied.

    Wagtail itself checks superusers when it deletes, and nowhere else; and writes nothing down.
    """
    people = [user for user in objects if isinstance(user, User)]
    if not all(can_manage(request.user, user) for user in people):
        raise PermissionDenied
    form = action_class_instance.cleaned_form
    role, active = (form.cleaned_data.get(name) for name in ("role", "mark_as_active"))
    if people and role and not can_give(request.user, [role]):
        raise PermissionDenied
    if active and not all(user.has_usable_password() for user in people):
        messages.error(request, NO_PASSWORD)
        return redirect("wagtailusers_users:index")
    for user in people:
        note(user, action_type, role, active, request.user)
    return None


def note(user: User, action_type: str, role: Any, active: bool | None, by: audit.Actor) -> None:
    before = audit.facts(user)
    if action_type == "delete":
        audit.record(user, "wagtail.delete", user=by)
    elif role and role not in user.groups.all():
        audit.record(user, audit.CHANGED, user=by, changes=[["rol erbij", "", role.name]])
    elif active is not None and active != user.is_active:
        changes = [["actief", before["actief"], "ja" if active else "nee"]]
        audit.record(user, audit.CHANGED, user=by, changes=changes)


# --- The log ------------------------------------------------------------------------------------------------


class ChangeFormatter(LogFormatter):
    label = "Account gewijzigd"

    def format_message(self, log_entry: ModelLogEntry) -> str:
        changes = log_entry.data.get("changes", [])
        return "; ".join(f"{name}: {old or '—'} → {new or '—'}" for name, old, new in changes)


class RightsFormatter(LogFormatter):
    label = "Rechten gewijzigd"

    def format_message(self, log_entry: ModelLogEntry) -> str:
        given, taken = (", ".join(log_entry.data.get(name, [])) for name in ("given", "taken"))
        parts = [f"erbij: {given}" if given else "", f"eraf: {taken}" if taken else ""]
        return "; ".join(part for part in parts if part)


class SecondStepFormatter(LogFormatter):
    label = "Tweede stap"

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return log_entry.data.get("what", self.label)


class ExportFormatter(LogFormatter):
    label = "Deelnemers geëxporteerd"

    def format_message(self, log_entry: ModelLogEntry) -> str:
        number = log_entry.data["number"]
        return f"{number} deelnemer{'' if number == 1 else 's'} gedownload als {log_entry.data['format']}"


class ErasureFormatter(LogFormatter):
    label = "Persoon gewist"

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return f"Alles van één persoon gewist; aantal aanmeldingen: {log_entry.data['number']}"


@hooks.register("register_log_actions")
def name_what_happens(actions: LogActionRegistry) -> None:
    actions.register_action(audit.LOGIN, "Ingelogd", "Ingelogd")
    actions.register_action(audit.LOGIN_FAILED, "Inloggen mislukt", "Inloggen mislukt")
    actions.register_action(
        audit.SECOND_STEP_FAILED, "Code klopte niet", "De code van de tweede stap klopte niet"
    )
    actions.register_action(audit.INVITED, "Uitgenodigd", "Uitgenodigd om een wachtwoord te kiezen")
    actions.register_action(
        audit.ACCEPTED, "Uitnodiging aangenomen", "Koos een wachtwoord; het account is actief"
    )
    actions.register_action(audit.PASSWORD, "Wachtwoord gewijzigd", "Koos een ander wachtwoord")
    actions.register_action(audit.SECOND_STEP)(SecondStepFormatter)
    actions.register_action(audit.CHANGED)(ChangeFormatter)
    actions.register_action(audit.RIGHTS)(RightsFormatter)
    actions.register_action(audit.EXPORTED)(ExportFormatter)
    actions.register_action(audit.ERASED)(ErasureFormatter)
