"""What is left of lines after reservations, contracts and payments."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pendopo.budget.models import LedgerEntry
from pendopo.kernel.access import Actor
from pendopo.kernel.sql import read

LINES = """
    SELECT l.id, s.unit_id, l.imported, v.code AS activity, v.name AS activity_name, a.code AS account,
        a.name AS account_name, coalesce(m.amount, 0) AS amount, coalesce(f.reserved_amount, 0) AS reserved_amount,
        coalesce(f.committed_amount, 0) AS committed_amount, coalesce(f.spent_amount, 0) AS spent_amount
    FROM budget_line l
    JOIN budget_rkasheet s ON s.id = l.sheet_id
    JOIN budget_activitynode v ON v.id = s.activity_id
    JOIN budget_accountnode a ON a.id = l.account_id
    LEFT JOIN budget_stage g ON g.year = s.year AND g.owner_id IS NOT DISTINCT FROM s.owner_id
        AND g.status IN ('SET', 'PUBLISHED')
    LEFT JOIN budget_lineamount m ON m.line_id = l.id AND m.stages @> g.seq::integer
    LEFT JOIN budget_fundsbalance f ON f.line_id = l.id
"""


@dataclass(frozen=True)
class LineFunds:
    """A line of the effective stage and what is held of it; rupiah."""

    id: int
    unit_id: int
    imported: bool
    activity: str
    activity_name: str
    account: str
    account_name: str
    amount: Decimal
    reserved_amount: Decimal
    committed_amount: Decimal
    spent_amount: Decimal

    @property
    def code(self) -> str:
        """The line as people write it (MAK): sub kegiatan and account."""
        return f"{self.activity}.{self.account}"

    @property
    def held_amount(self) -> Decimal:
        """What packages and contracts have of it."""
        return self.reserved_amount + self.committed_amount

    @property
    def free_amount(self) -> Decimal:
        """What may still be reserved or bound."""
        return self.amount - self.reserved_amount - self.committed_amount


def funds_of_lines(actor: Actor, line_ids: Iterable[int]) -> list[LineFunds]:
    """The funds of some lines, by code. Amounts of the effective stage are public. One query."""
    query = f"{LINES} WHERE l.id = ANY (%(ids)s::bigint[]) ORDER BY v.code, a.code"
    return [LineFunds(**row) for row in read(query, ids=list(line_ids))]


BUYING = ["5.1.02%", "5.2%"]
"""Accounts that pay for goods, services and capital works; salaries, grants and transfers buy nothing."""


def lines_to_buy_from(actor: Actor, unit_id: int, year: int, *, text: str = "", limit: int = 15) -> list[LineFunds]:
    """Lines of a unit in the effective stage of the year that still have free money, found by code or name.

    Only those that pay for goods, services and works, the largest free amounts first.
    """
    query = f"""{LINES}
        WHERE s.year = %(year)s AND s.unit_id = %(unit)s AND m.amount > 0
            AND m.amount - coalesce(f.reserved_amount, 0) - coalesce(f.committed_amount, 0) > 0
            AND a.code LIKE ANY (%(accounts)s)
            AND concat_ws(' ', v.code || '.' || a.code, v.name, a.name) ILIKE '%%' || %(text)s || '%%'
        ORDER BY m.amount - coalesce(f.reserved_amount, 0) - coalesce(f.committed_amount, 0) DESC, l.id
        LIMIT %(limit)s"""
    values = {"unit": unit_id, "year": year, "text": text.strip(), "limit": limit, "accounts": BUYING}
    return [LineFunds(**row) for row in read(query, **values)]


VILLAGE_BUYING = ["5.2%", "5.3%"]
"""Accounts of a village (Permendagri 20/2018) that pay for goods, services and capital works."""


def village_lines_to_buy_from(
    actor: Actor, village_id: int, year: int, *, text: str = "", limit: int = 15
) -> list[LineFunds]:
    """Rows of the village's budget in force that still have free money, the largest free amounts first. One query."""
    query = f"""{LINES}
        WHERE s.year = %(year)s AND s.owner_id = %(village)s AND m.amount > 0
            AND m.amount - coalesce(f.reserved_amount, 0) - coalesce(f.committed_amount, 0) > 0
            AND a.code LIKE ANY (%(accounts)s)
            AND concat_ws(' ', v.code || '.' || a.code, v.name, a.name) ILIKE '%%' || %(text)s || '%%'
        ORDER BY m.amount - coalesce(f.reserved_amount, 0) - coalesce(f.committed_amount, 0) DESC, l.id
        LIMIT %(limit)s"""
    values = {"village": village_id, "year": year, "text": text.strip(), "limit": limit, "accounts": VILLAGE_BUYING}
    return [LineFunds(**row) for row in read(query, **values)]


def sources_of_line(actor: Actor, line_id: int) -> list[str]:
    """Codes of the sources of funds that the line's rows name in the stage in force: DD, ADD. One query."""
    query = """
        SELECT DISTINCT n.code FROM budget_line l
        JOIN budget_rkasheet s ON s.id = l.sheet_id
        JOIN budget_stage g ON g.year = s.year AND g.owner_id IS NOT DISTINCT FROM s.owner_id
            AND g.status IN ('SET', 'PUBLISHED')
        JOIN budget_lineitem i ON i.line_id = l.id AND i.stages @> g.seq::integer
        JOIN budget_fundingsource n ON n.id = i.funding_id
        WHERE l.id = %(line)s ORDER BY n.code"""
    return [row["code"] for row in read(query, line=line_id)]


def buying_amounts(actor: Actor, year: int, *, unit_id: int | None = None) -> dict[int, int]:
    """What the effective stage of the year gives units for goods, services and works: unit id -> rupiah. One query.

    Units whose amounts are known by sub-activity only (imported ceilings) have none.
    """
    query = """
        SELECT s.unit_id, sum(m.amount)::bigint AS amount
        FROM budget_stage g
        JOIN budget_rkasheet s ON s.year = g.year AND s.owner_id IS NULL
        JOIN budget_line l ON l.sheet_id = s.id
        JOIN budget_accountnode a ON a.id = l.account_id AND a.code LIKE ANY (%(accounts)s)
        JOIN budget_lineamount m ON m.line_id = l.id AND m.stages @> g.seq::integer
        WHERE g.year = %(year)s AND g.owner_id IS NULL AND g.status IN ('SET', 'PUBLISHED')
            AND (%(unit)s::bigint IS NULL OR s.unit_id = %(unit)s)
        GROUP BY s.unit_id"""
    rows = read(query, year=year, unit=unit_id, accounts=BUYING)
    return {row["unit_id"]: row["amount"] for row in rows if row["amount"]}


def ledger_of_line(actor: Actor, line_id: int, *, limit: int = 200) -> list[LedgerEntry]:
    """The latest movements on a line, newest first. One query."""
    return list(LedgerEntry.objects.filter(line_id=line_id).order_by("-pk")[:limit])
