"""Dutch names for what Wagtail made in English. What an editor named otherwise stays."""

from django.db import migrations

NAMES = [
    ("auth", "Group", "name", {"Editors": "Schrijvers", "Moderators": "Moderatoren"}),
    ("wagtailcore", "Workflow", "name", {"Moderators approval": "Goedkeuring door moderatoren"}),
    ("wagtailcore", "Task", "name", {"Moderators approval": "Goedkeuring door moderatoren"}),
    ("wagtailcore", "Collection", "name", {"Root": "Alle bestanden"}),
    ("wagtailcore", "Page", "title", {"Root": "Alle pagina’s"}),
    ("wagtailcore", "Page", "draft_title", {"Root": "Alle pagina’s"}),
]


def rename(apps, schema_editor):
    for app, model, field, names in NAMES:
        rows = apps.get_model(app, model)._default_manager.order_by("pk")
        if hasattr(rows.model, "depth"):
            rows = rows.filter(depth=1)
        for old, new in names.items():
            if not rows.filter(**{field: new}).exists():
                rows.filter(**{field: old}).update(**{field: new})


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0005_retention"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
