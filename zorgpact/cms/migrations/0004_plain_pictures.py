from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_broken_pictures")]

    operations = [
        migrations.AddField(
            model_name="customimage",
            name="is_plain",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="bewaard zonder gegevens van de maker"
            ),
        ),
    ]
