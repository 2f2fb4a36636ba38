"""Contracts become works that are followed: one project each, kept in step with its contract."""

import datetime as dt

from django.db import connection, transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require

# A contract that was never signed is nobody's work yet. Self-joins are by key, so this stays a matter of what is new.
TAKE_UP = """
    WITH fresh AS MATERIALIZED (
        SELECT id, nextval(pg_get_serial_sequence('monitoring_project', 'id')) AS project_id
        FROM (
            SELECT c.id
            FROM procurement_contract c
            LEFT JOIN monitoring_contractexecution e ON e.contract_id = c.id
            LEFT JOIN procurement_tender t ON t.id = c.tender_id
            WHERE e.id IS NULL AND c.status <> 'DRAFT' AND NOT coalesce(t.practice, false)
            ORDER BY c.id
        ) signed
    ), made AS (
        INSERT INTO monitoring_project
            (id, code, unit_id, year, title, kind, package_id, carried_out_by, value_amount, starts_date, ends_date,
             phase, standing, paid_amount, desa_id, address, demo, taken_up_at)
        SELECT f.project_id, 'P-' || c.year || '-' || lpad(f.project_id::text, 6, '0'), c.unit_id, c.year, c.title,
            coalesce(p.kind, ''), c.package_id, o.name, c.value_amount, c.starts_date, c.ends_date,
            CASE c.status WHEN 'SIGNED' THEN 'PLANNED' WHEN 'EFFECTIVE' THEN 'RUNNING' WHEN 'FINISHED' THEN 'DONE'
                ELSE 'STOPPED' END,
            'UNKNOWN', 0,
            (SELECT min(w.desa_id) FROM procurement_packageplace w WHERE w.package_id = c.package_id), '',
            coalesce(p.demo, false), %(now)s
        FROM fresh f
        JOIN procurement_contract c ON c.id = f.id
        LEFT JOIN procurement_package p ON p.id = c.package_id
        JOIN organisations_supplier s ON s.id = c.supplier_id
        JOIN organisations_organisation o ON o.id = s.organisation_id
    )
    INSERT INTO monitoring_contractexecution (project_id, contract_id, status, first_day_counts)
    SELECT f.project_id, f.id,
        CASE c.status WHEN 'SIGNED' THEN 'SIGNED' WHEN 'EFFECTIVE' THEN 'RUNNING' WHEN 'FINISHED' THEN 'CLOSED'
            ELSE 'TERMINATED' END, true
    FROM fresh f JOIN procurement_contract c ON c.id = f.id
"""
KEEP_IN_STEP = """
    UPDATE monitoring_project p
    SET title = c.title, value_amount = c.value_amount, starts_date = c.starts_date, ends_date = c.ends_date
    FROM monitoring_contractexecution e JOIN procurement_contract c ON c.id = e.contract_id
    WHERE e.project_id = p.id AND (p.title, p.value_amount, p.starts_date, p.ends_date)
        IS DISTINCT FROM (c.title, c.value_amount, c.starts_date, c.ends_date)
"""
START = """
    WITH started AS (
        UPDATE monitoring_contractexecution e SET status = 'RUNNING'
        FROM procurement_contract c
        WHERE c.id = e.contract_id AND e.status = 'SIGNED' AND c.status = 'EFFECTIVE'
        RETURNING e.project_id
    )
    UPDATE monitoring_project p SET phase = 'RUNNING' FROM started s WHERE s.project_id = p.id
"""
END = """
    WITH ended AS (
        UPDATE monitoring_contractexecution e
        SET status = CASE c.status WHEN 'FINISHED' THEN 'CLOSED' ELSE 'TERMINATED' END
        FROM procurement_contract c
        WHERE c.id = e.contract_id AND c.status IN ('FINISHED', 'TERMINATED')
            AND e.status NOT IN ('CLOSED', 'TERMINATED')
        RETURNING e.project_id, e.status
    )
    UPDATE monitoring_project p SET phase = CASE s.status WHEN 'CLOSED' THEN 'DONE' ELSE 'STOPPED' END
    FROM ended s WHERE s.project_id = p.id
"""
TAKE_UP_LOCK = 20_261_125


@transaction.atomic
def take_up_contracts(*, actor: Actor, now: dt.datetime) -> int:
    """Follow every signed contract that is not followed yet, and bring the others to what their contracts say.

    Gives how many are new. Five statements, however many contracts there are. Raises PermissionDenied.
    """
    require(actor, "monitoring.take_up")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TAKE_UP_LOCK])
        cursor.execute(TAKE_UP, {"now": now})
        made = cursor.rowcount
        moved = 0
        for statement in (KEEP_IN_STEP, START, END):
            cursor.execute(statement)
            moved += cursor.rowcount
    if made:
        record(actor=actor, event="monitoring.projects.taken_up", subject="contracts", now=now, data={"number": made})
    if made or moved:
        topics.touch("monitoring")
    return made
