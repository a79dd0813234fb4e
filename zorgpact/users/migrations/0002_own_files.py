"""Editors and organisers no longer delete each other's pictures and documents: with `change` on the collection they did."""

from django.db import migrations

ROLES = ["Redacteurs", "Organisatoren"]
RIGHTS = ["change_image", "change_document"]


def take_back(apps, schema_editor):
    permissions = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    permissions.filter(group__name__in=ROLES, permission__codename__in=RIGHTS, collection__depth=1).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0001_initial"),
        ("wagtailcore", "0066_collection_management_permissions"),
    ]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
