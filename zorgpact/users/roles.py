"""The roles of the site: groups with fixed rights, kept here so that every installation has the same.

Rights are named by app and model, for this app knows no other. What an administrator adds to a group stays.
"""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITORS = "Redacteurs"
ORGANISERS = "Organisatoren"
ADMINISTRATORS = "Beheerders"

# Wagtail makes `publish`, `lock` and `unlock` for the models that its admin registers as snippets.
EVERYTHING = ("add", "change", "delete", "view", "publish", "lock", "unlock")

CONTENT_RIGHTS = {
    "taxonomy.topic": EVERYTHING,
    "pacts.region": ("change", "view", "publish", "lock", "unlock"),  # there are 28, and that is a fact
    "pacts.placename": EVERYTHING,
    "pacts.organisation": EVERYTHING,
    "pacts.pact": EVERYTHING,
    "pacts.plan": EVERYTHING,
    "pacts.ambition": EVERYTHING,
    "agenda.action": EVERYTHING,
    "agenda.progressnote": ("add", "view"),  # notes are added, not rewritten
    "dialogue.dialogue": ("add", "change", "delete", "view"),
    "pacts.municipality": ("view",),
    "events.event": EVERYTHING,
    "cms.sitesettings": ("change",),
}
EVENT_RIGHTS = {
    "events.event": ("add", "change", "view", "publish"),
    "events.registration": ("change", "view"),
    "dialogue.dialogue": ("add", "change", "view"),
    "agenda.action": ("add", "change", "view", "publish"),
    "agenda.progressnote": ("add", "view"),
    "pacts.organisation": ("view",),
}
ACCOUNT_RIGHTS = {
    "users.user": ("add", "change", "delete", "view"),
    "auth.group": ("add", "change", "delete", "view"),
    "wagtailcore.site": ("change", "view"),
    "wagtailredirects.redirect": ("add", "change", "delete", "view"),
}
MODEL_RIGHTS = {
    EDITORS: CONTENT_RIGHTS,
    ORGANISERS: EVENT_RIGHTS,
    ADMINISTRATORS: CONTENT_RIGHTS | EVENT_RIGHTS | ACCOUNT_RIGHTS | {"events.event": EVERYTHING},
}
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
FILE_RIGHTS = {
    "wagtailimages.image": ("add", "change", "choose"),
    "wagtaildocs.document": ("add", "change", "choose"),
}


def ensure_roles() -> dict[str, Group]:
    """Make the groups and give them at least their rights. Needs the permissions that `migrate` makes."""
    return {name: ensure_role(name) for name in MODEL_RIGHTS}


def ensure_role(name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(*permissions_of({"wagtailadmin.admin": ("access",), **MODEL_RIGHTS[name]}))
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS[name]
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    for permission in permissions_of(FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
    return group


def permissions_of(rights: Mapping[str, tuple[str, ...]]) -> list[Permission]:
    """The permissions that exist among `rights`: app and model to actions."""
    wanted = Q(pk__in=[])
    for label, actions in rights.items():
        app, model = label.split(".")
        codenames = [f"{action}_{model}" for action in actions]
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    return list(Permission.objects.filter(wanted))
