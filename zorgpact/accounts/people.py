"""The forms of an administrator: who has an account, by name, address and role. Nobody types another one's password."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.users.forms import UserCreationForm, UserEditForm

from zorgpact.accounts.access import can_give
from zorgpact.users.models import User

TOO_MUCH = "Een rol met rechten die je zelf niet hebt, kun je niet geven: {}."
NO_PASSWORD = (
    "Dit account heeft nog geen wachtwoord. Nodig deze persoon opnieuw uit, dan wordt het vanzelf actief."  # noqa: S105
)
NAME_TAKEN = "Er is al een gebruiker die zo heet."
LONGEST_NAME = 150  # characters, as Django made the column
TOO_LONG = f"Kies een adres van ten hoogste {LONGEST_NAME} tekens."


def refused(actor: User, groups: Iterable[Group]) -> list[str]:
    """The names of the roles that this administrator may not give."""
    return [group.name for group in groups if not can_give(actor, [group])]


class GivenByAdministrator:
    """One logs in with the address, so that is the user name. The roles are those that the administrator may give."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    instance: User

    def __init__(self, *args: Any, actor: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.actor = actor
        del self.fields["username"]
        self.fields["email"].label = "E-mailadres"
        self.fields["groups"].label = "Rollen"
        if not actor.is_superuser:
            self.fields.pop("is_superuser", None)

    def separate_username_field(self) -> bool:
        return False

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        others = User.objects.exclude(pk=self.instance.pk)
        if len(email) > LONGEST_NAME:
            raise ValidationError(TOO_LONG)
        if others.filter(username__iexact=email).exists():
            raise ValidationError(NAME_TAKEN)
        return email

    def clean_groups(self) -> Iterable[Group]:
        groups = self.cleaned_data["groups"]
        had = set(self.instance.groups.all()) if self.instance.pk else set()
        if names := refused(self.actor, set(groups) - had):
            raise ValidationError(TOO_MUCH.format(", ".join(sorted(names))))
        return groups


class InviteForm(GivenByAdministrator, UserCreationForm):
    def save(self, commit: bool = True) -> User:
        self.instance.username = self.instance.email
        self.instance.is_active = False
        self.instance.set_unusable_password()
        return super().save(commit)


class ChangeForm(GivenByAdministrator, UserEditForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.known_as_address = self.instance.username == self.instance.email

    def clean_is_active(self) -> bool:
        if self.cleaned_data["is_active"] and not self.instance.has_usable_password():
            raise ValidationError(NO_PASSWORD)
        return self.cleaned_data["is_active"]

    def save(self, commit: bool = True) -> User:
        if self.known_as_address:
            self.instance.username = self.instance.email
        return super().save(commit)
