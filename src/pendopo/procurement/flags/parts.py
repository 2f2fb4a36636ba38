"""What several rules select from: runs of the year, direct purchases with their limit, final runs with their offers."""


def filled(sql: str, **parts: str) -> str:
    """The text with every `<NAME>` replaced by the part of that name: all of them are texts of this package."""
    for name, part in parts.items():
        sql = sql.replace(f"<{name}>", part)
    return sql


RUNS = """runs AS MATERIALIZED (
    SELECT t.*, (t.created_at AT TIME ZONE %(zone)s)::date AS made_on
    FROM procurement_tender t
    WHERE t.year = %(year)s AND NOT t.practice AND (%(tenders)s::bigint[] IS NULL OR t.id = ANY (%(tenders)s))
)"""
"""Runs of the year or of the scope; a practice run never stands beside real ones."""

UNIT_RUNS = """runs AS MATERIALIZED (
    SELECT t.*, (t.created_at AT TIME ZONE %(zone)s)::date AS made_on
    FROM procurement_tender t
    WHERE t.year = %(year)s AND NOT t.practice AND (%(units)s::bigint[] IS NULL OR t.unit_id = ANY (%(units)s))
)"""
"""Runs of the year, of the units of the scope."""

LIMITS = """limits AS MATERIALIZED (
    SELECT kind, max_amount, source, valid_from, coalesce(valid_to, '9999-12-31') AS valid_to
    FROM procurement_methodrule WHERE method = 'DIRECT' AND max_amount IS NOT NULL
)"""
"""What direct procurement may come to, by kind and day."""

_PLANNED = """SELECT 'package:' || p.id, p.unit_id, p.id, NULL::bigint, p.kind, p.ceiling_amount,
        p.ceiling_amount::numeric, NULL::numeric, (p.created_at AT TIME ZONE %(zone)s)::date
    FROM procurement_package p
    WHERE p.year = %(year)s AND p.method = 'DIRECT' AND p.status <> 'CANCELLED' AND p.ceiling_amount > 0
        AND NOT EXISTS (SELECT FROM procurement_tenderpackage tp WHERE tp.package_id = p.id)"""

_PURCHASES = """purchases AS MATERIALIZED (
    SELECT d.*, l.max_amount AS lim, l.source FROM (
        SELECT 'tender:' || id AS key, unit_id, NULL::bigint AS package, id AS tender, kind,
            coalesce(hps_amount, ceiling_amount) AS amount, ceiling_amount, hps_amount, made_on
        FROM runs WHERE method = 'DIRECT'
        UNION ALL {planned}
    ) d LEFT JOIN limits l ON l.kind = d.kind AND d.made_on BETWEEN l.valid_from AND l.valid_to
)"""
"""Direct purchases: every announcement of a run, and packages of the plan that have no run yet (by their ceiling)."""

PURCHASES = _PURCHASES.format(planned=_PLANNED + " AND (%(packages)s::bigint[] IS NULL OR p.id = ANY (%(packages)s))")
UNIT_PURCHASES = _PURCHASES.format(
    planned=_PLANNED + " AND (%(units)s::bigint[] IS NULL OR p.unit_id = ANY (%(units)s))"
)

COMPETITIVE = "('MINI_COMPETITION', 'FAST_TENDER', 'TENDER', 'SELECTION', 'INTERNATIONAL')"
HANDED_IN = "('SUBMITTED', 'VALID', 'DISQUALIFIED')"

OFFERS = filled(
    """offers AS MATERIALIZED (
    SELECT t.id AS tender, t.unit_id AS unit, t.method, t.evaluation, p.id, p.supplier_id AS supplier, p.status,
        p.price_amount AS price, p.is_winner, p.submitted_at, t.deadline_at
    FROM runs t JOIN procurement_participant p ON p.tender_id = t.id
    WHERE t.method IN <COMPETITIVE> AND t.status IN ('DECIDED', 'STANDSTILL', 'APPOINTED', 'CONTRACTED')
)""",
    COMPETITIVE=COMPETITIVE,
)
"""Everybody who registered for a competitive run whose winner is decided, with the offer."""

VALID_PRICE = "price IS NOT NULL AND status IN ('SUBMITTED', 'VALID')"
"""An offer that nobody knocked out; one that another system did not judge openly counts too."""
