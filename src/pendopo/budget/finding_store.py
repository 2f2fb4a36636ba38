"""Findings stored as a set: new ones added, those still there brought up to date, those gone dated; answers stay."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from pendopo.budget.checks.columns import Hits
from pendopo.budget.checks.whole import Forms
from pendopo.budget.models import BudgetRule, Stage
from pendopo.budget.queries.check_rows import CheckRows

ROW_INPUTS = ("amount", "price", "total", "volume", "standard", "factor", "beneficiaries", "periods")
LABEL = "sistem"
PEERS = {"A3": "SHARE", "A4": "VOLUME"}


@dataclass(frozen=True)
class Found:
    """One finding to be kept: where (a row, a form, a unit or the whole stage), its figure and limit, its inputs."""

    code: str
    figure: float
    limit: float
    unit: int | None = None
    sheet: int | None = None
    line: int | None = None
    number: int | None = None
    item: int | None = None
    peer: str = ""
    inputs: dict[str, Any] = field(default_factory=dict)


def found_in_rows(rows: CheckRows, hits: Iterable[Hits], codes: dict[int, str]) -> Iterator[Found]:
    """Hits of rows with their places. `codes`: activity number -> code, for those with peers."""
    places = rows.places
    for hit in hits:
        if hit.code == "LOCATION":
            yield from found_in_places(rows, [hit])
            continue
        for row, figure, limit in zip(hit.rows.tolist(), hit.figures.tolist(), hit.limits.tolist(), strict=True):
            peer = codes.get(int(rows.activity[row]), "") if hit.code == "A3" else str(int(places["component"][row]))
            where = {name: int(places[name][row]) for name in ("unit", "sheet", "line", "number", "item")}
            inputs = {name: getattr(rows.columns, name)[row].item() for name in ROW_INPUTS}
            yield Found(hit.code, figure, limit, **where, peer=peer if hit.code in PEERS else "", inputs=inputs)


def found_in_places(rows: CheckRows, hits: Iterable[Hits]) -> Iterator[Found]:
    """Forms with rows that name a place while the form names none: one finding for each, with the sum of its rows."""
    for hit in hits:
        amounts: dict[tuple[int, int], int] = {}
        for row in hit.rows.tolist():
            key = (int(rows.places["unit"][row]), int(rows.places["sheet"][row]))
            amounts[key] = amounts.get(key, 0) + int(rows.columns.amount[row])
        for (unit, sheet), amount in amounts.items():
            yield Found(hit.code, float(amount), 0.0, unit, sheet, inputs={"amount": amount})


def found_in_forms(forms: Forms, hits: Iterable[Hits]) -> Iterator[Found]:
    """Hits of forms with their places."""
    for hit in hits:
        for row, figure, limit in zip(hit.rows.tolist(), hit.figures.tolist(), hit.limits.tolist(), strict=True):
            inputs = {name: int(getattr(forms, name)[row]) for name in ("amount", "ceiling", "before")}
            yield Found(hit.code, figure, limit, int(forms.unit[row]), int(forms.sheet[row]), inputs=inputs)


def found_in_units(units: Any, hits: Iterable[Hits]) -> Iterator[Found]:
    """Hits of units with their places."""
    for hit in hits:
        for row, figure, limit in zip(hit.rows.tolist(), hit.figures.tolist(), hit.limits.tolist(), strict=True):
            yield Found(hit.code, figure, limit, int(units[row]))


_STORE = """
    WITH given AS (
        SELECT * FROM jsonb_to_recordset(%(rows)s) AS x(
            code text, figure float8, "limit" float8, unit bigint, sheet bigint, line bigint, number int,
            item bigint, peer text, rule bigint, severity text, clears text, inputs jsonb)
    ), found AS (
        SELECT g.*, CASE WHEN i.id IS NULL THEN g.inputs ELSE g.inputs || jsonb_build_object(
                'component', i.component, 'measure', i.measure, 'account', a.code) END AS full_inputs,
            coalesce(n.sample, '[]') AS sample, b.status AS earlier
        FROM given g
        LEFT JOIN budget_lineitem i ON i.id = g.item
        LEFT JOIN budget_line l ON l.id = i.line_id
        LEFT JOIN budget_accountnode a ON a.id = l.account_id
        LEFT JOIN budget_peernorm n ON n.stage_id = %(stage)s AND g.peer <> '' AND n.key = g.peer
            AND n.kind = CASE g.code WHEN 'A3' THEN 'SHARE' ELSE 'VOLUME' END
        LEFT JOIN budget_budgetfinding b ON b.stage_id = %(base)s AND b.code = g.code AND b.gone_at IS NULL
            AND b.unit_id IS NOT DISTINCT FROM g.unit AND b.sheet_id IS NOT DISTINCT FROM g.sheet
            AND b.line_id IS NOT DISTINCT FROM g.line AND b.number IS NOT DISTINCT FROM g.number
            AND b.status IN ('ANSWERED', 'ACCEPTED')
            AND b.inputs ->> 'component' IS NOT DISTINCT FROM i.component
            AND budget_finding_weight(g.code, g.figure) <= budget_finding_weight(g.code, b.figure) * %(worse)s
    ), earlier AS (
        SELECT id, status FROM budget_budgetfinding WHERE stage_id = %(stage)s
    ), kept AS (
        INSERT INTO budget_budgetfinding AS f (stage_id, unit_id, sheet_id, line_id, number, code, rule_id, severity,
            clears, status, figure, "limit", inputs, peers, found_at)
        SELECT %(stage)s, unit, sheet, line, number, code, rule, severity, clears, coalesce(earlier, 'OPEN'), figure,
            "limit", full_inputs, sample, %(now)s
        FROM found ORDER BY unit, sheet, line, number, code
        ON CONFLICT ON CONSTRAINT budget_finding_once DO UPDATE SET
            figure = excluded.figure, "limit" = excluded."limit", inputs = excluded.inputs, peers = excluded.peers,
            rule_id = excluded.rule_id, severity = excluded.severity, clears = excluded.clears, gone_at = NULL,
            found_at = CASE WHEN f.gone_at IS NULL THEN f.found_at ELSE excluded.found_at END,
            status = CASE WHEN f.status IN ('ANSWERED', 'ACCEPTED') AND (
                    budget_finding_weight(f.code, excluded.figure) > budget_finding_weight(f.code, f.figure) * %(worse)s
                    OR excluded.inputs ->> 'component' IS DISTINCT FROM f.inputs ->> 'component')
                THEN 'REOPENED' ELSE f.status END
        RETURNING f.id, f.status
    ), reopened AS (
        INSERT INTO budget_findingmove (finding_id, action, text, actor_pk, actor_label, role, at)
        SELECT kept.id, 'reopen', '', '', %(label)s, '', %(now)s
        FROM kept JOIN earlier ON earlier.id = kept.id
        WHERE kept.status = 'REOPENED' AND earlier.status <> 'REOPENED'
    )
    UPDATE budget_budgetfinding SET gone_at = %(now)s
    WHERE stage_id = %(stage)s AND gone_at IS NULL AND code = ANY (%(codes)s)
        AND (%(unit)s IS NULL OR unit_id = %(unit)s) AND (%(sheet)s IS NULL OR sheet_id = %(sheet)s)
        AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.id = budget_budgetfinding.id)
"""


@dataclass(frozen=True)
class Scope:
    """What was looked at: some checks (codes) of a form, of a unit, or of the whole stage."""

    codes: list[str]
    unit: int | None = None
    sheet: int | None = None


def _given(found: Iterable[Found], rules: dict[str, BudgetRule]) -> list[dict[str, Any]]:
    return [
        vars(row)
        | {"rule": rules[row.code].pk}
        | {name: rules[row.code].value[name] for name in ("severity", "clears")}
        for row in found
    ]


def store_findings(
    stage: Stage, scope: Scope, found: Iterable[Found], rules: dict[str, BudgetRule], now: dt.datetime
) -> None:
    """Make the stage's findings within the scope those given. One statement."""
    worse = rules["REOPEN"].value["worse"] if "REOPEN" in rules else 0.0
    values = {
        "rows": Jsonb(_given(found, rules)),
        "stage": stage.pk,
        "base": stage.base_id,
        "worse": 1 + worse,
        "now": now,
        "label": LABEL,
        **vars(scope),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE, values)
