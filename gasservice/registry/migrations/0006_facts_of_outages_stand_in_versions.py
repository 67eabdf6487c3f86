from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_first_version_of_each_outage")]

    operations = [
        migrations.RemoveConstraint(
            model_name="interruption",
            name="interruption_ends_after_start",
        ),
        migrations.RemoveIndex(
            model_name="interruption",
            name="interruption_published",
        ),
        migrations.RemoveField(
            model_name="interruption",
            name="communities",
        ),
        migrations.RemoveField(
            model_name="interruption",
            name="ends_at",
        ),
        migrations.RemoveField(
            model_name="interruption",
            name="published_at",
        ),
        migrations.RemoveField(
            model_name="interruption",
            name="reason_en",
        ),
        migrations.RemoveField(
            model_name="interruption",
            name="reason_zh_hans",
        ),
        migrations.RemoveField(
            model_name="interruption",
            name="reason_zh_hant",
        ),
        migrations.RemoveField(
            model_name="interruption",
            name="starts_at",
        ),
    ]
