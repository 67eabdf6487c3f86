from django.db import migrations, models

TO_TEXT = """
ALTER TABLE oversight_total
    ALTER COLUMN bins TYPE text USING array_to_string(bins, ','),
    ALTER COLUMN counts TYPE text USING array_to_string(counts, ',')
"""
TO_ARRAYS = """
ALTER TABLE oversight_total
    ALTER COLUMN bins TYPE smallint[] USING string_to_array(bins, ',')::smallint[],
    ALTER COLUMN counts TYPE bigint[] USING string_to_array(counts, ',')::bigint[]
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_facts_of_handlers")]

    operations = [
        migrations.RunSQL(
            TO_TEXT,
            TO_ARRAYS,
            state_operations=[
                migrations.AlterField("total", "bins", models.TextField()),
                migrations.AlterField("total", "counts", models.TextField()),
            ],
        )
    ]
