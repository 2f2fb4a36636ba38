"""Rules on the course of a purchase: steps that are missing, and dates in the wrong order."""

from pendopo.procurement.flags.parts import RUNS, filled

_CONTRACTS = """contracts AS MATERIALIZED (
    SELECT c.* FROM procurement_contract c
    WHERE c.year = %(year)s AND c.status <> 'DRAFT'
        AND (%(contracts)s::bigint[] IS NULL OR c.id = ANY (%(contracts)s))
)"""
_CONTRACT = "c.unit_id, c.package_id, c.tender_id, c.id, c.supplier_id, c.method"
_STATED = """JOIN procurement_isbproblem b ON b.year = c.year AND c.origin = 'ISB'
        AND c.external_code = 'NTD-' || split_part(b.key, ' ', 1)"""

GAP = filled(
    """WITH <RUNS>, <_CONTRACTS>, finished AS (
    SELECT *, %(today)s::date - (decided_at AT TIME ZONE %(zone)s)::date AS days FROM runs
    WHERE decided_at IS NOT NULL AND status IN ('DECIDED', 'STANDSTILL', 'APPOINTED', 'CONTRACTED')
        AND (decided_at AT TIME ZONE %(zone)s)::date <= %(today)s::date - (%(rule)s::jsonb ->> 'days')::int
)
SELECT 'tender:' || t.id || ':' || what AS key, t.unit_id AS unit, NULL::bigint AS package, t.id AS tender,
    NULL::bigint AS contract, NULL::bigint AS supplier, t.method, t.days::numeric AS figure,
    (%(rule)s::jsonb ->> 'days')::numeric AS lim, 1 AS weight,
    jsonb_build_object('what', what, 'days', t.days, 'decided', (t.decided_at AT TIME ZONE %(zone)s)::date) AS inputs
FROM finished t CROSS JOIN (VALUES ('sppbj'), ('contract')) w(what)
WHERE (what = 'sppbj' AND NOT EXISTS (
        SELECT FROM procurement_sppbj s WHERE s.tender_id = t.id AND s.withdrawn_at IS NULL))
    OR (what = 'contract' AND NOT EXISTS (
        SELECT FROM procurement_contract k WHERE k.tender_id = t.id AND k.status <> 'DRAFT'))
UNION ALL
SELECT 'contract:' || c.id || ':' || CASE b.code WHEN 'PROGRESS_BLANK' THEN 'progress' ELSE 'bast' END, <_CONTRACT>,
    count(*), 0, count(*),
    jsonb_build_object('what', CASE b.code WHEN 'PROGRESS_BLANK' THEN 'progress' ELSE 'bast' END, 'rows', count(*))
FROM contracts c <_STATED> AND b.code IN ('PROGRESS_BLANK', 'FINISHED_NO_BAP')
GROUP BY <_CONTRACT>, b.code""",
    RUNS=RUNS,
    _CONTRACT=_CONTRACT,
    _CONTRACTS=_CONTRACTS,
    _STATED=_STATED,
)
"""A gap does not grow worse by days: an answer to it holds."""

BACKDATE = filled(
    """WITH <_CONTRACTS>
SELECT 'contract:' || c.id || ':sppbj' AS key, c.unit_id AS unit, c.package_id AS package, c.tender_id AS tender,
    c.id AS contract, c.supplier_id AS supplier, c.method, (s.date - c.date)::numeric AS figure, 0.0 AS lim,
    s.date - c.date AS weight,
    jsonb_build_object('what', 'sppbj', 'first', s.date, 'then', c.date, 'days', s.date - c.date) AS inputs
FROM contracts c JOIN procurement_sppbj s ON s.id = c.sppbj_id WHERE s.date > c.date
UNION ALL
SELECT 'contract:' || c.id || ':spmk', <_CONTRACT>, c.date - min(m.date), 0, c.date - min(m.date),
    jsonb_build_object('what', 'spmk', 'first', c.date, 'then', min(m.date), 'days', c.date - min(m.date))
FROM contracts c JOIN procurement_spmk m ON m.contract_id = c.id WHERE m.date < c.date
GROUP BY <_CONTRACT>, c.date
UNION ALL
SELECT 'contract:' || c.id || ':bap', <_CONTRACT>, max(b.other::date - b.value::date), 0,
    max(b.other::date - b.value::date),
    jsonb_build_object('what', 'bap', 'first', max(b.other)::date, 'then', min(b.value)::date,
        'days', max(b.other::date - b.value::date))
FROM contracts c <_STATED> AND b.code = 'BAP_BEFORE_BAST' AND b.value ~ '^[0-9]{4}-' AND b.other ~ '^[0-9]{4}-'
GROUP BY <_CONTRACT>""",
    _CONTRACT=_CONTRACT,
    _CONTRACTS=_CONTRACTS,
    _STATED=_STATED,
)
"""An appointment counts with its first date: another system repeats it with the moment of each amendment."""
