"""Rules on self-managed work: its plan, and what is spent of it."""

from pendopo.monitoring.flags.parts import filled

SPENT = """spent AS MATERIALIZED (
    SELECT s.*, (s.first_at AT TIME ZONE %(zone)s)::date AS told_on FROM monitoring_statedpayment s
    WHERE s.year = %(year)s AND s.current AND s.kind = 'SELF_MANAGED'
)"""
WORKS = """works AS MATERIALIZED (
    SELECT p.id, p.unit_id, p.value_amount, p.starts_date, k.announced_at
    FROM monitoring_project p JOIN monitoring_selfmanagedwork w ON w.project_id = p.id
    JOIN procurement_package k ON k.id = w.package_id WHERE p.year = %(year)s
)"""

ABOVE_CEILING = filled(
    """WITH <SPENT>
SELECT 'rup:' || rup AS key, min(unit_id) AS unit, min(project_id) AS project,
    sum(amount) / max(ceiling_amount) AS figure, 1 AS lim, sum(amount) / max(ceiling_amount) AS weight,
    jsonb_build_object('rup', rup, 'title', min(title), 'spent', sum(amount), 'ceiling', max(ceiling_amount),
        'records', count(DISTINCT record)) AS inputs
FROM spent WHERE rup <> '' GROUP BY rup HAVING sum(amount) > max(ceiling_amount) AND max(ceiling_amount) > 0""",
    SPENT=SPENT,
)
"""Every record may be below its ceiling while the plan's package, all records added, is above it."""

NO_PLAN = filled(
    """WITH <SPENT>
SELECT 'rup:' || rup AS key, min(unit_id) AS unit, NULL::bigint AS project, count(*) AS figure, 0 AS lim,
    sum(amount) AS weight,
    jsonb_build_object('rup', rup, 'title', min(title), 'rows', count(*), 'spent', sum(amount)) AS inputs
FROM spent WHERE project_id IS NULL
    AND NOT EXISTS (SELECT FROM monitoring_stateddefect d WHERE d.year = %(year)s AND d.record = spent.rup)
GROUP BY rup""",
    SPENT=SPENT,
)

AHEAD = filled(
    """WITH <SPENT>
SELECT 'record:' || record AS key, min(unit_id) AS unit, min(project_id) AS project, count(*) AS figure, 0 AS lim,
    count(*) AS weight, jsonb_build_object('rows', count(*), 'day', max(paid_date), 'told', min(told_on),
        'title', min(title)) AS inputs
FROM spent WHERE paid_date > told_on GROUP BY record""",
    SPENT=SPENT,
)

SHIFTED = """SELECT 'rup:' || record AS key, unit_id AS unit, NULL::bigint AS project, "row" AS figure, 0 AS lim,
    0 AS weight, jsonb_build_object('rup', record, 'title', title, 'source', source, 'row', "row",
        'value', value) AS inputs
FROM monitoring_stateddefect WHERE year = %(year)s"""

SILENT = filled(
    """WITH <SPENT>, <WORKS>
SELECT 'unit:' || unit_id AS key, unit_id AS unit, NULL::bigint AS project, count(*) AS figure, 0 AS lim, 0 AS weight,
    jsonb_build_object('works', count(*), 'ceiling', sum(value_amount)) AS inputs
FROM works WHERE NOT EXISTS (SELECT FROM spent WHERE spent.unit_id = works.unit_id) AND EXISTS (SELECT FROM spent)
GROUP BY unit_id""",
    SPENT=SPENT,
    WORKS=WORKS,
)
"""A unit that plans such work and reports no spending at all, while others do: the gap is the finding."""

NO_CEILING = filled(
    """WITH <WORKS>
SELECT 'project:' || id AS key, unit_id AS unit, id AS project, 0 AS figure, 0 AS lim, 0 AS weight,
    '{}'::jsonb AS inputs
FROM works WHERE value_amount = 0
UNION ALL
SELECT 'rup:' || record, unit_id, NULL, 0, 0, 0, jsonb_build_object('title', title, 'rup', record)
FROM monitoring_stateddefect WHERE year = %(year)s AND amount = 0""",
    WORKS=WORKS,
)

LATE_PLAN = filled(
    """WITH <WORKS>
SELECT 'unit:' || unit_id AS key, unit_id AS unit, NULL::bigint AS project,
    count(*) FILTER (WHERE starts_date < (announced_at AT TIME ZONE %(zone)s)::date) AS figure, 0 AS lim, 0 AS weight,
    jsonb_build_object('works', count(*),
        'late', count(*) FILTER (WHERE starts_date < (announced_at AT TIME ZONE %(zone)s)::date)) AS inputs
FROM works GROUP BY unit_id
HAVING bool_or(starts_date < (announced_at AT TIME ZONE %(zone)s)::date)""",
    WORKS=WORKS,
)
"""One flag for a unit, with how many of its works begin before they are announced: thousands would say no more."""
