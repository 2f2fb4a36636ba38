"""Counting flags: each rule's SELECT over the year or a scope, kept by one statement; answers stay by their key."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from psycopg.types.json import Jsonb

from pendopo.kernel.sql import read
from pendopo.procurement.flags.catalogue import ANY, DEAL, GROUP, PURCHASE, RULES, RUN, FlagRule
from pendopo.procurement.flags.parts import COLUMNS
from pendopo.procurement.models import ProcurementRule

LABEL = "sistem"


@dataclass(frozen=True)
class Scope:
    """What is counted: the whole year (nothing given), or some packages, runs and contracts and groups of units."""

    packages: tuple[int, ...] | None = None
    tenders: tuple[int, ...] | None = None
    contracts: tuple[int, ...] | None = None
    units: tuple[int, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether it is the whole year."""
        return self == Scope()

    def concerns(self, rule: FlagRule) -> bool:
        """Whether the rule looks at something in the scope."""
        about = {
            RUN: self.tenders,
            DEAL: self.contracts,
            PURCHASE: (*(self.packages or ()), *(self.tenders or ())),
            ANY: (*(self.packages or ()), *(self.tenders or ()), *(self.contracts or ())),
            GROUP: self.units,
        }
        return self.whole or bool(about.get(rule.about))

    @property
    def arrays(self) -> dict[str, list[int] | None]:
        """The scope as parameters of SQL."""
        return {name: None if value is None else list(value) for name, value in vars(self).items()}


def laws_on(year: int, today: dt.date) -> dict[str, ProcurementRule]:
    """The rows of law for a year: in force today, or on the nearest day of that year. One query."""
    day = min(max(today, dt.date(year, 1, 1)), dt.date(year, 12, 31))
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    codes = [rule.law for rule in RULES] + ["FLAG_REOPEN"]
    return {row.code: row for row in ProcurementRule.objects.filter(at, code__in=codes).order_by("valid_from")}


def values_for(law: ProcurementRule, year: int, today: dt.date, scope: Scope) -> dict[str, Any]:
    """The parameters of a rule's SELECT."""
    return {
        "rule": Jsonb(law.value),
        "year": year,
        "today": today,
        "zone": timezone.get_current_timezone_name(),
        **scope.arrays,
    }


def found_now(year: int, today: dt.date, scope: Scope) -> list[dict[str, Any]]:
    """What the rules find in the scope, with `code` and `law`; nothing is kept. One query for each rule."""
    laws = laws_on(year, today)
    return [
        row | {"code": rule.code, "law": laws[rule.law]}
        for rule in RULES
        if rule.law in laws and scope.concerns(rule)
        for row in read(rule.sql, **values_for(laws[rule.law], year, today, scope))
    ]


_KEEP = """
    WITH found AS MATERIALIZED (SELECT <columns> FROM (<select>) rule), earlier AS MATERIALIZED (
        SELECT id, key, status FROM procurement_procurementflag WHERE year = %(year)s AND code = %(code)s
    ), kept AS (
        INSERT INTO procurement_procurementflag AS f (year, code, key, rule_id, unit_id, package_id, tender_id,
            contract_id, supplier_id, method, severity, clears, status, figure, "limit", weight, inputs, found_at)
        SELECT %(year)s, %(code)s, key, %(law)s, unit, package, tender, contract, supplier, method, %(severity)s,
            %(clears)s, 'OPEN', figure, lim, weight, inputs, %(now)s
        FROM found ORDER BY key
        ON CONFLICT (year, code, key) DO UPDATE SET
            rule_id = excluded.rule_id, unit_id = excluded.unit_id, package_id = excluded.package_id,
            tender_id = excluded.tender_id, contract_id = excluded.contract_id, supplier_id = excluded.supplier_id,
            method = excluded.method, severity = excluded.severity, clears = excluded.clears,
            figure = excluded.figure, "limit" = excluded."limit", weight = excluded.weight, inputs = excluded.inputs,
            gone_at = NULL, found_at = CASE WHEN f.gone_at IS NULL THEN f.found_at ELSE excluded.found_at END,
            status = CASE WHEN f.status IN ('ANSWERED', 'ACCEPTED') AND excluded.weight > f.weight * %(worse)s
                THEN 'REOPENED' ELSE f.status END
        WHERE (f.rule_id, f.unit_id, f.package_id, f.severity, f.clears, f.figure, f."limit", f.weight, f.inputs,
                f.gone_at) IS DISTINCT FROM (excluded.rule_id, excluded.unit_id, excluded.package_id,
                excluded.severity, excluded.clears, excluded.figure, excluded."limit", excluded.weight,
                excluded.inputs, NULL::timestamptz)
        RETURNING f.id, f.key, f.status
    ), reopened AS (
        INSERT INTO procurement_procurementflagmove (flag_id, action, text, actor_pk, actor_label, role, at)
        SELECT kept.id, 'reopen', '', '', %(label)s, '', %(now)s
        FROM kept JOIN earlier ON earlier.id = kept.id
        WHERE kept.status = 'REOPENED' AND earlier.status <> 'REOPENED'
    ), gone AS (
        UPDATE procurement_procurementflag g SET gone_at = %(now)s
        WHERE g.year = %(year)s AND g.code = %(code)s AND g.gone_at IS NULL AND <within>
            AND NOT EXISTS (SELECT FROM found WHERE found.key = g.key)
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM found) AS found, (SELECT count(*) FROM kept) AS kept,
        (SELECT count(*) FROM gone) AS gone,
        coalesce((SELECT array_agg(kept.id) FROM kept LEFT JOIN earlier ON earlier.id = kept.id
            WHERE earlier.id IS NULL OR (kept.status = 'REOPENED' AND earlier.status <> 'REOPENED')), '{}') AS fresh
"""
_WITHIN = {
    GROUP: "(%(units)s::bigint[] IS NULL OR g.unit_id = ANY (%(units)s))",
    "": """(%(tenders)s::bigint[] IS NULL OR g.contract_id = ANY (%(contracts)s)
        OR (g.contract_id IS NULL AND g.tender_id = ANY (%(tenders)s))
        OR (g.contract_id IS NULL AND g.tender_id IS NULL AND g.package_id = ANY (%(packages)s)))""",
}


@dataclass(frozen=True)
class Counted:
    """What one rule found: all, of them new or changed (`fresh`: keys of new and reopened ones), and gone."""

    code: str
    found: int
    kept: int
    gone: int
    fresh: tuple[int, ...] = ()


def keep(rule: FlagRule, laws: Mapping[str, ProcurementRule], year: int, now: dt.datetime, scope: Scope) -> Counted:
    """Make the kept flags of the rule, within the scope, those that it finds now. One statement."""
    law = laws[rule.law]
    worse = laws["FLAG_REOPEN"].value["worse"] if "FLAG_REOPEN" in laws else 0
    values = values_for(law, year, timezone.localdate(now), scope) | {
        "code": rule.code,
        "law": law.pk,
        "severity": rule.severity,
        "clears": rule.clears,
        "now": now,
        "worse": 1 + worse,
        "label": LABEL,
    }
    within = _WITHIN.get(rule.about, _WITHIN[""])
    statement = _KEEP.replace("<columns>", COLUMNS).replace("<select>", rule.sql).replace("<within>", within)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found, kept, gone, fresh = cursor.fetchone()
    return Counted(rule.code, found, kept, gone, tuple(fresh))


def keep_all(year: int, now: dt.datetime, scope: Scope = Scope(), codes: Iterable[str] = ()) -> list[Counted]:
    """Count every rule (or those of the codes) that concerns the scope; a rule whose law has ended is left alone."""
    laws = laws_on(year, timezone.localdate(now))
    wanted = set(codes)
    return [
        keep(rule, laws, year, now, scope)
        for rule in RULES
        if rule.law in laws and scope.concerns(rule) and (not wanted or rule.code in wanted)
    ]
