"""What taking in later readings asks of the database, over all rows at once.

`fresh` are the staged rows beside the meters they belong to; `lined_up` puts those that are new between the readings
that stand around them, as it will be once corrections have taken the place of what they correct.
"""

from django.utils.translation import gettext_lazy as _

from gasservice.registry.actions.statements import STANDING_METERS, Check

# Whoever else reads these meters waits; pointing to them does not.
HOLD_METERS = f"""SELECT count(*) FROM (SELECT 1 FROM {STANDING_METERS} m
    JOIN registry_meter held ON held.id = m.id WHERE m.serial IN (SELECT meter FROM staged)
    ORDER BY m.id FOR NO KEY UPDATE OF held) AS meters"""  # noqa: S608
FRESH = f"""DROP TABLE IF EXISTS fresh;
CREATE TEMPORARY TABLE fresh ON COMMIT DROP AS
SELECT s.line, s.read_at, s.index_m3, coalesce(s.source, 'reader') AS source, s.corrects, s.note, m.id AS meter_id,
    10::numeric ^ m.digits AS register, m.installed_on, m.removed_on,
    (s.read_at AT TIME ZONE %(zone)s)::date AS read_on,
    EXISTS (SELECT 1 FROM registry_reading r LEFT JOIN registry_reading o ON o.id = r.corrects_id
            WHERE r.meter_id = m.id AND r.read_at = s.read_at AND r.index_m3 = s.index_m3
              AND (s.corrects IS NULL OR o.read_at = s.corrects)) AS is_known,
    s.corrects IS NULL AND EXISTS (SELECT 1 FROM staged c WHERE c.meter = s.meter AND c.corrects = s.read_at)
        AS is_replaced,
    EXISTS (SELECT 1 FROM staged o WHERE o.meter = s.meter AND o.read_at = s.corrects AND o.corrects IS NULL)
        AS corrects_the_file
FROM staged s JOIN {STANDING_METERS} m ON m.serial = s.meter;
ANALYZE fresh"""  # noqa: S608
STANDS = "NOT EXISTS (SELECT 1 FROM registry_reading c WHERE c.corrects_id = r.id)"
REPLACED = """DROP TABLE IF EXISTS replaced;
CREATE TEMPORARY TABLE replaced ON COMMIT DROP AS
SELECT DISTINCT r.id FROM fresh f JOIN registry_reading r ON r.meter_id = f.meter_id AND r.read_at = f.corrects
WHERE NOT f.is_known;
ALTER TABLE replaced ADD PRIMARY KEY (id);
ANALYZE replaced"""
STAYS = f"{STANDS} AND NOT EXISTS (SELECT 1 FROM replaced WHERE replaced.id = r.id)"  # noqa: S608
# Of the readings that stand, those just before and just after a new one are enough to tell its neighbours.
LINED_UP = f"""DROP TABLE IF EXISTS lined_up;
CREATE TEMPORARY TABLE lined_up ON COMMIT DROP AS
WITH standing AS (
    SELECT DISTINCT r.id, r.meter_id, r.read_at, r.index_m3, r.source
    FROM fresh f CROSS JOIN LATERAL (
        (SELECT r.* FROM registry_reading r WHERE r.meter_id = f.meter_id AND r.read_at < f.read_at
            AND {STAYS} ORDER BY r.read_at DESC, r.id DESC LIMIT 1)
        UNION ALL
        (SELECT r.* FROM registry_reading r WHERE r.meter_id = f.meter_id AND r.read_at > f.read_at
            AND {STAYS} ORDER BY r.read_at, r.id LIMIT 1)) AS r
    WHERE NOT f.is_known
), shown AS (
    SELECT meter_id, read_at, index_m3, source, NULL::int AS line FROM standing
    UNION ALL
    SELECT meter_id, read_at, index_m3, source, CASE WHEN corrects IS NULL THEN line END
    FROM fresh WHERE NOT is_known AND NOT is_replaced
)
SELECT shown.line, lag(shown.line) OVER each_meter AS line_before, shown.index_m3,
    lag(shown.index_m3) OVER each_meter AS index_before, lag(shown.source) OVER each_meter AS source_before,
    (SELECT 10::numeric ^ m.digits FROM registry_meter m WHERE m.id = shown.meter_id) AS register
FROM shown WINDOW each_meter AS (PARTITION BY shown.meter_id ORDER BY shown.read_at)"""  # noqa: S608
FALLS = "index_before > index_m3 AND index_before - index_m3 <= register / 2 AND source_before <> 'estimate'"
AT_THAT_MOMENT = "registry_reading r WHERE r.meter_id = f.meter_id AND r.read_at = f.corrects"


def twice(column: str, where: str) -> Check:
    """Refuse a second row for the same moment of a meter."""
    sql = f"""SELECT line, concat_ws(', ', meter, {column} AT TIME ZONE %(zone)s) FROM (
        SELECT *, row_number() OVER (PARTITION BY meter, {column} ORDER BY line) AS place FROM staged WHERE {where})
        AS numbered WHERE place > 1"""  # noqa: S608
    return Check(column, _("%(value)s stands in an earlier row already"), sql)


CHECKS = (
    twice("read_at", "corrects IS NULL"),
    twice("corrects", "corrects IS NOT NULL"),
    Check(
        "meter",
        _("the meter %(value)s was written down by mistake and measures nothing"),
        f"""SELECT line, meter FROM staged s WHERE EXISTS (SELECT 1 FROM registry_meter v WHERE v.serial = s.meter)
        AND NOT EXISTS (SELECT 1 FROM {STANDING_METERS} m WHERE m.serial = s.meter)""",  # noqa: S608
    ),
    Check(
        "meter",
        _("no meter of ours has the number %(value)s"),
        """SELECT line, meter FROM staged s
        WHERE NOT EXISTS (SELECT 1 FROM registry_meter m WHERE m.serial = s.meter)""",
    ),
    Check(
        "read_at",
        _("%(value)s lies in the future"),
        "SELECT line, (read_at AT TIME ZONE %(zone)s)::text FROM staged WHERE read_at > %(at)s",
    ),
    Check(
        "read_at",
        _("the meter was hung on %(value)s, after that"),
        "SELECT line, installed_on::text FROM fresh WHERE read_on < installed_on",
    ),
    Check(
        "read_at",
        _("the meter was taken down on %(value)s, before that"),
        "SELECT line, removed_on::text FROM fresh WHERE read_on > removed_on",
    ),
    Check(
        "index_m3",
        _("%(value)s is more than the meter's register shows"),
        "SELECT line, index_m3::text FROM fresh WHERE index_m3 >= register",
    ),
    Check(
        "index_m3",
        _("at this moment another index was read, %(value)s; say in the column corrects what it corrects"),
        """SELECT f.line, min(r.index_m3)::text FROM fresh f
        JOIN registry_reading r ON r.meter_id = f.meter_id AND r.read_at = f.read_at
        WHERE f.corrects IS NULL AND NOT f.is_known GROUP BY f.line""",
    ),
    Check(
        "corrects",
        _("at %(value)s nothing was read that could be corrected"),
        f"""SELECT f.line, (f.corrects AT TIME ZONE %(zone)s)::text FROM fresh f
        WHERE f.corrects IS NOT NULL AND NOT f.is_known AND NOT f.corrects_the_file
          AND NOT EXISTS (SELECT 1 FROM {AT_THAT_MOMENT})""",  # noqa: S608
    ),
    Check(
        "corrects",
        _("this was corrected already, to %(value)s"),
        f"""SELECT f.line, (SELECT min(c.index_m3)::text FROM registry_reading c JOIN registry_reading r
            ON r.id = c.corrects_id WHERE r.meter_id = f.meter_id AND r.read_at = f.corrects)
        FROM fresh f WHERE f.corrects IS NOT NULL AND NOT f.is_known
          AND EXISTS (SELECT 1 FROM {AT_THAT_MOMENT} AND NOT ({STANDS}))""",  # noqa: S608
    ),
    Check(
        "index_m3",
        _("the reading before it shows more, %(value)s; a meter does not run backwards"),
        f"SELECT line, index_before::text FROM lined_up WHERE line IS NOT NULL AND {FALLS}",  # noqa: S608
    ),
    Check(
        "index_m3",
        _("the reading after it shows less, %(value)s; a meter does not run backwards"),
        f"""SELECT line_before, index_m3::text FROM lined_up
        WHERE line IS NULL AND line_before IS NOT NULL AND {FALLS}""",  # noqa: S608
    ),
)
ADD = """INSERT INTO registry_reading (meter_id, index_m3, read_at, source, note, recorded_by_id, recorded_at)
SELECT meter_id, index_m3, read_at, source, coalesce(note, ''), %(by)s, %(at)s
FROM fresh WHERE corrects IS NULL AND NOT is_known RETURNING true"""
CORRECT = f"""INSERT INTO registry_reading
    (meter_id, index_m3, read_at, source, note, recorded_by_id, recorded_at, corrects_id)
SELECT f.meter_id, f.index_m3, f.read_at, f.source, coalesce(f.note, ''), %(by)s, %(at)s, r.id
FROM fresh f JOIN registry_reading r ON r.meter_id = f.meter_id AND r.read_at = f.corrects AND {STANDS}
WHERE f.corrects IS NOT NULL AND NOT f.is_known RETURNING true"""  # noqa: S608
