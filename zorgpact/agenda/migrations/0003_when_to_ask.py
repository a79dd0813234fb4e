"""When to ask how the actions go that are there already, and since when we know it.

What should have been done already is asked in a fortnight, so that editors can say first whom to ask. As in
`Action.first_review`, which may change.
"""

from datetime import date, timedelta

from django.db import migrations, models
from django.utils import timezone


def fill_in(apps, schema_editor):
    Action = apps.get_model("agenda", "Action")
    last = (
        apps.get_model("agenda", "ProgressNote")
        .objects.filter(action=models.OuterRef("pk"))
        .order_by("-noted_on")
        .values("noted_on")[:1]
    )
    Action.objects.update(reported_on=models.Subquery(last))
    Action.objects.filter(live=True).update(
        logged_status=models.F("status"), logged_due_on=models.F("due_on")
    )
    today = timezone.localdate()
    for action in Action.objects.filter(status__in=["voorgenomen", "loopt"], review_on=None).iterator():
        action.review_on = first_review(action, today)
        action.save(update_fields=["review_on"])


def first_review(action, today: date) -> date:
    day = today + timedelta(days=91)
    if action.status == "voorgenomen" and action.starts_on and action.starts_on > today:
        day = action.starts_on
    if action.due_on is None:
        return day
    return min(day, action.due_on) if action.due_on > today else today + timedelta(days=14)


class Migration(migrations.Migration):
    dependencies = [("agenda", "0002_owners_report")]
    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
