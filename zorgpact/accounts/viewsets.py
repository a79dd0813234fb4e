"""Wagtail's screens of users and of groups, so that an administrator invites, and gives no more than he has."""

from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.users.views import groups, users

from zorgpact.accounts import audit
from zorgpact.accounts.access import Right, can_manage, covers, rights_in, rights_of
from zorgpact.accounts.mail import enqueue
from zorgpact.accounts.middleware import SECOND_STEPS
from zorgpact.accounts.models import AccountMail
from zorgpact.accounts.passwords import invite
from zorgpact.accounts.people import ChangeForm, InviteForm
from zorgpact.users.models import User

GIVES_TOO_MUCH = "Je kunt geen rechten geven die je zelf niet hebt: {}."


def state_of(user: User) -> str:
    state = "actief" if user.is_active else "uitgenodigd" if user.is_invited else "geblokkeerd"
    return f"{state}, beheert alles" if user.is_superuser else state


class PeopleIndexView(users.IndexView):
    add_item_label = "Nodig iemand uit"

    @cached_property
    def columns(self) -> list[Column]:
        by_name = {column.name: column for column in super().columns}
        by_name["name"].width = "30%"
        return [
            by_name["bulk_actions"],
            by_name["name"],
            Column("email", label="E-mailadres", sort_key="email"),
            Column("state", accessor=state_of, label="Account", sort_key="is_active"),
            BooleanColumn("has_second_step", label="Tweede stap"),
            by_name["last_login"],
        ]

    def get_base_queryset(self) -> QuerySet:
        steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
        return super().get_base_queryset().annotate(has_second_step=Exists(steps))


class KnowsActor:
    """Gives the form who fills it in, and leaves the line in the log to us: Wagtail's does not say what changed."""

    request: HttpRequest

    @cached_property
    def action_class(self) -> Any:
        return partial(super().action_class, log_action=None)  # type: ignore[misc]  # of the view that it is mixed into

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "actor": self.request.user}  # type: ignore[misc]


class InviteView(KnowsActor, users.CreateView):
    page_title = "Nodig iemand uit"
    submit_button_label = "Nodig uit"
    success_message = "%(object)s krijgt een mail om een wachtwoord te kiezen."

    @transaction.atomic
    def save_instance(self) -> User:
        user = super().save_instance()
        audit.record_change(user, {}, by=self.request.user)
        invite(user, by=self.request.user)
        return user


class OnlyWhomOneManages:
    """For views about one user."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_manage(request.user, self.get_object()):  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ChangeView(OnlyWhomOneManages, KnowsActor, users.EditView):
    @transaction.atomic
    def save_instance(self) -> User:
        """Who gets another address is told at the old one; links that were mailed there are over."""
        before = User.objects.get(pk=self.object.pk)
        facts = audit.facts(before)
        user = super().save_instance()
        audit.record_change(user, facts, by=self.request.user)
        if user.email != before.email:
            user.account_links.all().delete()
            enqueue(user, AccountMail.Kind.EMAIL_CHANGED, address=before.email)
        return user


class DeletePersonView(OnlyWhomOneManages, users.DeleteView):
    pass


class PeopleViewSet(users.UserViewSet):
    copy_view_enabled = False
    index_view_class = PeopleIndexView
    add_view_class = InviteView
    edit_view_class = ChangeView
    delete_view_class = DeletePersonView

    def get_form_class(self, for_update: bool = False) -> type[InviteForm] | type[ChangeForm]:
        return ChangeForm if for_update else InviteForm


# --- Roles --------------------------------------------------------------------------------------------------


class TooMuch(Exception):
    """Somebody gives rights that he lacks: they are its argument."""


class GivesNoMore:
    """Saves a group, and takes that back when its new rights go beyond those of who saves.

    Its rights come from many parts: the form and panels for pages, pictures, documents and collections. So it is the
    result that is compared, whatever part a new version of Wagtail adds.
    """

    request: HttpRequest
    object: Group

    def process_form(self) -> HttpResponse:
        was_there = self.object.pk
        try:
            with transaction.atomic():
                return self.process_within_rights(rights_in([self.object]) if was_there else set())
        except TooMuch as error:
            self.object = get_object_or_404(Group, pk=was_there) if was_there else Group()
            form = self.get_form()  # type: ignore[attr-defined]
            form.is_valid()
            form.add_error(None, GIVES_TOO_MUCH.format(", ".join(error.args[0])))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]

    def process_within_rights(self, before: set[Right]) -> HttpResponse:
        """Raises TooMuch."""
        actor = self.request.user
        own = rights_of(actor)
        response = super().process_form()  # type: ignore[misc]  # of the view that it is mixed into
        now = rights_in([self.object]) if self.object and self.object.pk else before
        if not actor.is_superuser and not covers(own, now - before):
            raise TooMuch(beyond(own, now - before))
        if now != before:
            audit.record(self.object, audit.RIGHTS, user=actor, **difference(before, now))
        return response


def beyond(own: set[Right], others: set[Right]) -> list[str]:
    """The names of the rights that somebody lacks."""
    return sorted({name for name, path in others if not covers(own, {(name, path)})})


def difference(before: set[Right], now: set[Right]) -> dict[str, list[str]]:
    given, taken = ({name for name, _ in rights} for rights in (now - before, before - now))
    return {"given": sorted(given), "taken": sorted(taken)}


class CreateRoleView(GivesNoMore, groups.CreateView):
    pass


class ChangeRoleView(GivesNoMore, groups.EditView):
    pass


class RolesViewSet(groups.GroupViewSet):
    add_view_class = CreateRoleView
    edit_view_class = ChangeRoleView
