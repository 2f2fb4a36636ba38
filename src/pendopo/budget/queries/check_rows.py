"""The rows of a form, a unit or a whole stage as columns for the checks: one COPY of one row of arrays."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from pendopo.budget.checks.columns import Bools, Columns, Floats, Ints, Limits
from pendopo.budget.checks.rows import any_of, starts_with
from pendopo.budget.checks.whole import Forms
from pendopo.budget.models import AccountNode, Stage
from pendopo.budget.queries.check_measures import factors_of
from pendopo.kernel.arrays import read_arrays
from pendopo.kernel.sql import read

FORM = ("sheet", "unit", "activity", "ceiling", "people", "periods", "placed")
LINE = ("line", "form", "account")
ITEM = ("item", "of", "number", "component", "amount", "price", "standard", "flags", "volume", "pair")
FLAGS = {"placeholder": 1, "package": 2, "hard": 4, "allowed": 8}
"""What is true of a row, as bits of one number."""

# Steps are kept as they are: what belongs to a form or a line crosses once for it, not with each of its rows.
_ROWS = """
    WITH form AS MATERIALIZED (
        SELECT h.id, h.unit_id, h.activity_id, coalesce(p.amount, -1) AS ceiling,
            coalesce(d.beneficiaries, 0) AS people, coalesce(d.periods, 0) AS periods,
            EXISTS (SELECT 1 FROM budget_sheetplace g WHERE g.detail_id = d.id) AS placed
        FROM budget_rkasheet h
        LEFT JOIN budget_pagu p ON p.stage_id = %(stage)s AND p.unit_id = h.unit_id
            AND p.activity_id = h.activity_id AND p.sequence = h.sequence
        LEFT JOIN budget_sheetdetail d ON d.sheet_id = h.id AND d.stages @> %(seq)s
        WHERE h.year = %(year)s AND h.owner_id IS NOT DISTINCT FROM %(owner)s AND h.side = 'SPENDING'
            AND (%(sheet)s IS NULL OR h.id = %(sheet)s) AND (%(unit)s IS NULL OR h.unit_id = %(unit)s)
    ), line AS MATERIALIZED (
        SELECT l.id, l.sheet_id, l.account_id FROM form JOIN budget_line l ON l.sheet_id = form.id
    ), item AS (
        SELECT i.id, i.line_id, i.number, i.amount, i.unit_price_amount AS price, i.volume,
            coalesce(own.item_id, hashtextextended(lower(i.component), 0)) AS component,
            coalesce(now.price_amount, own.price_amount, 0) AS standard,
            (i.kind = 'PLACEHOLDER')::int
            + 2 * ((' ' || lower(i.measure) || ' ') LIKE ANY (%(packages)s))::int
            + 4 * coalesce((coalesce(now.ceiling, own.ceiling) = 'HARD')::int, 0)
            + 8 * CASE WHEN own.id IS NULL OR cardinality(e.account_prefixes) = 0 THEN 1 ELSE EXISTS (
                SELECT 1 FROM unnest(e.account_prefixes) b, budget_accountnode n
                WHERE n.id = line.account_id AND (n.code = b OR n.code LIKE b || '.%%')
            )::int END AS flags,
            CASE WHEN own.id IS NULL OR lower(i.measure) = lower(coalesce(now.measure, own.measure)) THEN 0
                ELSE hashtextextended(lower(i.measure) || '|' || lower(coalesce(now.measure, own.measure)), 0)
            END AS pair
        FROM line
        JOIN budget_lineitem i ON i.line_id = line.id AND i.stages @> %(seq)s
        LEFT JOIN budget_pricerevision own ON own.id = i.price_id
        LEFT JOIN budget_priceitem e ON e.id = own.item_id
        LEFT JOIN budget_pricerevision now ON now.item_id = own.item_id AND now.edition_id = (
            SELECT id FROM budget_priceedition WHERE status IN ('EFFECTIVE', 'SUPERSEDED') AND valid_from_date <= %(on)s
            ORDER BY valid_from_date DESC, id DESC LIMIT 1)
    )
    SELECT f.*, l.*, r.* FROM (
        SELECT array_agg(id), array_agg(unit_id), array_agg(activity_id), array_agg(ceiling::bigint),
            array_agg(people::bigint), array_agg(periods::bigint), array_agg(placed::int::bigint)
        FROM form
    ) f, (
        SELECT array_agg(id), array_agg(sheet_id), array_agg(account_id) FROM line
    ) l, (
        SELECT array_agg(id), array_agg(line_id), array_agg(number::bigint), array_agg(component), array_agg(amount),
            array_agg(price), array_agg(standard), array_agg(flags::bigint), array_agg(volume::float8),
            array_agg(pair)
        FROM item
    ) r
"""


@dataclass(frozen=True)
class CheckRows:
    """Rows of a stage: the columns that the checks read, where each row stands, and the activity of each."""

    columns: Columns
    places: dict[str, Ints]

    @property
    def activity(self) -> Ints:
        return self.places["activity"]


def _values(stage: Stage, **more: Any) -> dict[str, Any]:
    return {"stage": stage.pk, "seq": stage.seq, "year": stage.year, "owner": stage.owner_id} | more


def _places(keys: Ints, wanted: Ints) -> Ints:
    """For each wanted key its place in `keys`; all are there."""
    order = np.argsort(keys)
    return order[np.searchsorted(keys, wanted, sorter=order)]


def _copied(values: dict[str, Any]) -> dict[str, Any]:
    """Columns of rows, each with what its form and its line say. At most three queries."""
    found = iter(read_arrays(_ROWS, **values))
    forms, lines, rows = ({name: next(found) for name in names} for names in (FORM, LINE, ITEM))
    rows["factor"] = factors_of(rows["item"], rows.pop("pair"), values["on"])
    line = _places(lines["line"], rows["of"])
    form = _places(forms["sheet"], lines["form"])[line]
    of_lines = {name: values[line] for name, values in lines.items()}
    return rows | of_lines | {name: values[form] for name, values in forms.items()}


def _bound_of(code: str, bounds: dict[str, float]) -> float:
    """The bound of the longest prefix that holds the account, 0 where none does."""
    found = [prefix for prefix in bounds if starts_with(code, [prefix])]
    return float(bounds[max(found, key=len)]) if found else 0.0


@dataclass(frozen=True)
class _Accounts:
    exempt: Bools
    placed: Bools
    bound: Floats


def _accounts(ids: Ints, limits: Limits) -> _Accounts:
    """What the rules say of each row's account. One query."""
    numbers, places = np.unique(ids, return_inverse=True)
    names = dict(AccountNode.objects.filter(pk__in=numbers.tolist()).values_list("pk", "code"))
    codes = [names[number] for number in numbers.tolist()]
    bounds = limits.get("A2", {}).get("bounds", {})
    bound = np.array([_bound_of(code, bounds) for code in codes], dtype=np.float64)
    exempt = any_of(codes, limits.get("A1", {}).get("exempt", []))
    placed = any_of(codes, limits.get("LOCATION", {}).get("accounts", []))
    return _Accounts(exempt[places], placed[places], bound[places])


def sums_by(keys: Ints, amounts: Ints) -> Ints:
    """For each row the sum of all rows with its key, exact in whole rupiah."""
    _numbers, places = np.unique(keys, return_inverse=True)
    sums = np.zeros(places.max(initial=-1) + 1, dtype=np.int64)
    np.add.at(sums, places, amounts)
    return sums[places]


def read_rows(
    stage: Stage, limits: Limits, on: dt.date, *, sheet_id: int | None = None, unit_id: int | None = None
) -> CheckRows:
    """The rows of spending in the stage (of one form, of one unit) by the prices of a day. At most four queries."""
    packages = [f"% {text} %" for text in limits.get("A1_PACKAGE", {}).get("measures", [])]
    whole = _copied(_values(stage, sheet=sheet_id, unit=unit_id, packages=packages, on=on))
    is_ = {name: whole["flags"] & bit != 0 for name, bit in FLAGS.items()}
    account = _accounts(whole["account"], limits)
    periods = np.where(whole["periods"] > 0, whole["periods"], limits.get("A2", {}).get("periods", 12))
    table = Columns(
        **{name: whole[name] for name in ("sheet", "unit", "component", "amount", "price", "standard")},
        volume=whole["volume"].astype(np.float64),
        total=np.maximum(whole["ceiling"], sums_by(whole["sheet"], whole["amount"])),
        placeholder=is_["placeholder"],
        package=is_["package"],
        exempt=account.exempt,
        hard=is_["hard"],
        account_allowed=is_["allowed"],
        factor=whole["factor"].astype(np.float64),
        beneficiaries=whole["people"],
        periods=periods,
        bound=account.bound,
        location_missing=account.placed & (whole["placed"] == 0),
    )
    return CheckRows(table, whole)


# Each step is kept as it is: with fresh tables the planner would begin with all amounts of all years.
_BEFORE = """
    WITH mine AS MATERIALIZED (
        SELECT h.id, h.unit_id, h.side, h.sequence, v.code
        FROM budget_rkasheet h JOIN budget_activitynode v ON v.id = h.activity_id WHERE h.id = ANY (%(sheets)s)
    ), old AS MATERIALIZED (
        SELECT o.id, o.unit_id, o.side, o.sequence, w.code
        FROM budget_rkasheet o JOIN budget_activitynode w ON w.id = o.activity_id
        WHERE o.year = %(year)s - 1 AND o.owner_id IS NOT DISTINCT FROM %(owner)s
            AND o.unit_id IN (SELECT unit_id FROM mine)
    ), pair AS MATERIALIZED (
        SELECT mine.id, old.id AS old_id FROM mine JOIN old USING (unit_id, side, sequence, code)
    ), latest AS MATERIALIZED (
        SELECT seq::int FROM budget_stage s WHERE s.year = %(year)s - 1 AND s.owner_id IS NOT DISTINCT FROM %(owner)s
        ORDER BY (s.status IN ('SET', 'PUBLISHED')) DESC, seq DESC LIMIT 1
    )
    SELECT pair.id, sum(a.amount)::bigint AS amount
    FROM pair
    JOIN budget_line l ON l.sheet_id = pair.old_id
    JOIN budget_lineamount a ON a.line_id = l.id
    JOIN latest ON a.stages @> latest.seq
    GROUP BY pair.id
"""


def read_forms(stage: Stage, rows: CheckRows) -> Forms:
    """The forms of these rows with their sums now and in the year before. One query."""
    sheets, places, back = np.unique(rows.columns.sheet, return_index=True, return_inverse=True)
    amounts = np.zeros(len(sheets), dtype=np.int64)
    np.add.at(amounts, back, rows.columns.amount)
    found = {row["id"]: row["amount"] for row in read(_BEFORE, **_values(stage, sheets=sheets.tolist()))}
    before = np.array([found.get(sheet, -1) for sheet in sheets.tolist()], dtype=np.int64)
    return Forms(sheets, rows.columns.unit[places], amounts, rows.places["ceiling"][places], before)
