"""The nightly act that brings the figures of every work up to date by set SQL, as `keep_figures` does for one."""

import datetime as dt
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.kernel.sql import joined_by_hash
from pendopo.monitoring.casing import open_when_critical
from pendopo.monitoring.following import verdict_on
from pendopo.monitoring.models import Project
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.states import Standing
from pendopo.monitoring.states_cases import CASE_LIVE, CaseStatus

# The same order of questions as keep_figures: the agreed plan, the last accepted report, what another system states.
FIGURES = """
    WITH plans AS MATERIALIZED (
        SELECT id, project_id FROM monitoring_workplan WHERE status = 'APPROVED'
    ), reports AS MATERIALIZED (
        SELECT DISTINCT ON (project_id) project_id, ends_date, accepted_percent FROM monitoring_progressreport
        WHERE status = 'ACCEPTED' ORDER BY project_id, ends_date DESC
    ), stated AS MATERIALIZED (
        SELECT project_id, max(progress_percent) AS percent, max(coalesce(handover_date, paid_date)) AS day
        FROM monitoring_statedpayment
        WHERE current AND project_id IS NOT NULL AND progress_percent IS NOT NULL GROUP BY project_id
    ), asked AS MATERIALIZED (
        SELECT j.id, j.year, j.ends_date AS work_ends, p.id AS plan_id, r.project_id IS NOT NULL AS reported,
            CASE WHEN r.project_id IS NOT NULL THEN r.accepted_percent WHEN p.id IS NULL THEN s.percent END AS realised,
            CASE WHEN r.accepted_percent IS NOT NULL THEN r.ends_date WHEN p.id IS NOT NULL THEN %(today)s::date
                ELSE s.day END AS day
        FROM monitoring_project j
        LEFT JOIN plans p ON p.project_id = j.id
        LEFT JOIN reports r ON r.project_id = j.id
        LEFT JOIN stated s ON s.project_id = j.id
    ), planned AS MATERIALIZED (
        SELECT a.id, (array_agg(t.planned_percent ORDER BY t.period DESC))[1] AS percent
        FROM asked a JOIN monitoring_planpoint t ON t.plan_id = a.plan_id AND t.ends_date <= a.day GROUP BY a.id
    ), figures AS MATERIALIZED (
        SELECT a.*, CASE WHEN a.plan_id IS NOT NULL THEN coalesce(n.percent, 0) END AS planned
        FROM asked a LEFT JOIN planned n ON n.id = a.id
    ), behind AS MATERIALIZED (
        SELECT f.*, planned >= %(late_from)s AS late,
            CASE WHEN NOT %(relative)s THEN planned - realised
                WHEN planned = 0 THEN 0 ELSE round((planned - realised) * 100 / planned, 2) END AS behind
        FROM figures f
    ), judged AS MATERIALIZED (
        SELECT b.*, CASE WHEN plan_id IS NULL THEN 'UNKNOWN' WHEN realised IS NULL THEN 'UNREPORTED'
            WHEN behind <= 0 THEN 'ON_TRACK'
            WHEN behind > CASE WHEN late THEN %(late_points)s ELSE %(early_points)s END THEN 'CRITICAL'
            WHEN late AND work_ends > make_date(year, 12, 31) THEN 'CRITICAL' ELSE 'WATCH' END AS standing,
            CASE WHEN plan_id IS NOT NULL THEN realised - planned END AS deviation
        FROM behind b
    )
    UPDATE monitoring_project j SET standing = g.standing, planned_percent = g.planned,
        realised_percent = g.realised, deviation = g.deviation, figures_date = g.day
    FROM judged g
    WHERE g.id = j.id AND (j.standing, j.planned_percent, j.realised_percent, j.deviation, j.figures_date)
        IS DISTINCT FROM (g.standing, g.planned, g.realised, g.deviation, g.day)
"""
EXECUTIONS = """
    UPDATE monitoring_contractexecution e
    SET status = CASE WHEN p.standing = 'CRITICAL' THEN 'CRITICAL' ELSE 'RUNNING' END
    FROM monitoring_project p
    WHERE p.id = e.project_id AND ((e.status = 'RUNNING' AND p.standing = 'CRITICAL')
        OR (e.status = 'CRITICAL' AND p.standing <> 'CRITICAL'))
"""


@transaction.atomic
def recompute_standings(*, actor: Actor, now: dt.datetime) -> int:
    """Bring planned, realised, deviation and standing of every work to this day; gives how many changed.

    Two statements for all works; a case is opened for each that turns out critical and has none. Raises
    PermissionDenied.
    """
    require(actor, "monitoring.take_up")
    today = timezone.localdate(now)
    rule = rule_on("CRITICAL", today)
    values = {
        "today": today, "late_from": Decimal(rule["late_from_percent"]), "late_points": Decimal(rule["late_points"]),
        "early_points": Decimal(rule["early_points"]), "relative": rule["basis"] == "RELATIVE",
    }  # fmt: skip
    with joined_by_hash(), connection.cursor() as cursor:
        cursor.execute(FIGURES, values)
        changed: int = cursor.rowcount
        cursor.execute(EXECUTIONS)
    opened = _open_cases(now)
    if changed or opened:
        record(
            actor=actor, event="monitoring.standings.recomputed", subject="projects", now=now,
            data={"number": changed, "opened": opened},
        )  # fmt: skip
        topics.touch("monitoring")
    return changed


def _open_cases(now: dt.datetime) -> int:
    """Cases of works that are critical and have none; few, so one by one as an act would."""
    rule = rule_on("CRITICAL", timezone.localdate(now))
    held = [*CASE_LIVE, CaseStatus.TRIPARTY]
    found = Project.objects.filter(standing=Standing.CRITICAL).exclude(cases__status__in=held)
    opened = 0
    for project in found.select_for_update(of=("self",)).order_by("pk"):
        assert project.planned_percent is not None
        assert project.realised_percent is not None
        past = bool(project.ends_date and project.ends_date > dt.date(project.year, 12, 31))
        verdict = verdict_on(
            rule, planned=project.planned_percent, realised=project.realised_percent, past_year_end=past
        )
        opened += open_when_critical(project, verdict, now) is not None
    return opened
