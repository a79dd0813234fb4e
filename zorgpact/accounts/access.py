"""Who may do what with accounts and roles: nobody gives rights that he lacks, or touches somebody who has more."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from zorgpact.users.models import User

Right = tuple[str, str]
"""A permission, and the path in the tree of pages or collections below which it holds; empty for one that holds everywhere."""


def needs_second_step(user: User | AnonymousUser) -> bool:
    """Who enters the admin of a site in production."""
    return settings.MFA_REQUIRED and user.has_perm("wagtailadmin.access_admin")


def can_manage(actor: User | AnonymousUser, user: User) -> bool:
    """Whether this administrator may change, invite, block or delete that person."""
    if actor.is_superuser:
        return True
    return not user.is_superuser and covers(rights_of(actor), rights_of(user))


def can_give(actor: User | AnonymousUser, groups: Iterable[Group]) -> bool:
    """Whether this administrator may put somebody in all of these groups."""
    return actor.is_superuser or covers(rights_of(actor), rights_in(groups))


def covers(own: set[Right], others: set[Right]) -> bool:
    """Whether who has these rights has those as well, for the same place or one above it."""
    return all(any(name == mine and path.startswith(top) for mine, top in own) for name, path in others)


def rights_of(user: User | AnonymousUser) -> set[Right]:
    """Of a superuser, only those of his groups: he may do anything without them."""
    direct = user.user_permissions.values_list("content_type__app_label", "codename")
    return rights_in(user.groups.all()) | {(f"{app}.{codename}", "") for app, codename in direct}


def rights_in(groups: Iterable[Group]) -> set[Right]:
    members = Q(group__in=[group.pk for group in groups])
    general = Permission.objects.filter(members).values_list("content_type__app_label", "codename")
    pages = GroupPagePermission.objects.filter(members).values_list("permission__codename", "page__path")
    files = GroupCollectionPermission.objects.filter(members)
    return {
        *((f"{app}.{codename}", "") for app, codename in general),
        *((f"pagina’s: {codename}", path) for codename, path in pages),
        *(
            (f"bestanden: {codename}", path)
            for codename, path in files.values_list("permission__codename", "collection__path")
        ),
    }
