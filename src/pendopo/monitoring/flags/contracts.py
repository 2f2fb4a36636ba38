"""Rules on works by contract: their dates, and what is stated of their handover and payment."""

from pendopo.monitoring.flags.parts import filled

DEALS = """deals AS MATERIALIZED (
    SELECT p.id, p.unit_id, p.phase, p.starts_date, p.ends_date, p.paid_amount, c.id AS contract_id, c.date,
        c.value_amount, c.status AS contract_status, c.tender_id, c.method, c.origin,
        split_part(c.external_code, '-', 1) AS feed
    FROM monitoring_project p
    JOIN monitoring_contractexecution e ON e.project_id = p.id
    JOIN procurement_contract c ON c.id = e.contract_id
    WHERE p.year = %(year)s
)"""
STATED = """stated AS MATERIALIZED (
    SELECT s.*, (s.first_at AT TIME ZONE %(zone)s)::date AS told_on FROM monitoring_statedpayment s
    WHERE s.year = %(year)s AND s.current AND s.kind = 'HANDOVER' AND s.project_id IS NOT NULL
)"""
_ABOUT = "'project:' || id AS key, unit_id AS unit, id AS project"

NO_DATES = filled(
    """WITH <DEALS>
SELECT <_ABOUT>, 0 AS figure, 0 AS lim, 0 AS weight, jsonb_build_object('date', date) AS inputs
FROM deals WHERE starts_date IS NULL AND ends_date IS NULL AND method NOT IN ('CATALOGUE', 'MINI_COMPETITION')
    AND contract_status <> 'TERMINATED'""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
)

SAME_DAY = filled(
    """WITH <DEALS>, ordered AS MATERIALIZED (
    SELECT DISTINCT ON (contract_id) contract_id, stated_time, substring(stated_time FROM '\\d{1,4}')::int AS number
    FROM procurement_spmk WHERE contract_id IN (SELECT contract_id FROM deals) ORDER BY contract_id, id DESC
)
SELECT <_ABOUT>, coalesce(number, 0) AS figure, 1 AS lim, coalesce(number, 0) AS weight,
    jsonb_build_object('day', starts_date, 'said', stated_time) AS inputs
FROM deals JOIN ordered USING (contract_id) WHERE starts_date = ends_date AND number > 1""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
)

EARLY_START = filled(
    """WITH <DEALS>
SELECT <_ABOUT>, date - starts_date AS figure, 0 AS lim, date - starts_date AS weight,
    jsonb_build_object('start', starts_date, 'contract', date) AS inputs
FROM deals WHERE starts_date < date""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
)

EARLY_CONTRACT = filled(
    """WITH <DEALS>, told AS MATERIALIZED (
    SELECT d.*, (t.announced_at AT TIME ZONE %(zone)s)::date AS announced
    FROM deals d JOIN procurement_tender t ON t.id = d.tender_id
)
SELECT <_ABOUT>, announced - date AS figure, 0 AS lim, announced - date AS weight,
    jsonb_build_object('contract', date, 'announced', announced) AS inputs
FROM told WHERE date < announced""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
)

FAILED_RUN = filled(
    """WITH <DEALS>
SELECT 'project:' || d.id AS key, d.unit_id AS unit, d.id AS project, 0 AS figure, 0 AS lim, 0 AS weight,
    jsonb_build_object('run', t.code) AS inputs
FROM deals d JOIN procurement_tender t ON t.id = d.tender_id WHERE t.status IN ('FAILED', 'CANCELLED')""",
    DEALS=DEALS,
)

NEXT_YEAR = filled(
    """WITH <DEALS>
SELECT <_ABOUT>, extract(year FROM ends_date) AS figure, %(year)s AS lim, 0 AS weight,
    jsonb_build_object('end', ends_date) AS inputs
FROM deals WHERE extract(year FROM ends_date) > %(year)s""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
)

STILL_RUNNING = filled(
    """WITH <DEALS>, <STATED>, told AS MATERIALIZED (
    SELECT project_id, max(paid_date) AS paid FROM stated
    WHERE stated_status = 'Kontrak Sedang Berjalan' GROUP BY project_id
)
SELECT <_ABOUT>, %(today)s::date - ends_date AS figure, 0 AS lim, 0 AS weight,
    jsonb_build_object('end', ends_date, 'paid', paid) AS inputs
FROM deals JOIN told ON told.project_id = id WHERE ends_date < %(today)s""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
    STATED=STATED,
)

NO_HANDOVER = filled(
    """WITH <DEALS>, <STATED>, feeds AS MATERIALIZED (
    SELECT DISTINCT split_part(record, '-', 1) AS name FROM stated
), told AS MATERIALIZED (SELECT DISTINCT project_id FROM stated)
SELECT <_ABOUT>, %(today)s::date - ends_date AS figure, 0 AS lim, 0 AS weight,
    jsonb_build_object('end', ends_date) AS inputs
FROM deals
WHERE ends_date < %(today)s AND contract_status <> 'TERMINATED'
    AND NOT EXISTS (SELECT FROM told WHERE told.project_id = id)
    AND CASE origin WHEN 'OWN' THEN phase = 'RUNNING' ELSE feed IN (SELECT name FROM feeds) END""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
    STATED=STATED,
)
"""A kind of contract of which the other system reports no handover at all is no finding about a single one."""

PAID_LESS = filled(
    """WITH <DEALS>, <STATED>, paid AS MATERIALIZED (
    SELECT project_id, sum(amount) AS paid FROM stated GROUP BY project_id
)
SELECT <_ABOUT>, paid / value_amount AS figure, 1 AS lim, 1 - paid / value_amount AS weight,
    jsonb_build_object('paid', paid, 'contract', value_amount) AS inputs
FROM deals JOIN paid ON paid.project_id = id WHERE paid < value_amount""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
    STATED=STATED,
)

AHEAD = filled(
    """WITH <STATED>, ahead AS MATERIALIZED (
    SELECT project_id, unit_id, count(*) AS rows, max(greatest(paid_date, handover_date)) AS day, min(told_on) AS told
    FROM stated WHERE greatest(paid_date, handover_date) > told_on GROUP BY project_id, unit_id
)
SELECT 'project:' || project_id AS key, unit_id AS unit, project_id AS project, rows AS figure, 0 AS lim,
    rows AS weight, jsonb_build_object('rows', rows, 'day', day, 'told', told) AS inputs
FROM ahead""",
    STATED=STATED,
)

_STEPS = """steps AS MATERIALIZED (
    SELECT project_id, unit_id, progress_percent AS now, amount,
        lag(progress_percent) OVER (PARTITION BY project_id ORDER BY paid_date, id) AS before
    FROM stated WHERE progress_percent IS NOT NULL
)"""

FALLEN = filled(
    """WITH <STATED>, <_STEPS>
SELECT 'project:' || project_id AS key, unit_id AS unit, project_id AS project, max(before - now) AS figure, 0 AS lim,
    max(before - now) AS weight, jsonb_build_object('before', max(before), 'now', min(now)) AS inputs
FROM steps WHERE now < before GROUP BY project_id, unit_id""",
    _STEPS=_STEPS,
    STATED=STATED,
)

REPEATED = filled(
    """WITH <STATED>, <_STEPS>
SELECT 'project:' || project_id AS key, unit_id AS unit, project_id AS project, count(*) + 1 AS figure, 1 AS lim,
    count(*) AS weight, jsonb_build_object('percent', max(now), 'times', count(*) + 1, 'amount', max(amount)) AS inputs
FROM steps WHERE now = before AND now < 100 GROUP BY project_id, unit_id""",
    _STEPS=_STEPS,
    STATED=STATED,
)

LATE = filled(
    """WITH <DEALS>, <STATED>, handed AS MATERIALIZED (
    SELECT project_id, max(handover_date) AS day FROM stated GROUP BY project_id
), fine AS MATERIALIZED (
    SELECT (value ->> 'permil_per_day')::numeric / 1000 AS rate FROM monitoring_monitoringrule
    WHERE code = 'LATE_FINE' AND valid_from <= %(today)s AND (valid_to IS NULL OR valid_to >= %(today)s)
    ORDER BY valid_from DESC LIMIT 1
)
SELECT <_ABOUT>, day - ends_date AS figure, 0 AS lim, day - ends_date AS weight,
    jsonb_build_object('days', day - ends_date, 'end', ends_date, 'day', day, 'contract', value_amount,
        'fine', round((day - ends_date) * rate * value_amount, 5)) AS inputs
FROM deals JOIN handed ON handed.project_id = id CROSS JOIN fine WHERE day > ends_date""",
    _ABOUT=_ABOUT,
    DEALS=DEALS,
    STATED=STATED,
)

NO_BAST = filled(
    """WITH <STATED>
SELECT 'project:' || project_id AS key, unit_id AS unit, project_id AS project, count(*) AS figure, 0 AS lim,
    count(*) AS weight, jsonb_build_object('rows', count(*), 'paid', sum(amount)) AS inputs
FROM stated WHERE handover_date IS NULL GROUP BY project_id, unit_id""",
    STATED=STATED,
)
