from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("standards", "0015_promises_of_meters")]

    operations = [
        migrations.AddField(
            model_name="latechargerule",
            name="due_days",
            field=models.PositiveSmallIntegerField(default=15, help_text="from the day of a bill to the day it is due"),
            preserve_default=False,
        ),
    ]
