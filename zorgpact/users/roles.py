"""The roles of the site: groups with fixed rights, so that every installation has the same.

What a role may do with a model is said by the app that owns the model, in its `rights.py`. What an administrator adds to
a group stays.
"""

from collections import defaultdict

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import models
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITORS = "Redacteurs"
ORGANISERS = "Organisatoren"
ADMINISTRATORS = "Beheerders"
ROLES = (EDITORS, ORGANISERS, ADMINISTRATORS)

# Wagtail makes `publish`, `lock` and `unlock` for the models that its admin registers as snippets.
EVERYTHING = ("add", "change", "delete", "view", "publish", "lock", "unlock")

rights: dict[str, dict[type[models.Model], set[str]]] = defaultdict(lambda: defaultdict(set))


def allow(role: str, model: type[models.Model], *actions: str) -> None:
    """Let a role do this with a model. An administrator may do whatever another role may."""
    for name in (role, ADMINISTRATORS):
        rights[name][model].update(actions)


PAGE_RIGHTS = {
    EDITORS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    ORGANISERS: (),
    ADMINISTRATORS: (
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ),
}
# Who may add files to a collection changes and deletes own ones; `change` lets one delete everybody's.
FILE_RIGHTS = {
    EDITORS: ("add", "choose"),
    ORGANISERS: ("add", "choose"),
    ADMINISTRATORS: ("add", "change", "choose"),
}


def ensure_roles() -> dict[str, Group]:
    """Make the groups and give them at least their rights. Needs the permissions that `migrate` makes."""
    return {name: ensure_role(name) for name in ROLES}


def ensure_role(name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(*permissions_of(name))
    root = Page.get_first_root_node()
    of_pages = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS[name]
    )
    GroupPagePermission.objects.bulk_create(
        [GroupPagePermission(group=group, page=root, permission=permission) for permission in of_pages],
        ignore_conflicts=True,
    )
    collection = Collection.get_first_root_node()
    files = [f"{action}_{model}" for action in FILE_RIGHTS[name] for model in ("image", "document")]
    of_files = Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=files
    )
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in of_files
        ],
        ignore_conflicts=True,
    )
    return group


def permissions_of(role: str) -> list[Permission]:
    """The permissions that exist among the rights of a role, and the one to enter the admin."""
    wanted = {("wagtailadmin", "access_admin")}
    for model, actions in rights[role].items():
        wanted |= {
            (model._meta.app_label, get_permission_codename(action, model._meta)) for action in actions
        }
    named = Permission.objects.filter(codename__in={codename for _, codename in wanted})
    return [
        permission
        for permission in named.select_related("content_type")
        if (permission.content_type.app_label, permission.codename) in wanted
    ]
