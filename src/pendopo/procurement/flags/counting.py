"""Counting flags: each rule's SELECT over the year or a scope, kept by one statement; answers stay by their key."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from psycopg.types.json import Jsonb

from pendopo.procurement.flags.catalogue import ANY, BY_CODE, DEAL, GROUP, PURCHASE, RULES, RUN, FlagRule
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


def values_of(year: int, today: dt.date, scope: Scope) -> dict[str, Any]:
    """The parameters that all SELECTs of rules share; `rule` is added for each."""
    zone = timezone.get_current_timezone_name()
    return {"year": year, "today": today, "zone": zone, **scope.arrays}


_FOUND = """SELECT %(code_{n})s AS code, %(law_{n})s::bigint AS law, %(severity_{n})s AS severity,
        %(clears_{n})s AS clears, key, unit, package, tender, contract, supplier, method, figure::float8 AS figure,
        lim::float8 AS lim, weight::float8 AS weight, inputs
    FROM ({select}) rule_{n}"""
_KEEP = """
    WITH found AS MATERIALIZED (<found>), earlier AS MATERIALIZED (
        SELECT e.id, e.status FROM found JOIN procurement_procurementflag e
            ON e.year = %(year)s AND e.code = found.code AND e.key = found.key
    ), kept AS (
        INSERT INTO procurement_procurementflag AS f (year, code, key, rule_id, unit_id, package_id, tender_id,
            contract_id, supplier_id, method, severity, clears, status, figure, "limit", weight, inputs, found_at)
        SELECT %(year)s, code, key, law, unit, package, tender, contract, supplier, method, severity,
            clears, 'OPEN', figure, lim, weight, inputs, %(now)s
        FROM found ORDER BY array_position(%(codes)s::text[], code), key
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
        RETURNING f.id, f.code, f.status
    ), fresh AS (
        SELECT kept.*, earlier.id IS NOT NULL AS reopened FROM kept LEFT JOIN earlier ON earlier.id = kept.id
        WHERE earlier.id IS NULL OR (kept.status = 'REOPENED' AND earlier.status <> 'REOPENED')
    ), reopened AS (
        INSERT INTO procurement_procurementflagmove (flag_id, action, text, actor_pk, actor_label, role, at)
        SELECT id, 'reopen', '', '', %(label)s, '', %(now)s FROM fresh WHERE reopened
    ), gone AS (
        UPDATE procurement_procurementflag g SET gone_at = %(now)s
        WHERE g.year = %(year)s AND g.code = ANY (%(codes)s::text[]) AND g.gone_at IS NULL
            AND CASE WHEN g.code = ANY (%(groups)s::text[]) THEN <unit> ELSE <thing> END
            AND NOT EXISTS (SELECT FROM found WHERE found.code = g.code AND found.key = g.key)
        RETURNING g.code
    )
    SELECT c.code, (SELECT count(*) FROM found WHERE found.code = c.code) AS found,
        (SELECT count(*) FROM kept WHERE kept.code = c.code) AS kept,
        (SELECT count(*) FROM gone WHERE gone.code = c.code) AS gone,
        coalesce((SELECT array_agg(id) FROM fresh WHERE fresh.code = c.code), '{}') AS fresh
    FROM unnest(%(codes)s::text[]) WITH ORDINALITY c(code, place) ORDER BY place
"""
_UNIT = "(%(units)s::bigint[] IS NULL OR g.unit_id = ANY (%(units)s))"
_THING = """(%(tenders)s::bigint[] IS NULL OR g.contract_id = ANY (%(contracts)s)
        OR (g.contract_id IS NULL AND g.tender_id = ANY (%(tenders)s))
        OR (g.contract_id IS NULL AND g.tender_id IS NULL AND g.package_id = ANY (%(packages)s)))"""


@dataclass(frozen=True)
class Counted:
    """What one rule found: all, of them new or changed (`fresh`: keys of new and reopened ones), and gone."""

    code: str
    found: int
    kept: int
    gone: int
    fresh: tuple[int, ...] = ()


def keep(
    rules: Sequence[FlagRule], laws: Mapping[str, ProcurementRule], year: int, now: dt.datetime, scope: Scope
) -> list[Counted]:
    """Make the kept flags of the rules, within the scope, those that they find now. One statement."""
    worse = laws["FLAG_REOPEN"].value["worse"] if "FLAG_REOPEN" in laws else 0
    values = values_of(year, timezone.localdate(now), scope) | {
        "codes": [rule.code for rule in rules],
        "groups": [rule.code for rule in rules if rule.about == GROUP],
        "now": now,
        "worse": 1 + worse,
        "label": LABEL,
    }
    for number, rule in enumerate(rules):
        law = laws[rule.law]
        own = {"code": rule.code, "law": law.pk, "severity": rule.severity, "clears": rule.clears}
        values |= {f"{name}_{number}": value for name, value in own.items()} | {f"rule_{number}": Jsonb(law.value)}
    with connection.cursor() as cursor:
        cursor.execute(_statement(tuple(rule.code for rule in rules)), values)
        rows = cursor.fetchall()
    return [Counted(code, found, kept, gone, tuple(fresh)) for code, found, kept, gone, fresh in rows]


@cache
def _statement(codes: tuple[str, ...]) -> str:
    """The statement that keeps these rules; each has its own row of law as `rule_<number>`."""
    found = " UNION ALL ".join(
        _FOUND.format(n=number, select=BY_CODE[code].sql.replace("%(rule)s", f"%(rule_{number})s"))
        for number, code in enumerate(codes)
    )
    return _KEEP.replace("<found>", found).replace("<unit>", _UNIT).replace("<thing>", _THING)


def keep_all(year: int, now: dt.datetime, scope: Scope = Scope()) -> list[Counted]:
    """Count every rule that concerns the scope; a rule whose law has ended is left alone.

    A year is counted rule by rule, which needs little memory. For one thing nearly all the time goes into planning
    and travelling: there all rules go in one statement.
    """
    laws = laws_on(year, timezone.localdate(now))
    rules = [rule for rule in RULES if rule.law in laws and scope.concerns(rule)]
    together = [[rule] for rule in rules] if scope.whole else [rules]
    return [one for some in together if some for one in keep(some, laws, year, now, scope)]
