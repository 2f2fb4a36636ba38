"""Counting flags of a year: each rule's SELECT, kept by one statement; answers stay by their key."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from pendopo.monitoring.flags.catalogue import RULES, FlagRule
from pendopo.monitoring.models import MonitoringRule

LABEL = "sistem"
WORSE = 1.1
"""An answered flag that grew by more than a tenth is opened again."""

_KEEP = """
    WITH found AS MATERIALIZED (SELECT key, unit, project, figure, lim, weight, inputs FROM (<select>) rule),
    earlier AS MATERIALIZED (
        SELECT id, key, status FROM monitoring_monitoringflag WHERE year = %(year)s AND code = %(code)s
    ), kept AS (
        INSERT INTO monitoring_monitoringflag AS f (year, code, key, rule_id, unit_id, project_id, severity, clears,
            status, figure, "limit", weight, inputs, found_at)
        SELECT %(year)s, %(code)s, key, %(law)s, unit, project, %(severity)s, %(clears)s, 'OPEN', figure, lim, weight,
            inputs, %(now)s
        FROM found ORDER BY key
        ON CONFLICT (year, code, key) DO UPDATE SET
            rule_id = excluded.rule_id, unit_id = excluded.unit_id, project_id = excluded.project_id,
            severity = excluded.severity, clears = excluded.clears, figure = excluded.figure,
            "limit" = excluded."limit", weight = excluded.weight, inputs = excluded.inputs, gone_at = NULL,
            found_at = CASE WHEN f.gone_at IS NULL THEN f.found_at ELSE excluded.found_at END,
            status = CASE WHEN f.status IN ('ANSWERED', 'ACCEPTED') AND excluded.weight > f.weight * %(worse)s
                THEN 'REOPENED' ELSE f.status END
        WHERE (f.rule_id, f.unit_id, f.project_id, f.severity, f.clears, f.figure, f."limit", f.weight, f.inputs,
                f.gone_at) IS DISTINCT FROM (excluded.rule_id, excluded.unit_id, excluded.project_id,
                excluded.severity, excluded.clears, excluded.figure, excluded."limit", excluded.weight,
                excluded.inputs, NULL::timestamptz)
        RETURNING f.id, f.key, f.status
    ), reopened AS (
        INSERT INTO monitoring_monitoringflagmove (flag_id, action, text, actor_pk, actor_label, at)
        SELECT kept.id, 'reopen', '', '', %(label)s, %(now)s FROM kept JOIN earlier ON earlier.id = kept.id
        WHERE kept.status = 'REOPENED' AND earlier.status <> 'REOPENED'
    ), gone AS (
        UPDATE monitoring_monitoringflag g SET gone_at = %(now)s
        WHERE g.year = %(year)s AND g.code = %(code)s AND g.gone_at IS NULL
            AND NOT EXISTS (SELECT FROM found WHERE found.key = g.key)
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM found), (SELECT count(*) FROM kept), (SELECT count(*) FROM gone)
"""


@dataclass(frozen=True)
class Counted:
    """What one rule found: all, of them new or changed, and gone."""

    code: str
    found: int
    kept: int
    gone: int


def keep_all(year: int, now: dt.datetime) -> list[Counted]:
    """Make the kept flags of a year those that the rules find now; one statement each, and one for their law."""
    today = timezone.localdate(now)
    day = min(max(today, dt.date(year, 1, 1)), dt.date(year, 12, 31))
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    found = MonitoringRule.objects.filter(at, code__in=[rule.law for rule in RULES]).order_by("valid_from")
    laws = {row.code: row.pk for row in found}
    return [_keep(rule, laws[rule.law], year, now) for rule in RULES if rule.law in laws]


def _keep(rule: FlagRule, law: int, year: int, now: dt.datetime) -> Counted:
    values: dict[str, Any] = {
        "year": year, "today": timezone.localdate(now), "zone": timezone.get_current_timezone_name(), "now": now,
        "code": rule.code, "law": law, "severity": rule.severity, "clears": rule.clears, "worse": WORSE,
        "label": LABEL,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_KEEP.replace("<select>", rule.sql), values)
        return Counted(rule.code, *cursor.fetchone())
