"""The published catalogue, read from its files once and kept on a shelf of the template: tests copy its rows."""

from django.apps import apps
from django.db import connection, transaction

COPY = 'INSERT INTO "{table}" SELECT * FROM shelf."{table}"'
COUNT_ON = """SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1)) FROM "{table}" """


def tables() -> list[str]:
    """Name the tables of all that we publish."""
    models = apps.get_app_config("standards").get_models(include_auto_created=True)
    return [model._meta.db_table for model in models]


def shelve_catalogue() -> None:
    """Load the catalogue into a fresh database, put it on the shelf and leave the tables empty as they were."""
    from gasservice.standards.actions.loading import load_catalogue

    load_catalogue()
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA shelf")
        for table in tables():
            cursor.execute(f'CREATE TABLE shelf."{table}" AS TABLE "{table}"')
        cursor.execute(f"TRUNCATE {', '.join(tables())} CASCADE")


@transaction.atomic
def publish_catalogue() -> None:
    """Publish what `load_catalogue` would, in a database in which nothing is published yet."""
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(COPY.format(table=table))
            cursor.execute(COUNT_ON.format(table=table))
