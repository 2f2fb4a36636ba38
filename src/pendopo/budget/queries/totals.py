"""Totals at any node, as the database keeps them, and the proof that they are right."""

from dataclasses import dataclass

from django.db import connection

from pendopo.budget.models import Stage
from pendopo.kernel.sql import read


@dataclass(frozen=True)
class WrongTotal:
    """A kept total that differs from the sum of its lines, whole rupiah; codes are empty where all are meant."""

    unit: str
    activity: str
    account: str
    kept_amount: int
    counted_amount: int


def total_at(
    stage_id: int, *, unit_id: int | None = None, activity_id: int | None = None, account_id: int | None = None
) -> int:
    """Whole rupiah at a node of the activities or of the accounts (name one), of a unit or of all. One query."""
    place = {"unit_id": unit_id, "activity_id": activity_id, "account_id": account_id}
    # Only the fixed names above stand in the text: `= NULL` finds nothing, and IS NOT DISTINCT FROM uses no index.
    where = " AND ".join(
        f"{name} IS NULL" if value is None else f"{name} = %({name})s" for name, value in place.items()
    )
    sql = f"SELECT amount FROM budget_nodetotal WHERE stage_id = %(stage_id)s AND {where}"  # noqa: S608
    rows = read(sql, stage_id=stage_id, **place)
    return int(rows[0]["amount"]) if rows else 0


_RECOUNT = """
    WITH counted AS (
        SELECT t.* FROM budget_totals_of((
            SELECT array_agg((%(stage)s, h.unit_id, h.activity_id, l.account_id, a.amount)::budget_leaf)
            FROM budget_lineamount a JOIN budget_line l ON l.id = a.line_id
            JOIN budget_rkasheet h ON h.id = l.sheet_id
            WHERE a.stages @> %(seq)s AND h.year = %(year)s AND h.owner_id IS NOT DISTINCT FROM %(owner)s
        )) t
    ), kept AS (SELECT * FROM budget_nodetotal WHERE stage_id = %(stage)s)
    SELECT coalesce(u.code, ''), coalesce(v.code, ''), coalesce(c.code, ''),
        coalesce(k.amount, 0), coalesce(n.amount, 0)
    FROM kept k FULL JOIN counted n ON coalesce(k.unit_id, 0) = coalesce(n.unit_id, 0)
        AND coalesce(k.activity_id, 0) = coalesce(n.activity_id, 0)
        AND coalesce(k.account_id, 0) = coalesce(n.account_id, 0)
    LEFT JOIN organisations_unit u ON u.id = coalesce(k.unit_id, n.unit_id)
    LEFT JOIN budget_activitynode v ON v.id = coalesce(k.activity_id, n.activity_id)
    LEFT JOIN budget_accountnode c ON c.id = coalesce(k.account_id, n.account_id)
    WHERE coalesce(k.amount, 0) <> coalesce(n.amount, 0)
    ORDER BY 1, 2, 3
"""


def wrong_totals(stage: Stage) -> list[WrongTotal]:
    """Count all totals of the stage again from its lines and name each that differs. One query."""
    places = {"stage": stage.pk, "seq": stage.seq, "year": stage.year, "owner": stage.owner_id}
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT, places)
        return [WrongTotal(*row) for row in cursor.fetchall()]
