"""The permissions by Dutch names: Django and Wagtail store them in English, whatever the language of the site."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.db.models.signals import post_migrate
from django.utils.translation import override

DEFAULT = "Can "  # "Can add regio"
WORDS = {
    "add": "toevoegen",
    "change": "wijzigen",
    "choose": "kiezen",
    "delete": "verwijderen",
    "lock": "vergrendelen",
    "publish": "publiceren",
    "unlock": "ontgrendelen",
    "view": "bekijken",
}
NAMES = {
    "access_admin": "Het beheer gebruiken",
    "bulk_delete_page": "pagina verwijderen met alles eronder",
    "lock_page": "pagina vergrendelen, en eigen vergrendeling opheffen",
    "publish_page": "pagina publiceren",
    "unlock_page": "pagina ontgrendelen, ook die van een ander",
}


def name_permissions(**kwargs: Any) -> None:
    """Give those that still have their first name a Dutch one. The next migration names what this one added."""
    rows = Permission.objects.filter(
        Q(name__startswith=DEFAULT) | Q(codename__in=NAMES) & ~Q(name__in=NAMES.values())
    )
    renamed = []
    with override(settings.LANGUAGE_CODE):  # `migrate` switches it off
        for permission in rows.select_related("content_type"):
            if name := dutch_name(permission):
                permission.name = name
                renamed.append(permission)
    Permission.objects.bulk_update(renamed, ["name"])


def dutch_name(permission: Permission) -> str:
    """The model and what may be done with it; empty for what we do not know."""
    word = WORDS.get(permission.codename.partition("_")[0], "")
    model = permission.content_type.model_class()
    known = f"{model._meta.verbose_name} {word}" if model and word else ""
    return NAMES.get(permission.codename, known)


post_migrate.connect(name_permissions, dispatch_uid="permission names")
