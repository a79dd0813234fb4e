from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0006_awaiting_followers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ask", "Hoe gaat het?"),
                    ("remind", "Eerste herinnering"),
                    ("remind_again", "Tweede herinnering"),
                    ("silence", "Aan de coördinator: niets gehoord"),
                    ("renew", "Nieuwe link"),
                    ("refused", "Bericht niet geplaatst"),
                    ("invite", "Mogen we je vragen?"),
                    ("join", "Bevestig dat jullie meedoen"),
                    ("joined", "Jullie staan erbij"),
                    ("not_joined", "Jullie staan er niet bij"),
                    ("follow", "Bevestig dat je dit volgt"),
                    ("digest", "Wat er veranderde"),
                ],
                max_length=12,
            ),
        ),
    ]
