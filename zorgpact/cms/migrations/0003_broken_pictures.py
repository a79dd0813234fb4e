from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_former_slugs")]

    operations = [
        migrations.AddField(
            model_name="customimage",
            name="is_broken",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="bestand is weg of onleesbaar"
            ),
        ),
    ]
