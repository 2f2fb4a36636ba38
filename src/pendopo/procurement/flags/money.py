"""Rules on amounts: near and above the limit, estimate and ceiling, contract and estimate, the budget link."""

from pendopo.procurement.flags.parts import LIMITS, PURCHASES, RUNS, filled

EDGE = filled(
    """WITH <RUNS>, <LIMITS>, <PURCHASES>
SELECT key, unit_id AS unit, package, tender, NULL::bigint AS contract, NULL::bigint AS supplier, 'DIRECT' AS method,
    amount / lim AS figure, 1 - (%(rule)s::jsonb ->> 'percent')::numeric / 100 AS lim, amount / lim AS weight,
    jsonb_build_object('amount', amount, 'ceiling', ceiling_amount, 'hps', hps_amount, 'limit', lim, 'kind', kind,
        'law', source) AS inputs
FROM purchases
WHERE amount <= lim AND amount > lim * (1 - (%(rule)s::jsonb ->> 'percent')::numeric / 100)""",
    LIMITS=LIMITS,
    PURCHASES=PURCHASES,
    RUNS=RUNS,
)

OVERLIMIT = filled(
    """WITH <RUNS>, <LIMITS>, <PURCHASES>
SELECT key, unit_id AS unit, package, tender, NULL::bigint AS contract, NULL::bigint AS supplier, 'DIRECT' AS method,
    amount / lim AS figure, 1.0 AS lim, amount / lim AS weight,
    jsonb_build_object('amount', amount, 'ceiling', ceiling_amount, 'hps', hps_amount, 'limit', lim, 'kind', kind,
        'law', source) AS inputs
FROM purchases WHERE amount > lim""",
    LIMITS=LIMITS,
    PURCHASES=PURCHASES,
    RUNS=RUNS,
)

HPS_PAGU = filled(
    """WITH <RUNS>
SELECT 'tender:' || id AS key, unit_id AS unit, NULL::bigint AS package, id AS tender, NULL::bigint AS contract,
    NULL::bigint AS supplier, method, hps_amount / ceiling_amount AS figure,
    (%(rule)s::jsonb ->> 'share')::numeric AS lim, hps_amount / ceiling_amount AS weight,
    jsonb_build_object('hps', hps_amount, 'ceiling', ceiling_amount, 'equal', hps_amount = ceiling_amount) AS inputs
FROM runs
WHERE ceiling_amount > 0 AND hps_amount / ceiling_amount >= (%(rule)s::jsonb ->> 'share')::numeric""",
    RUNS=RUNS,
)

_DEALS = """deals AS MATERIALIZED (
    SELECT c.*, t.hps_amount, t.status AS run_status, coalesce(t.kind, p.kind, '') AS kind,
        CASE WHEN c.method NOT IN ('CATALOGUE', 'MINI_COMPETITION') THEN p.ceiling_amount END AS ceiling_amount
    FROM procurement_contract c
    LEFT JOIN procurement_tender t ON t.id = c.tender_id
    LEFT JOIN procurement_package p ON p.id = c.package_id
    WHERE c.year = %(year)s AND t.practice IS NOT TRUE
        AND (%(contracts)s::bigint[] IS NULL OR c.id = ANY (%(contracts)s))
)"""

_CONTRACT = """'contract:' || id AS key, unit_id AS unit, package_id AS package, tender_id AS tender, id AS contract,
    supplier_id AS supplier, method"""

WIN_HPS = filled(
    """WITH <_DEALS>
SELECT <_CONTRACT>, amount / hps_amount AS figure,
    (%(rule)s::jsonb ->> CASE WHEN amount < hps_amount * (%(rule)s::jsonb ->> 'low')::numeric THEN 'low' ELSE 'high'
        END)::numeric AS lim,
    CASE WHEN amount < hps_amount * (%(rule)s::jsonb ->> 'low')::numeric THEN 2 ELSE 0 END
        + abs(amount / hps_amount - (%(rule)s::jsonb ->> 'low')::numeric) AS weight,
    jsonb_build_object('contract', amount, 'hps', hps_amount,
        'low', amount < hps_amount * (%(rule)s::jsonb ->> 'low')::numeric) AS inputs
FROM deals
WHERE hps_amount > 0 AND amount <= hps_amount AND method NOT IN ('CATALOGUE', 'MINI_COMPETITION')
    AND run_status NOT IN ('FAILED', 'CANCELLED')
    AND (amount >= hps_amount * (%(rule)s::jsonb ->> 'high')::numeric
        OR amount < hps_amount * (%(rule)s::jsonb ->> 'low')::numeric)""",
    _CONTRACT=_CONTRACT,
    _DEALS=_DEALS,
)
"""A contract above the estimate is `OVERCEILING`; the price of a run that failed was agreed elsewhere."""

OVERCEILING = filled(
    """WITH <_DEALS>, above AS (
    SELECT *, least(CASE WHEN kind <> 'CONSULTANCY' THEN nullif(hps_amount, 0) END, nullif(ceiling_amount, 0)) AS most
    FROM deals
)
SELECT <_CONTRACT>, amount / most AS figure, 1.0 AS lim, amount / most AS weight,
    jsonb_build_object('contract', amount, 'hps', hps_amount, 'ceiling', ceiling_amount, 'most', most) AS inputs
FROM above WHERE amount > most
UNION ALL
SELECT 'paid:' || id, unit_id, package_id, tender_id, id, supplier_id, method, paid / value, 1.0, paid / value,
    jsonb_build_object('paid', paid, 'contract', value)
FROM (
    SELECT DISTINCT ON (d.id) d.*, b.value::numeric AS paid, b.other::numeric AS value
    FROM deals d JOIN procurement_isbproblem b
        ON b.year = d.year AND b.code = 'PAYMENT_ABOVE' AND d.external_code = 'NTD-' || split_part(b.key, ' ', 1)
    WHERE b.value ~ '^[0-9.]+$' AND b.other ~ '^[0-9.]*[1-9][0-9.]*$'
    ORDER BY d.id, b.value::numeric DESC
) payments""",
    _CONTRACT=_CONTRACT,
    _DEALS=_DEALS,
)
"""For consultancy the estimate is no ceiling of offers (Perpres 16/2018 Pasal 26), the package's ceiling is."""

NOLINK = filled(
    """WITH <RUNS>, <_DEALS>, codes AS (
    SELECT CASE feed WHEN 'ecat_paket_epurchasing_v6' THEN 'CAT-' WHEN 'spse_nontender_pengumuman' THEN 'NTD-'
            ELSE 'TND-' END || key AS record, jsonb_agg(value ORDER BY row) AS stated
    FROM procurement_isbproblem WHERE year = %(year)s AND code = 'MAK_UNKNOWN' GROUP BY 1
)
SELECT 'tender:' || t.id AS key, t.unit_id AS unit, NULL::bigint AS package, t.id AS tender, NULL::bigint AS contract,
    NULL::bigint AS supplier, t.method, jsonb_array_length(stated)::numeric AS figure, 0.0 AS lim,
    jsonb_array_length(stated) AS weight, jsonb_build_object('codes', stated, 'amount', t.ceiling_amount) AS inputs
FROM runs t JOIN codes ON record = t.external_code
UNION ALL
SELECT 'contract:' || d.id, d.unit_id, d.package_id, NULL, d.id, d.supplier_id, d.method, jsonb_array_length(stated),
    0, jsonb_array_length(stated), jsonb_build_object('codes', stated, 'amount', d.amount)
FROM deals d JOIN codes ON record = d.external_code AND d.method = 'CATALOGUE'
UNION ALL
SELECT 'package:' || p.id, p.unit_id, p.id, NULL, NULL, NULL, p.method, p.ceiling_amount - coalesce(s.amount, 0), 0,
    p.ceiling_amount - coalesce(s.amount, 0), jsonb_build_object('amount', p.ceiling_amount, 'linked', s.amount)
FROM procurement_package p
LEFT JOIN LATERAL (SELECT sum(amount) AS amount FROM procurement_budgetshare WHERE package_id = p.id) s ON TRUE
WHERE p.year = %(year)s AND p.origin = 'OWN' AND p.status <> 'CANCELLED'
    AND (%(packages)s::bigint[] IS NULL OR p.id = ANY (%(packages)s))
    AND (coalesce(s.amount, 0) < p.ceiling_amount OR s.amount IS NULL)""",
    RUNS=RUNS,
    _DEALS=_DEALS,
)
