"""Each worker gets its own clone of one migrated database; pages and languages are made ready once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What content types and permissions are, and that all is migrated, stands there from the beginning.
EMPTY = """
DO $$
DECLARE name text; has_rows boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('django_content_type', 'auth_permission', 'django_migrations') LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO has_rows;
        IF has_rows THEN EXECUTE format('DELETE FROM %I', name); END IF;
    END LOOP;
END $$
"""
# Properties say what is true, not how fast the machine is on which they are tried.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def pages_ready():
    """Compile the languages and collect the static files once, whichever worker comes first."""
    from django.core.management import call_command

    done = Path(os.environ["RUN_DIR"]) / "pages.done"
    with once("pages.lock"):
        if not done.exists():
            call_command("messages", "compile")
            call_command("collectstatic", interactive=False, verbosity=0)
            done.touch()


@pytest.fixture(scope="session", autouse=True)
def files_looked_up_when_asked_for(pages_ready):
    """Each test client builds the middleware anew: let it not list a thousand static files each time."""
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True


@contextmanager
def once(name: str) -> Iterator[None]:
    with (Path(os.environ["RUN_DIR"]) / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id):
    """Migrate a template database once, then clone it: every xdist worker starts from the same ground."""
    from django.conf import settings
    from django.db import connection

    original = settings.DATABASES["default"]["NAME"]
    clone = f"test_{worker_id}_{original}"
    with django_db_blocker.unblock():
        clone_template(connection, original, clone)
        use(connection, clone)
    yield
    with django_db_blocker.unblock():
        use(connection, original)
        run_outside(connection, f'DROP DATABASE IF EXISTS "{clone}" WITH (FORCE)')


def clone_template(connection, original: str, clone: str) -> None:
    """Make a fresh database; whoever comes first migrates the template that all are cloned from."""
    template = f"test_template_{original}"
    with once("migrate.lock"):
        if not has_database(connection, template):
            migrate_template(connection, template)
        run_outside(connection, f'DROP DATABASE IF EXISTS "{clone}" WITH (FORCE)')
        run_outside(connection, f'CREATE DATABASE "{clone}" TEMPLATE "{template}"')


def has_database(connection, name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def migrate_template(connection, name: str) -> None:
    from tests.shelf import shelve_catalogue

    original = connection.settings_dict["NAME"]
    run_outside(connection, f'CREATE DATABASE "{name}"')
    use(connection, name)
    try:
        lay_tables(connection)
        shelve_catalogue()
    except BaseException:
        use(connection, original)
        run_outside(connection, f'DROP DATABASE "{name}" WITH (FORCE)')
        raise
    use(connection, original)


def lay_tables(connection) -> None:
    """Make the tables as the models stand, which takes a fraction of the time of migrating to them.

    That the migrations lead to the same models is a test of the house, and the portal that is started migrates.
    """
    from django.apps import apps
    from django.core.management import call_command
    from django.test import override_settings

    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm")
    with override_settings(MIGRATION_MODULES={config.label: None for config in apps.get_app_configs()}):
        call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("pgtrigger", "install", verbosity=0)
    call_command("migrate", fake=True, verbosity=0)


def run_outside(connection, sql: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


def use(connection, name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def emptied_by_rows():
    """After a test that commits, delete rows where there are any: truncating two hundred tables takes a second."""
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = lambda self: empty_tables()


def empty_tables() -> None:
    """Empty every table but those that a fresh database comes with rows in; no trigger minds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(EMPTY)


@pytest.fixture(autouse=True)
def fresh_cache():
    """Forget what rate limits counted: each test is a new visitor."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def one_language():
    """Forget the language of the reader before: each test begins in English."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True)
def one_proof(settings):
    """Let colleagues in by one proof; the tests of the second one ask for it."""
    settings.STAFF_SECOND_FACTOR = False
