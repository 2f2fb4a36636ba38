"""The checks carried out on a form, a unit or a whole stage, within the transaction of the act that asks for them."""

import datetime as dt
from collections.abc import Sequence

import polars as pl
from django.db.models import Q
from django.utils import timezone
from psycopg.types.json import Jsonb

from pendopo.budget.agreeing import balance_of
from pendopo.budget.checks.columns import Limits
from pendopo.budget.checks.whole import Norms, hits_in_forms, hits_in_rows, hits_in_units, norms_of
from pendopo.budget.finding_store import (
    Found,
    Scope,
    found_in_forms,
    found_in_rows,
    found_in_units,
    store_findings,
)
from pendopo.budget.models import ActivityNode, BudgetFinding, BudgetRule, PeerNorm, Stage, StageKind
from pendopo.budget.queries.check_rows import CheckRows, read_forms, read_rows
from pendopo.budget.queries.kept_norms import kept_norms
from pendopo.kernel.copying import copy_rows
from pendopo.kernel.flags import HOLD_SUBMISSION, FlagClears, FlagStatus

OF_THE_STAGE = ("A10", "BALANCE")
BESIDE_PEERS = ("A3", "A4")
BALANCED_KINDS = (StageKind.RAPBD, StageKind.EVALUATION_FIX, StageKind.APBD, StageKind.SHIFT, StageKind.APBD_P)
LEAST_NORM = 5


def rules_on(day: dt.date) -> dict[str, BudgetRule]:
    """The rules in force on a day by the code of their check. One query."""
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return {rule.code: rule for rule in BudgetRule.objects.filter(at).order_by("valid_from")}


def _limits(rules: dict[str, BudgetRule]) -> Limits:
    return {code: rule.value for code, rule in rules.items()}


def prices_on(stage: Stage, now: dt.datetime) -> dt.date:
    """The day whose standards count: today within the budget's year, else the nearest day of that year."""
    return min(max(timezone.localdate(now), dt.date(stage.year, 1, 1)), dt.date(stage.year, 12, 31))


def _codes_of(rows: CheckRows) -> dict[int, str]:
    ids = set(rows.activity.tolist())
    return dict(ActivityNode.objects.filter(pk__in=ids).values_list("pk", "code"))


def check_part(stage: Stage, now: dt.datetime, *, sheet_id: int | None = None, unit_id: int | None = None) -> None:
    """Check one form or one unit against the peers of the last whole check. At most ten queries, whatever the size."""
    rules = rules_on(timezone.localdate(now))
    limits = _limits(rules)
    rows = read_rows(stage, limits, prices_on(stage, now), sheet_id=sheet_id, unit_id=unit_id)
    codes = _codes_of(rows)
    norms = kept_norms(stage, rows.columns.component, codes)
    skipped = OF_THE_STAGE if norms else (*OF_THE_STAGE, *BESIDE_PEERS)
    limits = {code: value for code, value in limits.items() if code not in skipped}
    forms = read_forms(stage, rows)
    found = [
        *found_in_rows(rows, hits_in_rows(rows.columns, rows.activity, limits, norms or Norms()), codes),
        *found_in_forms(forms, hits_in_forms(forms, limits)),
    ]
    store_findings(stage, Scope(sorted(limits), unit_id, sheet_id), found, rules, now)


def check_whole(stage: Stage, now: dt.datetime) -> int:
    """Check the whole stage and count its peers anew; gives the number of rows. The stage is locked by the caller."""
    rules = rules_on(timezone.localdate(now))
    limits = _limits(rules)
    rows = read_rows(stage, limits, prices_on(stage, now))
    codes = _codes_of(rows)
    norms = norms_of(rows.columns, rows.activity, limits)
    keep_norms(stage, norms, codes)
    forms = read_forms(stage, rows)
    units, in_units = hits_in_units(rows.columns, limits)
    found = [
        *found_in_rows(rows, hits_in_rows(rows.columns, rows.activity, limits, norms), codes),
        *found_in_forms(forms, hits_in_forms(forms, limits)),
        *found_in_units(units, in_units),
        *_unbalanced(stage, limits),
    ]
    store_findings(stage, Scope(sorted(limits)), found, rules, now)
    return len(rows.columns)


def _unbalanced(stage: Stage, limits: Limits) -> list[Found]:
    rest = balance_of(stage) if stage.kind in BALANCED_KINDS and "BALANCE" in limits else 0
    return [Found("BALANCE", float(rest), 0.0, inputs={"rest": rest})] if rest else []


def keep_norms(stage: Stage, norms: Norms, codes: dict[int, str]) -> None:
    """Replace the stage's peers by those counted now."""
    PeerNorm.objects.filter(stage=stage).delete()
    rows = [
        (stage.pk, "SHARE", codes[number], spread.number, spread.median, spread.mad, Jsonb([*spread.sample]))
        for number, spread in norms.shares.items()
    ]
    for row in norms.components.filter(pl.col("number") >= LEAST_NORM).iter_rows(named=True):
        for kind in ("volume", "amount"):
            spread = (row["number"], row[f"{kind}_median"], row[f"{kind}_mad"], Jsonb([]))
            rows.append((stage.pk, kind.upper(), str(row["component"]), *spread))
    columns = ("stage_id", "kind", "key", "number", "median", "mad", "sample")
    copy_rows(PeerNorm, columns, rows)


def blocking(stage: Stage, unit_id: int | None = None, weights: Sequence[str] = HOLD_SUBMISSION) -> list[BudgetFinding]:
    """Findings that hold the unit's Rka (or the whole stage) back, in order of forms. One query.

    `weights` are those that count for the step, as `kernel.flags` names them; the rule is that of `still_holds`.
    """
    held = Q(severity__in=weights) & ~Q(status=FlagStatus.ACCEPTED)
    answered = Q(clears=FlagClears.ANSWER, status=FlagStatus.ANSWERED)
    found = BudgetFinding.objects.filter(held & ~answered, stage=stage, gone_at__isnull=True)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    found = found.select_related("sheet__activity", "unit", "rule", "line__account")
    return list(found.order_by("unit_id", "sheet_id", "line_id", "number", "code"))
