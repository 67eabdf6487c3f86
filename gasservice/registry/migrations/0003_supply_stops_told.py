from django.db import migrations, models

# The reason of a stop named the day in one language. What was stopped or opened before is told already, by the pages.
OWED_SINCE = """
    UPDATE registry_supplystop SET
        owed_since = coalesce(substring(reason FROM '\\d{4}-\\d{2}-\\d{2}')::date, ordered_at::date),
        stop_told_at = executed_at,
        restore_told_at = restored_at
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_counted_drafts")]

    operations = [
        migrations.AddField("supplystop", "stop_told_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("supplystop", "restore_told_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("supplystop", "owed_since", models.DateField(null=True)),
        migrations.RunSQL(OWED_SINCE, migrations.RunSQL.noop),
        migrations.AlterField("supplystop", "owed_since", models.DateField()),
        migrations.RemoveConstraint("supplystop", "stop_for_something_owed"),
        migrations.RemoveField("supplystop", "reason"),
        migrations.AddConstraint(
            "supplystop",
            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="stop_for_something_owed"),
        ),
        migrations.AddConstraint(
            "supplystop",
            models.CheckConstraint(
                condition=(models.Q(stop_told_at__isnull=True) | models.Q(executed_at__isnull=False))
                & (models.Q(restore_told_at__isnull=True) | models.Q(restored_at__isnull=False)),
                name="stop_told_after_it_happened",
            ),
        ),
        migrations.AddIndex(
            "supplystop",
            models.Index(
                fields=["id"],
                condition=models.Q(executed_at__isnull=False, stop_told_at__isnull=True)
                | models.Q(restored_at__isnull=False, restore_told_at__isnull=True),
                name="stop_to_tell",
            ),
        ),
    ]
