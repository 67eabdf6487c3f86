import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("complaints", "0001_initial")]

    initial = True

    dependencies = [
        ("cases", "0001_schema"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conduct",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("about_whom", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name_plural": "conduct",
            },
        ),
    ]
