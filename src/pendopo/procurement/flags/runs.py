"""Rules on competitive runs: the time for offers, how many came, prices beside each other, who is related."""

from pendopo.procurement.flags.parts import COMPETITIVE, HANDED_IN, OFFERS, RUNS, VALID_PRICE, filled

_RUN = """'tender:' || tender AS key, unit, NULL::bigint AS package, tender, NULL::bigint AS contract,
    NULL::bigint AS supplier, method"""

SHORT = filled(
    """WITH <RUNS>, periods AS (
    SELECT id AS tender, unit_id AS unit, method,
        floor(extract(epoch FROM deadline_at - announced_at) / 86400) AS days,
        coalesce(%(rule)s::jsonb ->> method, %(rule)s::jsonb ->> 'other')::numeric AS least
    FROM runs
    WHERE method IN <COMPETITIVE> AND status <> 'CANCELLED' AND announced_at IS NOT NULL AND deadline_at IS NOT NULL
)
SELECT <_RUN>, days AS figure, least AS lim, least - days AS weight,
    jsonb_build_object('days', days, 'least', least) AS inputs
FROM periods WHERE days < least""",
    COMPETITIVE=COMPETITIVE,
    RUNS=RUNS,
    _RUN=_RUN,
)
"""Whole days, rounded down, from the announcement to the last moment for offers."""

SINGLE = filled(
    """WITH <RUNS>, <OFFERS>, counted AS (
    SELECT tender, min(unit) AS unit, min(method) AS method, count(*) AS registered,
        count(*) FILTER (WHERE status IN <HANDED_IN>) AS handed, max(price) FILTER (WHERE is_winner) AS price
    FROM offers GROUP BY tender
)
SELECT <_RUN>, handed::numeric AS figure, 1.0 AS lim, 1 AS weight,
    jsonb_build_object('registered', registered, 'handed', handed, 'price', price) AS inputs
FROM counted WHERE handed = 1""",
    HANDED_IN=HANDED_IN,
    OFFERS=OFFERS,
    RUNS=RUNS,
    _RUN=_RUN,
)

_GAPS = filled(
    """<RUNS>, <OFFERS>, beside AS (
    SELECT tender, min(unit) AS unit, min(method) AS method, count(*) FILTER (WHERE is_winner) AS winners,
        min(price) FILTER (WHERE is_winner) AS won, min(price) FILTER (WHERE NOT is_winner) AS other
    FROM offers WHERE <VALID_PRICE> AND evaluation = 'LOWEST_PRICE' AND method <> 'SELECTION' GROUP BY tender
), gaps AS (
    SELECT *, ((other - won) / won)::float8 AS share FROM beside
    WHERE winners = 1 AND other IS NOT NULL AND won > 0 AND other >= won
), fences AS (
    SELECT procurement_quantile(array_agg(share), 0.25) AS q1, procurement_quantile(array_agg(share), 0.75) AS q3
    FROM gaps
)""",
    OFFERS=OFFERS,
    RUNS=RUNS,
    VALID_PRICE=VALID_PRICE,
)
_GAP_INPUTS = "jsonb_build_object('won', won, 'other', other) AS inputs"

CLOSE_SECOND = filled(
    """WITH <_GAPS>
SELECT <_RUN>, share::numeric AS figure, (q1 - 1.5 * (q3 - q1))::numeric AS lim, 1 - share AS weight, <_GAP_INPUTS>
FROM gaps, fences
WHERE q1 > 0 AND q1 - 1.5 * (q3 - q1) > 0 AND share <= q1 - 1.5 * (q3 - q1)""",
    _GAPS=_GAPS,
    _GAP_INPUTS=_GAP_INPUTS,
    _RUN=_RUN,
)

HEAVY_DISCOUNT = filled(
    """WITH <_GAPS>
SELECT <_RUN>, share::numeric AS figure, (q3 + 1.5 * (q3 - q1))::numeric AS lim, share AS weight, <_GAP_INPUTS>
FROM gaps, fences WHERE q3 + 1.5 * (q3 - q1) > 0 AND share >= q3 + 1.5 * (q3 - q1)""",
    _GAPS=_GAPS,
    _GAP_INPUTS=_GAP_INPUTS,
    _RUN=_RUN,
)

NOT_LOWEST = filled(
    """WITH <RUNS>, <OFFERS>, beside AS (
    SELECT tender, min(unit) AS unit, min(method) AS method, count(*) AS valid,
        min(price) AS lowest, min(price) FILTER (WHERE is_winner) AS won
    FROM offers WHERE <VALID_PRICE> AND evaluation = 'LOWEST_PRICE' AND method <> 'SELECTION' GROUP BY tender
)
SELECT <_RUN>, won / lowest AS figure, 1.0 AS lim, won / lowest AS weight,
    jsonb_build_object('won', won, 'lowest', lowest, 'valid', valid) AS inputs
FROM beside WHERE won > lowest AND lowest > 0""",
    OFFERS=OFFERS,
    RUNS=RUNS,
    VALID_PRICE=VALID_PRICE,
    _RUN=_RUN,
)
"""Never of a selection: there a dearer winner with the better offer is the law."""

SAME_PRICE = filled(
    """WITH <RUNS>, <OFFERS>, same AS (
    SELECT tender, min(unit) AS unit, min(method) AS method, price, count(DISTINCT coalesce(supplier, -id)) AS bidders
    FROM offers WHERE status IN <HANDED_IN> AND price > 0 GROUP BY tender, price
)
SELECT <_RUN>, max(bidders)::numeric AS figure, 2.0 AS lim, max(bidders) AS weight,
    jsonb_build_object('price', max(price), 'bidders', max(bidders)) AS inputs
FROM same WHERE bidders > 1 GROUP BY tender, unit, method""",
    HANDED_IN=HANDED_IN,
    OFFERS=OFFERS,
    RUNS=RUNS,
    _RUN=_RUN,
)

LATE_BID = filled(
    """WITH <RUNS>, <OFFERS>
SELECT <_RUN>, extract(epoch FROM submitted_at - deadline_at) / 60 AS figure, 0.0 AS lim, 1 AS weight,
    jsonb_build_object('submitted', submitted_at, 'deadline', deadline_at) AS inputs
FROM offers WHERE is_winner AND status IN ('SUBMITTED', 'VALID') AND submitted_at > deadline_at""",
    OFFERS=OFFERS,
    RUNS=RUNS,
    _RUN=_RUN,
)

OTHERS_OUT = filled(
    """WITH <RUNS>, <OFFERS>, counted AS (
    SELECT tender, min(unit) AS unit, min(method) AS method,
        count(*) FILTER (WHERE status = 'VALID') AS valid,
        count(*) FILTER (WHERE status = 'VALID' AND is_winner) AS won,
        count(*) FILTER (WHERE status = 'DISQUALIFIED') AS out
    FROM offers GROUP BY tender
)
SELECT <_RUN>, out::numeric AS figure, 1.0 AS lim, out AS weight, jsonb_build_object('out', out) AS inputs
FROM counted WHERE valid = 1 AND won = 1 AND out > 0""",
    OFFERS=OFFERS,
    RUNS=RUNS,
    _RUN=_RUN,
)

LOWEST_OUT = filled(
    """WITH <RUNS>, <OFFERS>, priced AS (
    SELECT * FROM offers
    WHERE price IS NOT NULL AND status IN <HANDED_IN> AND evaluation = 'LOWEST_PRICE' AND method <> 'SELECTION'
), counted AS (
    SELECT tender, min(unit) AS unit, min(method) AS method, min(price) AS lowest,
        min(price) FILTER (WHERE status = 'DISQUALIFIED') AS lowest_out,
        count(*) FILTER (WHERE status = 'VALID') AS valid, min(price) FILTER (WHERE is_winner) AS won
    FROM priced GROUP BY tender
)
SELECT <_RUN>, lowest_out / nullif(won, 0) AS figure, 1.0 AS lim, 1 AS weight,
    jsonb_build_object('lowest', lowest_out, 'won', won) AS inputs
FROM counted WHERE lowest_out = lowest AND valid > 0 AND won > 0""",
    HANDED_IN=HANDED_IN,
    OFFERS=OFFERS,
    RUNS=RUNS,
    _RUN=_RUN,
)

RELATED = filled(
    """WITH <RUNS>, bidders AS MATERIALIZED (
    SELECT t.id AS tender, t.unit_id AS unit, t.method, p.id, p.supplier_id AS supplier, s.organisation_id AS firm
    FROM runs t JOIN procurement_participant p ON p.tender_id = t.id
    JOIN organisations_supplier s ON s.id = p.supplier_id
    WHERE t.method IN <COMPETITIVE> AND p.status IN <HANDED_IN>
        AND t.status NOT IN ('PREPARED', 'ANNOUNCED', 'OPEN', 'CLOSED')
), marks AS MATERIALIZED (
    SELECT b.tender, b.supplier, m.mark, m.value FROM bidders b JOIN organisations_organisation o ON o.id = b.firm
    CROSS JOIN LATERAL (VALUES
        ('address', nullif(regexp_replace(lower(o.address), '[^a-z0-9]', '', 'g'), '')),
        ('phone', nullif(right(regexp_replace(o.phone, '[^0-9]', '', 'g'), 9), '')),
        ('email', nullif(lower(o.email), ''))
    ) m(mark, value) WHERE m.value IS NOT NULL AND length(m.value) > 7
    UNION
    SELECT b.tender, b.supplier, 'person', n.nik_index FROM bidders b
    JOIN organisations_supplierperson n ON n.supplier_id = b.supplier
    WHERE n.nik_index <> '' AND n.role IN ('OWNER', 'DIRECTOR', 'COMMISSIONER') AND n.to_date IS NULL
    UNION
    SELECT b.tender, b.supplier, 'account', x.user_id::text FROM bidders b
    JOIN procurement_bidder x ON x.participant_id = b.id
), officials AS MATERIALIZED (
    SELECT DISTINCT b.tender, m.mark, m.value FROM (SELECT DISTINCT tender, unit FROM bidders) b
    JOIN accounts_appointment a ON (a.unit_id = b.unit OR a.unit_id IS NULL) AND a.user_id IS NOT NULL
        AND a.role IN ('ppk', 'pokja', 'pejabat_pengadaan', 'pa', 'kpa', 'ukpbj')
    JOIN accounts_user u ON u.id = a.user_id
    CROSS JOIN LATERAL (VALUES ('phone', nullif(right(regexp_replace(u.phone, '[^0-9]', '', 'g'), 9), '')),
        ('email', nullif(lower(u.email), ''))) m(mark, value)
    WHERE m.value IS NOT NULL
), shared AS (
    SELECT tender, mark, array_agg(DISTINCT supplier) AS members FROM (
        SELECT tender, mark, supplier, count(*) OVER (PARTITION BY tender, mark, value) AS number FROM marks
    ) x WHERE number > 1 GROUP BY tender, mark
    UNION ALL
    SELECT m.tender, 'official_' || m.mark, array_agg(DISTINCT m.supplier) FROM marks m
    JOIN officials o USING (tender, mark, value) GROUP BY m.tender, m.mark
)
SELECT 'tender:' || s.tender || ':' || mark AS key, r.unit_id AS unit, NULL::bigint AS package, s.tender,
    NULL::bigint AS contract, NULL::bigint AS supplier, r.method, cardinality(members)::numeric AS figure,
    1.0 AS lim, cardinality(members) AS weight,
    jsonb_build_object('mark', mark, 'suppliers', to_jsonb(members)) AS inputs
FROM shared s JOIN runs r ON r.id = s.tender""",
    COMPETITIVE=COMPETITIVE,
    HANDED_IN=HANDED_IN,
    RUNS=RUNS,
)
"""What is the same is named, its value never: an address or a number of a person stays where it is."""

PFA = filled(
    """WITH <RUNS>, finished AS (
    SELECT t.id AS tender, t.unit_id AS unit, t.method, t.title, t.hps_amount AS hps,
        extract(epoch FROM t.decided_at - t.announced_at) / 86400 AS days, d.amount
    FROM runs t
    JOIN LATERAL (
        SELECT coalesce(c.amount, p.negotiated_amount, p.price_amount) AS amount FROM procurement_participant p
        LEFT JOIN procurement_contract c ON c.tender_id = t.id AND c.supplier_id = p.supplier_id
        WHERE p.tender_id = t.id AND p.is_winner LIMIT 1
    ) d ON TRUE
    WHERE t.method IN ('TENDER', 'FAST_TENDER') AND t.hps_amount > 0 AND t.decided_at IS NOT NULL
        AND t.announced_at IS NOT NULL AND d.amount IS NOT NULL
        AND t.status IN ('DECIDED', 'STANDSTILL', 'APPOINTED', 'CONTRACTED')
), scored AS (
    SELECT *, width_bucket(ceil(days), ARRAY[26, 36, 46, 71]::numeric[]) + 1 AS for_days,
        CASE WHEN (hps - amount) / hps * 100 < 1 OR (hps - amount) / hps * 100 >= 20 THEN 5 ELSE 1 END AS for_gap,
        1 + (amount > 5e8)::int + (amount > 1e9)::int + (amount > 5e9)::int + (amount > 1e10)::int AS for_value,
        CASE WHEN length(regexp_replace(title, '[^[:alpha:]]', '', 'g')) <= 20 THEN 5 ELSE 1 END AS for_title
    FROM finished
)
SELECT <_RUN>, (for_days + for_gap + for_value + for_title)::numeric AS figure,
    (%(rule)s::jsonb ->> 'least')::numeric AS lim, for_days + for_gap + for_value + for_title AS weight,
    jsonb_build_object('days', round(days::numeric, 1), 'for_days', for_days, 'gap', (hps - amount) / hps,
        'for_gap', for_gap, 'amount', amount, 'for_value', for_value, 'for_title', for_title) AS inputs
FROM scored WHERE for_days + for_gap + for_value + for_title >= (%(rule)s::jsonb ->> 'least')::numeric""",
    RUNS=RUNS,
    _RUN=_RUN,
)
"""Scores of opentender.net; between 1 and 20 percent below the estimate its method is not known here: 1."""
