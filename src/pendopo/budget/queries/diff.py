"""What differs between any two stages of a budget, row by row.

Rows carry the range of stages they are valid for, so only rows that begin or end between the two stages are read;
a row that was closed and opened again with equal content is no change.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pendopo.budget.models import Stage
from pendopo.kernel.sql import read

CONTENT = (
    "kind, component, specification, coefficients, volume, measure, unit_price_amount, tax_percent, amount,"
    " package_label, note, funding_id"
)
EARLIER = "lower(i.stages) <= %(low)s AND upper(i.stages) > %(low)s AND upper(i.stages) <= %(high)s"
LATER = (
    "lower(i.stages) > %(low)s AND lower(i.stages) <= %(high)s"
    " AND (upper(i.stages) IS NULL OR upper(i.stages) > %(high)s)"
)
# Placeholders in braces take only the fixed texts of this file; every value of a reader is a parameter.
DIFFERENT_SQL = """
WITH x AS (SELECT * FROM budget_lineitem i WHERE {before}), y AS (SELECT * FROM budget_lineitem i WHERE {after}),
d AS (
    SELECT coalesce(x.line_id, y.line_id) AS line_id, coalesce(x.number, y.number) AS number,
        x.id AS before_id, y.id AS after_id, x.component AS before_component, y.component AS after_component,
        x.specification AS before_specification, y.specification AS after_specification,
        coalesce(x.amount, 0) AS before_amount, coalesce(y.amount, 0) AS after_amount,
        CASE WHEN x.id IS NULL THEN 'added' WHEN y.id IS NULL THEN 'removed' ELSE 'changed' END AS mark,
        CASE WHEN x.id IS NULL OR y.id IS NULL THEN '{{}}' ELSE array_remove(ARRAY[
            CASE WHEN x.unit_price_amount <> y.unit_price_amount THEN 'price' END,
            CASE WHEN x.volume <> y.volume OR (x.coefficients <> y.coefficients AND x.measure = y.measure)
                THEN 'volume' END,
            CASE WHEN x.measure <> y.measure THEN 'unit' END,
            CASE WHEN x.tax_percent <> y.tax_percent THEN 'tax' END,
            CASE WHEN (x.component, x.specification, x.package_label, x.note, x.kind)
                IS DISTINCT FROM (y.component, y.specification, y.package_label, y.note, y.kind) THEN 'text' END,
            CASE WHEN x.funding_id IS DISTINCT FROM y.funding_id THEN 'funding' END], NULL) END AS fields
    FROM x FULL JOIN y ON x.line_id = y.line_id AND x.number = y.number
    WHERE x.id IS NULL OR y.id IS NULL OR ({x_content}) IS DISTINCT FROM ({y_content})
), f AS (
    SELECT d.*, h.side, h.title, h.activity_id, h.sequence, u.code AS unit_code, u.name AS unit_name,
        v.code AS activity_code, v.name AS activity_name, c.code AS account_code, c.name AS account_name
    FROM d JOIN budget_line l ON l.id = d.line_id JOIN budget_rkasheet h ON h.id = l.sheet_id
    JOIN organisations_unit u ON u.id = h.unit_id JOIN budget_accountnode c ON c.id = l.account_id
    LEFT JOIN budget_activitynode v ON v.id = h.activity_id
    WHERE h.year = %(year)s AND h.owner_id IS NOT DISTINCT FROM %(owner)s
        AND (%(units)s::bigint[] IS NULL OR h.unit_id = ANY (%(units)s::bigint[]))
        AND (%(unit)s = '' OR u.code = %(unit)s)
        AND (%(activity)s = '' OR v.code LIKE %(activity)s || '%%')
        AND (%(account)s = '' OR c.code LIKE %(account)s || '%%')
        AND (%(kind)s = '' OR d.mark = %(kind)s OR %(kind)s = ANY (d.fields))
        AND abs(d.after_amount - d.before_amount) >= %(least)s
        AND (%(text)s = '' OR concat_ws(' ', d.before_component, d.before_specification, d.after_component,
            d.after_specification) ILIKE %(text)s)
)
"""
ROWS_SQL = "".join(
    (
        DIFFERENT_SQL,
        """, shown AS (SELECT * FROM f ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s)
SELECT shown.*, to_jsonb(x) AS before, to_jsonb(y) AS after FROM shown
LEFT JOIN budget_lineitem x ON x.id = shown.before_id LEFT JOIN budget_lineitem y ON y.id = shown.after_id
ORDER BY {order}
""",
    )
)
SUMMARY_SQL = "".join(
    (
        DIFFERENT_SQL,
        """SELECT count(*) AS rows, count(*) FILTER (WHERE mark = 'added') AS added,
    count(*) FILTER (WHERE mark = 'removed') AS removed, count(*) FILTER (WHERE mark = 'changed') AS changed,
    count(*) FILTER (WHERE 'price' = ANY (fields)) AS price, count(*) FILTER (WHERE 'volume' = ANY (fields)) AS volume,
    count(*) FILTER (WHERE 'unit' = ANY (fields)) AS unit, count(*) FILTER (WHERE 'text' = ANY (fields)) AS text,
    count(DISTINCT side) AS sides, coalesce(sum(before_amount), 0)::bigint AS before_amount,
    coalesce(sum(after_amount), 0)::bigint AS after_amount FROM f
""",
    )
)
BY_CODE = "unit_code, side, activity_code NULLS FIRST, sequence, account_code, number"
ORDERS = {"code": BY_CODE, "size": f"abs(after_amount - before_amount) DESC, {BY_CODE}"}
WILD, LITERAL = re.compile(r"([%_\\])"), r"\\\1"


@dataclass(frozen=True)
class DiffAsked:
    """What a reader wants to see: the unit's code, beginnings of activity and account codes, mark or field (`kind`).

    `least` is the smallest change in rupiah; `units` are the keys of the units the reader may see, None for all.
    """

    unit: str = ""
    activity: str = ""
    account: str = ""
    kind: str = ""
    text: str = ""
    least: int = 0
    order: str = "size"
    units: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Version:
    """What a row says in one stage; money in whole rupiah, coefficients as pairs of volume (text) and unit."""

    component: str
    specification: str
    coefficients: tuple[tuple[str, str], ...]
    volume: Decimal
    measure: str
    unit_price_amount: int
    tax_percent: Decimal
    amount: int
    kind: str
    package_label: str
    note: str
    funding_id: int | None


@dataclass(frozen=True)
class DiffRow:
    """A row that differs: `mark` is added, removed or changed; `fields` of price, volume, unit, tax, text, funding."""

    line_id: int
    number: int
    mark: str
    fields: tuple[str, ...]
    side: str
    unit_code: str
    unit_name: str
    activity_code: str
    activity_name: str
    account_code: str
    account_name: str
    before: Version | None
    after: Version | None

    @property
    def before_amount(self) -> int:
        return self.before.amount if self.before else 0

    @property
    def after_amount(self) -> int:
        return self.after.amount if self.after else 0

    @property
    def change_amount(self) -> int:
        return self.after_amount - self.before_amount

    @property
    def now(self) -> Version:
        """The later content, or the last one of a removed row."""
        version = self.after or self.before
        assert version is not None
        return version


@dataclass(frozen=True)
class DiffSummary:
    """How many rows differ, of each mark and field, and their sums; `sides` counts the sides of the budget touched."""

    rows: int
    added: int
    removed: int
    changed: int
    price: int
    volume: int
    unit: int
    text: int
    sides: int
    before_amount: int
    after_amount: int


def _pattern(text: str) -> str:
    """The text anywhere, its own signs meaning themselves; nothing for no text."""
    return f"%{WILD.sub(LITERAL, text)}%" if text else ""


def _values(before: Stage, after: Stage, asked: DiffAsked) -> dict[str, Any]:
    low, high = sorted((before.seq, after.seq))
    return {
        "low": low,
        "high": high,
        "year": before.year,
        "owner": before.owner_id,
        "unit": asked.unit,
        "activity": asked.activity,
        "account": asked.account,
        "kind": asked.kind,
        "least": asked.least,
        "text": _pattern(asked.text),
        "units": list(asked.units) if asked.units is not None else None,
    }


def _sql(text: str, before: Stage, after: Stage, order: str = BY_CODE) -> str:
    first, second = (EARLIER, LATER) if before.seq <= after.seq else (LATER, EARLIER)
    x_content, y_content = (", ".join(f"{t}.{name}" for name in CONTENT.split(", ")) for t in "xy")
    return text.format(before=first, after=second, x_content=x_content, y_content=y_content, order=order)


def _version(text: str | None) -> Version | None:
    if text is None:
        return None
    values = json.loads(text, parse_float=Decimal)
    kept = {name: values[name] for name in Version.__dataclass_fields__}
    numbers = {name: Decimal(values[name]) for name in ("volume", "tax_percent")}
    pairs = tuple((str(volume), str(unit)) for volume, unit in values["coefficients"])
    return Version(**(kept | numbers | {"coefficients": pairs}))


def _row(row: dict[str, Any]) -> DiffRow:
    return DiffRow(
        row["line_id"],
        row["number"],
        row["mark"],
        tuple(row["fields"]),
        row["side"],
        row["unit_code"],
        row["unit_name"],
        row["activity_code"] or "",
        row["title"] or row["activity_name"] or "",
        row["account_code"],
        row["account_name"],
        _version(row["before"]),
        _version(row["after"]),
    )


def diff_rows(
    before: Stage, after: Stage, asked: DiffAsked, *, limit: int | None = None, offset: int = 0
) -> list[DiffRow]:
    """The rows that differ between two stages of one budget, in the order asked. One query."""
    rows = read(
        _sql(ROWS_SQL, before, after, ORDERS[asked.order]),
        **_values(before, after, asked),
        limit=limit,
        offset=offset,
    )
    return [_row(row) for row in rows]


def diff_summary(before: Stage, after: Stage, asked: DiffAsked) -> DiffSummary:
    """How many rows differ and by how much, whole rupiah. One query."""
    return DiffSummary(**read(_sql(SUMMARY_SQL, before, after), **_values(before, after, asked))[0])


class DiffList(Sequence[DiffRow]):
    """All rows that differ as a sequence for a paginator: reads only the page that is asked for."""

    def __init__(self, before: Stage, after: Stage, asked: DiffAsked, number: int) -> None:
        self.before, self.after, self.asked, self.number = before, after, asked, number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            start, stop, _step = place.indices(self.number)
            return diff_rows(self.before, self.after, self.asked, limit=max(stop - start, 0), offset=start)
        return self[place : place + 1][0]
