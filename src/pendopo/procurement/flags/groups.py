"""Rules on groups: packages split, winners repeated, bidders that always lose, many knocked out, mixed suppliers."""

from pendopo.procurement.flags.parts import LIMITS, OFFERS, RUNS, UNIT_PURCHASES, UNIT_RUNS, filled

_CODES = """stated AS MATERIALIZED (
    SELECT d.key, x.code, d.amount
    FROM purchases d
    JOIN runs t ON t.id = d.tender
    JOIN procurement_isbfact f ON f.year = t.year AND f.feed = 'spse_nontender_pengumuman' AND f.current
        AND f.key = substr(t.external_code, 5) AND t.origin = 'ISB'
    CROSS JOIN LATERAL (
        SELECT DISTINCT array_to_string((string_to_array(btrim(part, '. '), '.'))[1:6], '.') AS code
        FROM regexp_split_to_table(f.data ->> 'mak', '[,;]') part WHERE btrim(part, '. ') <> ''
    ) x
), coded AS MATERIALIZED (
    SELECT key, code FROM stated
    UNION
    SELECT d.key, a.code
    FROM purchases d
    LEFT JOIN procurement_tenderpackage tp ON tp.tender_id = d.tender
    JOIN procurement_budgetshare s ON s.package_id = coalesce(d.package, tp.package_id)
    JOIN budget_line l ON l.id = s.line_id
    JOIN budget_rkasheet h ON h.id = l.sheet_id
    JOIN budget_activitynode a ON a.id = h.activity_id
    WHERE NOT EXISTS (SELECT FROM stated WHERE stated.key = d.key)
)"""
"""The sub-activities of a direct purchase: as another system states them, else by the package's budget lines."""

SPLIT = filled(
    """WITH <UNIT_RUNS>, <LIMITS>, <UNIT_PURCHASES>, <_CODES>, grouped AS (
    SELECT d.unit_id, c.code, count(*) AS number, sum(coalesce(d.ceiling_amount, d.amount)) AS amount,
        min(d.lim) AS lim, min(d.made_on) AS first_on, max(d.made_on) AS last_on,
        count(DISTINCT coalesce(d.package, tp.package_id)) AS packages,
        (array_agg(coalesce(d.package, tp.package_id) ORDER BY d.made_on DESC, d.key DESC))[1:200] AS members
    FROM purchases d JOIN coded c ON c.key = d.key
    LEFT JOIN LATERAL (SELECT min(package_id) AS package_id FROM procurement_tenderpackage WHERE tender_id = d.tender
        ) tp ON TRUE
    WHERE d.lim IS NOT NULL
    GROUP BY d.unit_id, c.code
)
SELECT 'split:' || unit_id || ':' || code AS key, unit_id AS unit, NULL::bigint AS package, NULL::bigint AS tender,
    NULL::bigint AS contract, NULL::bigint AS supplier, 'DIRECT' AS method, amount / lim AS figure,
    (%(rule)s::jsonb ->> 'limit_times')::numeric AS lim, amount / lim AS weight,
    jsonb_build_object('code', code, 'number', number, 'packages', packages, 'amount', amount, 'limit', lim,
        'first', first_on, 'last', last_on, 'members', to_jsonb(members)) AS inputs
FROM grouped
WHERE number >= (%(rule)s::jsonb ->> 'packages')::int
    AND amount > lim * (%(rule)s::jsonb ->> 'limit_times')::numeric""",
    LIMITS=LIMITS,
    UNIT_PURCHASES=UNIT_PURCHASES,
    UNIT_RUNS=UNIT_RUNS,
    _CODES=_CODES,
)
"""Every announcement counts, a repeated one too; `packages` beside it counts each package once."""

REPEAT = filled(
    """WITH <UNIT_RUNS>, bought AS (
    SELECT t.unit_id, p.supplier_id, tp.package_id, coalesce(p.negotiated_amount, p.price_amount) AS amount
    FROM runs t
    JOIN procurement_participant p ON p.tender_id = t.id
        AND (p.is_winner OR p.status IN ('SUBMITTED', 'VALID'))
    JOIN procurement_tenderpackage tp ON tp.tender_id = t.id
    WHERE t.method = 'DIRECT' AND p.supplier_id IS NOT NULL
    UNION ALL
    SELECT c.unit_id, c.supplier_id, c.package_id, c.amount
    FROM procurement_contract c
    WHERE c.year = %(year)s AND c.method = 'DIRECT' AND c.tender_id IS NULL AND c.package_id IS NOT NULL
        AND (%(units)s::bigint[] IS NULL OR c.unit_id = ANY (%(units)s))
)
SELECT 'repeat:' || unit_id || ':' || supplier_id AS key, unit_id AS unit, NULL::bigint AS package,
    NULL::bigint AS tender, NULL::bigint AS contract, supplier_id AS supplier, 'DIRECT' AS method,
    count(DISTINCT package_id)::numeric AS figure, (%(rule)s::jsonb ->> 'packages')::numeric AS lim,
    count(DISTINCT package_id) AS weight,
    jsonb_build_object('packages', count(DISTINCT package_id), 'amount', sum(amount),
        'members', to_jsonb((array_agg(DISTINCT package_id))[1:200])) AS inputs
FROM bought GROUP BY unit_id, supplier_id
HAVING count(DISTINCT package_id) >= (%(rule)s::jsonb ->> 'packages')::int""",
    UNIT_RUNS=UNIT_RUNS,
)
"""The supplier that a direct run asked for its offer, or whose contract stands without a run here."""

_FENCE = "procurement_quantile(array_agg(share), 0.25) AS q1, procurement_quantile(array_agg(share), 0.75) AS q3"

MANY_LOST = filled(
    """WITH <RUNS>, <OFFERS>, bidders AS (
    SELECT supplier, count(*) AS bids, count(*) FILTER (WHERE is_winner) AS wins,
        count(*) FILTER (WHERE is_winner)::float8 / count(*) AS share, sum(price) AS amount
    FROM offers WHERE supplier IS NOT NULL AND status IN ('SUBMITTED', 'VALID') GROUP BY supplier
), spread AS (
    SELECT <_FENCE>, procurement_quantile(array_agg(bids::float8), 0.75) AS many FROM bidders
)
SELECT 'supplier:' || supplier AS key, NULL::bigint AS unit, NULL::bigint AS package, NULL::bigint AS tender,
    NULL::bigint AS contract, supplier, '' AS method, share::numeric AS figure,
    (q1 - 1.5 * (q3 - q1))::numeric AS lim, bids - wins AS weight,
    jsonb_build_object('bids', bids, 'wins', wins, 'many', many) AS inputs
FROM bidders, spread
WHERE bids >= many AND bids >= (%(rule)s::jsonb ->> 'least_bids')::int AND wins < bids
    AND share <= q1 - 1.5 * (q3 - q1)""",
    OFFERS=OFFERS,
    RUNS=RUNS,
    _FENCE=_FENCE,
)

MANY_OUT = filled(
    """WITH <RUNS>, <OFFERS>, sides AS (
    SELECT 'unit' AS side, unit AS id, unit, NULL::bigint AS supplier, status FROM offers
    UNION ALL
    SELECT 'supplier', supplier, NULL, supplier, status FROM offers WHERE supplier IS NOT NULL
), counted AS (
    SELECT side, id, min(unit) AS unit, min(supplier) AS supplier, count(*) AS bids,
        count(*) FILTER (WHERE status = 'DISQUALIFIED') AS out,
        count(*) FILTER (WHERE status = 'DISQUALIFIED')::float8 / count(*) AS share
    FROM sides WHERE status IN ('SUBMITTED', 'VALID', 'DISQUALIFIED') GROUP BY side, id HAVING count(*) > 1
), spread AS (
    SELECT side, <_FENCE> FROM counted GROUP BY side
)
SELECT side || ':' || id AS key, unit, NULL::bigint AS package, NULL::bigint AS tender, NULL::bigint AS contract,
    supplier, '' AS method, share::numeric AS figure, (q3 + 1.5 * (q3 - q1))::numeric AS lim, share AS weight,
    jsonb_build_object('bids', bids, 'out', out) AS inputs
FROM counted JOIN spread USING (side)
WHERE out > 0 AND share >= q3 + 1.5 * (q3 - q1)""",
    OFFERS=OFFERS,
    RUNS=RUNS,
    _FENCE=_FENCE,
)

MIXED = """WITH sold AS MATERIALIZED (
    SELECT c.supplier_id AS supplier, c.id, array_to_string((string_to_array(a.code, '.'))[1:4], '.') AS class
    FROM procurement_contract c
    LEFT JOIN procurement_contractshare s ON s.contract_id = c.id
    LEFT JOIN budget_line l ON l.id = s.line_id
    LEFT JOIN budget_accountnode a ON a.id = l.account_id
    WHERE c.year = %(year)s AND c.status <> 'DRAFT'
), suppliers AS (
    SELECT supplier, count(DISTINCT id) AS contracts, count(DISTINCT class) AS classes,
        count(DISTINCT class)::float8 AS share
    FROM sold GROUP BY supplier HAVING count(DISTINCT id) >= (%(rule)s::jsonb ->> 'least_contracts')::int
), spread AS (
    SELECT procurement_quantile(array_agg(share), 0.25) AS q1, procurement_quantile(array_agg(share), 0.75) AS q3
    FROM suppliers
)
SELECT 'supplier:' || supplier AS key, NULL::bigint AS unit, NULL::bigint AS package, NULL::bigint AS tender,
    NULL::bigint AS contract, supplier, '' AS method, classes::numeric AS figure,
    (q3 + 1.5 * (q3 - q1))::numeric AS lim, classes AS weight,
    jsonb_build_object('contracts', contracts, 'classes', classes) AS inputs
FROM suppliers, spread WHERE classes > 1 AND classes >= q3 + 1.5 * (q3 - q1)"""
"""Kinds are the budget accounts (four levels) that paid: our contracts carry no classification of goods."""
