"""What an import asks of the database: each file is judged and then written by a few statements over all its rows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Rows are counted as PostgreSQL tells them: xmax is 0 only on a row version that this statement made anew.
# Statements are put together from constants alone; what a file holds comes in by COPY and by no other way.
COUNTED = "RETURNING (xmax = 0) AS is_new"


@dataclass(frozen=True)
class Check:
    """A fault that only all rows together show: the lines it is in, with the value to name."""

    column: str
    reason: str | Promise
    sql: str


@dataclass(frozen=True)
class Statements:
    """The checks of one file, and what writes it: `main` holds its rows, the others hang on them."""

    checks: tuple[Check, ...]
    before: tuple[str, ...]
    main: str
    after: tuple[str, ...] = ()


def once(column: str, *key: str) -> Check:
    """Refuse a second row with the same key."""
    sql = """SELECT line, key FROM (
        SELECT line, concat_ws(', ', {key}) AS key, row_number() OVER (PARTITION BY {key} ORDER BY line) AS place
        FROM staged) AS numbered WHERE place > 1"""
    return Check(column, _("%(value)s stands in an earlier row already"), sql.format(key=", ".join(key)))


def known(column: str, table: str, key: str = "code") -> Check:
    """Refuse a code that nothing bears."""
    sql = "SELECT line, {column} FROM staged s WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{key} = s.{column})"
    return Check(column, _("nothing is known by the code %(value)s"), sql.format(column=column, table=table, key=key))


def ordered(since: str, until: str) -> Check:
    sql = "SELECT line, {until}::text FROM staged WHERE {until} < {since}"
    return Check(until, _("%(value)s lies before the beginning"), sql.format(since=since, until=until))


def names_of(place: str, name: str) -> tuple[str, ...]:
    """Keep the names of a kind of place: a new one closes the old one, former ones are added with their days."""
    marks = {"place": place, "name": name, "counted": COUNTED}
    return tuple(sql.format(**marks) for sql in (CLOSE_NAMES, DATE_NAMES, OPEN_NAMES, FORMER_NAMES))


CLOSE_NAMES = """UPDATE registry_{place}name n SET known_until = coalesce(s.known_from, %(day)s)
FROM staged s JOIN registry_{place} p ON p.code = s.code
WHERE n.{place}_id = p.id AND n.known_until IS NULL AND n.name <> s.{name} RETURNING false"""
DATE_NAMES = """UPDATE registry_{place}name n SET known_from = s.known_from
FROM staged s JOIN registry_{place} p ON p.code = s.code
WHERE n.{place}_id = p.id AND n.known_until IS NULL AND n.name = s.{name} AND n.known_from <> s.known_from
RETURNING false"""
# Without a day, a new place bore its name since its last former one or for long; a known place bears it from now.
OPEN_NAMES = """INSERT INTO registry_{place}name AS n ({place}_id, name, search_name, known_from)
SELECT p.id, s.{name}, s.search_name, coalesce(s.known_from, CASE
    WHEN EXISTS (SELECT 1 FROM registry_{place}name o WHERE o.{place}_id = p.id) THEN %(day)s::date
    ELSE coalesce(former.known_until, %(long_ago)s::date) END)
FROM staged s JOIN registry_{place} p ON p.code = s.code
LEFT JOIN (SELECT code, max(known_until) AS known_until FROM staged_names GROUP BY code) former ON former.code = s.code
WHERE NOT EXISTS (SELECT 1 FROM registry_{place}name o
                  WHERE o.{place}_id = p.id AND o.name = s.{name} AND o.known_until IS NULL)
ON CONFLICT ({place}_id, name, known_from) DO UPDATE SET known_until = NULL {counted}"""
FORMER_NAMES = """INSERT INTO registry_{place}name AS n ({place}_id, name, search_name, known_from, known_until)
SELECT DISTINCT ON (p.id, f.name, f.known_from) p.id, f.name, f.search_name, f.known_from, f.known_until
FROM staged_names f JOIN registry_{place} p ON p.code = f.code ORDER BY p.id, f.name, f.known_from, f.line DESC
ON CONFLICT ({place}_id, name, known_from) DO UPDATE SET known_until = excluded.known_until
WHERE n.known_until IS DISTINCT FROM excluded.known_until AND n.known_until IS NOT NULL {counted}"""

COMMUNITIES = Statements(
    checks=(
        once("code", "code"),
        Check(
            "district",
            _("there is no district %(value)s; add it, or give its name in the column district_name"),
            """SELECT line, district FROM staged s
            WHERE NOT EXISTS (SELECT 1 FROM registry_district d WHERE d.code = s.district)
              AND NOT EXISTS (SELECT 1 FROM staged o WHERE o.district = s.district AND o.district_name IS NOT NULL)""",
        ),
    ),
    before=(
        """INSERT INTO registry_district (code, name_en, name_zh_hans, name_zh_hant)
        SELECT DISTINCT ON (district) district, district_name, district_name, district_name
        FROM staged WHERE district_name IS NOT NULL ORDER BY district, line
        ON CONFLICT (code) DO NOTHING RETURNING true""",
    ),
    main=f"""INSERT INTO registry_community AS t (code, district_id, name, name_en)
    SELECT s.code, d.id, s.name, coalesce(s.name_en, o.name_en, '')
    FROM staged s JOIN registry_district d ON d.code = s.district LEFT JOIN registry_community o ON o.code = s.code
    ON CONFLICT (code) DO UPDATE
        SET district_id = excluded.district_id, name = excluded.name, name_en = excluded.name_en
    WHERE (t.district_id, t.name, t.name_en) IS DISTINCT FROM (excluded.district_id, excluded.name, excluded.name_en)
    {COUNTED}""",  # noqa: S608
    after=names_of("community", "name"),
)
PREMISES = Statements(
    checks=(once("code", "code"), known("community", "registry_community")),
    before=(),
    main=f"""INSERT INTO registry_premise AS t (code, community_id, building, unit, room, address)
    SELECT s.code, c.id, coalesce(s.building, ''), coalesce(s.unit, ''), coalesce(s.room, ''), s.address
    FROM staged s JOIN registry_community c ON c.code = s.community
    ON CONFLICT (code) DO UPDATE SET community_id = excluded.community_id, building = excluded.building,
        unit = excluded.unit, room = excluded.room, address = excluded.address
    WHERE (t.community_id, t.building, t.unit, t.room, t.address) IS DISTINCT FROM
          (excluded.community_id, excluded.building, excluded.unit, excluded.room, excluded.address)
    {COUNTED}""",  # noqa: S608
    after=names_of("premise", "address"),
)
POINT = "coalesce(s.service_point, s.premise)"
PLACED = (
    known("premise", "registry_premise"),
    Check(
        "service_point",
        _("%(value)s stands at another premise in an earlier row"),
        f"""SELECT line, point FROM (
            SELECT line, {POINT} AS point, premise, first_value(premise) OVER same_point AS first
            FROM staged s WINDOW same_point AS (PARTITION BY {POINT} ORDER BY line)) AS placed
        WHERE premise <> first""",  # noqa: S608
    ),
)
POINTS = f"""INSERT INTO registry_servicepoint AS t (code, premise_id)
SELECT DISTINCT {POINT}, p.id FROM staged s JOIN registry_premise p ON p.code = s.premise
ON CONFLICT (code) DO UPDATE SET premise_id = excluded.premise_id WHERE t.premise_id <> excluded.premise_id {COUNTED}"""  # noqa: S608
# A meter that was written down by mistake has given its number back.
STANDING_METERS = "(SELECT * FROM registry_meter WHERE voided_at IS NULL)"
ANOTHER_METER = _("another meter hangs there: %(value)s; say when it was removed")
METERS = Statements(
    checks=(
        once("serial", "serial"),
        *PLACED,
        ordered("installed_on", "removed_on"),
        Check(
            "removed_on",
            ANOTHER_METER,
            f"""SELECT line, first FROM (
                SELECT line, first_value(serial) OVER same_point AS first, row_number() OVER same_point AS place
                FROM staged s WHERE removed_on IS NULL
                WINDOW same_point AS (PARTITION BY {POINT} ORDER BY line)) AS hung WHERE place > 1""",  # noqa: S608
        ),
        Check(
            "removed_on",
            ANOTHER_METER,
            f"""SELECT s.line, m.serial FROM staged s JOIN registry_servicepoint p ON p.code = {POINT}
            JOIN registry_meter m ON m.service_point_id = p.id AND m.removed_on IS NULL
            LEFT JOIN staged o ON o.serial = m.serial WHERE s.removed_on IS NULL AND o.serial IS NULL""",  # noqa: S608
        ),
    ),
    before=(POINTS,),
    # A meter that was removed makes room for the one that follows it.
    main=f"""INSERT INTO registry_meter AS t (serial, service_point_id, model, digits, installed_on, removed_on)
    SELECT s.serial, p.id, coalesce(s.model, o.model, ''), coalesce(s.digits, o.digits, 5), s.installed_on, s.removed_on
    FROM staged s JOIN registry_servicepoint p ON p.code = {POINT} LEFT JOIN {STANDING_METERS} o ON o.serial = s.serial
    ORDER BY s.removed_on NULLS LAST
    ON CONFLICT (serial) WHERE voided_at IS NULL DO UPDATE
    SET service_point_id = excluded.service_point_id, model = excluded.model,
        digits = excluded.digits, installed_on = excluded.installed_on, removed_on = excluded.removed_on
    WHERE (t.service_point_id, t.model, t.digits, t.installed_on, t.removed_on) IS DISTINCT FROM
          (excluded.service_point_id, excluded.model, excluded.digits, excluded.installed_on, excluded.removed_on)
    {COUNTED}""",  # noqa: S608
)
READINGS = Statements(
    checks=(
        once("read_at", "meter", "read_at"),
        known("meter", STANDING_METERS, "serial"),
        Check(
            "read_at",
            _("%(value)s lies in the future"),
            "SELECT line, read_at::text FROM staged WHERE read_at > %(at)s",
        ),
        Check(
            "index_m3",
            _("%(value)s is more than the meter's register shows"),
            f"""SELECT line, s.index_m3::text FROM staged s JOIN {STANDING_METERS} m ON m.serial = s.meter
            WHERE s.index_m3 >= 10::numeric ^ m.digits""",  # noqa: S608
        ),
        Check(
            "index_m3",
            _("at this moment another index was read, %(value)s; a reading is corrected, never overwritten"),
            f"""SELECT line, r.index_m3::text FROM staged s JOIN {STANDING_METERS} m ON m.serial = s.meter
            JOIN registry_reading r ON r.meter_id = m.id AND r.read_at = s.read_at AND r.corrects_id IS NULL
            WHERE r.index_m3 <> s.index_m3""",  # noqa: S608
        ),
    ),
    before=(),
    main=f"""INSERT INTO registry_reading (meter_id, index_m3, read_at, source)
    SELECT m.id, s.index_m3, s.read_at, coalesce(s.source, 'reader')
    FROM staged s JOIN {STANDING_METERS} m ON m.serial = s.meter
    ON CONFLICT (meter_id, read_at) WHERE corrects_id IS NULL DO NOTHING RETURNING true""",  # noqa: S608
)
