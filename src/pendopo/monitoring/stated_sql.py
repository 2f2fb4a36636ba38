"""Set SQL that brings works to what another system states of them; each statement for a whole year at once."""

TAKE_UP_SELF_MANAGED = """
    WITH fresh AS MATERIALIZED (
        SELECT p.*, nextval(pg_get_serial_sequence('monitoring_project', 'id')) AS project_id
        FROM procurement_package p LEFT JOIN monitoring_selfmanagedwork w ON w.package_id = p.id
        WHERE p.year = %(year)s AND p.method = 'SELF_MANAGED' AND p.origin = 'ISB' AND p.code LIKE 'RUP-%%'
            AND w.id IS NULL
    ), made AS (
        INSERT INTO monitoring_project
            (id, code, unit_id, year, title, kind, package_id, carried_out_by, value_amount, starts_date, ends_date,
             phase, standing, paid_amount, address, demo, taken_up_at)
        SELECT f.project_id, 'P-' || f.year || '-' || lpad(f.project_id::text, 6, '0'), f.unit_id, f.year, f.title,
            f.kind, f.id, CASE f.self_managed_type WHEN 'I' THEN u.name WHEN 'II' THEN 'Instansi pemerintah lain'
                WHEN 'III' THEN 'Organisasi kemasyarakatan' WHEN 'IV' THEN 'Kelompok masyarakat' ELSE u.name END,
            f.ceiling_amount, f.contract_from_date, f.contract_to_date, 'PLANNED', 'UNKNOWN', 0, '', f.demo, %(now)s
        FROM fresh f JOIN organisations_unit u ON u.id = f.unit_id
    ), works AS (
        INSERT INTO monitoring_selfmanagedwork (project_id, package_id, type, status)
        SELECT f.project_id, f.id,
            CASE f.self_managed_type WHEN 'II' THEN 2 WHEN 'III' THEN 3 WHEN 'IV' THEN 4 ELSE 1 END, 'PLANNED'
        FROM fresh f
    )
    UPDATE monitoring_project j SET title = p.title, value_amount = p.ceiling_amount,
        starts_date = p.contract_from_date, ends_date = p.contract_to_date
    FROM monitoring_selfmanagedwork w JOIN procurement_package p ON p.id = w.package_id
    WHERE w.project_id = j.id AND p.year = %(year)s AND p.origin = 'ISB'
        AND (j.title, j.value_amount, j.starts_date, j.ends_date)
            IS DISTINCT FROM (p.title, p.ceiling_amount, p.contract_from_date, p.contract_to_date)
"""
"""Planned self-managed packages of another system become works, and follow their plan afterwards."""

LINK = """
    WITH known AS MATERIALIZED (
        SELECT 'HANDOVER' AS kind, c.external_code AS name, e.project_id
        FROM procurement_contract c JOIN monitoring_contractexecution e ON e.contract_id = c.id
        WHERE c.year = %(year)s AND c.origin = 'ISB'
        UNION ALL
        SELECT 'SELF_MANAGED', substr(p.code, 5), w.project_id
        FROM procurement_package p JOIN monitoring_selfmanagedwork w ON w.package_id = p.id
        WHERE p.year = %(year)s AND p.code LIKE 'RUP-%%'
    )
    UPDATE monitoring_statedpayment s SET project_id = k.project_id FROM known k
    WHERE s.year = %(year)s AND s.project_id IS NULL AND k.kind = s.kind
        AND k.name = CASE s.kind WHEN 'HANDOVER' THEN s.record ELSE s.rup END
"""

FIGURES = """
    WITH stated AS MATERIALIZED (
        SELECT project_id, coalesce(sum(amount) FILTER (WHERE current), 0) AS paid,
            max(progress_percent) FILTER (WHERE current) AS percent,
            max(coalesce(handover_date, paid_date)) FILTER (WHERE current AND progress_percent IS NOT NULL) AS day
        FROM monitoring_statedpayment WHERE year = %(year)s AND project_id IS NOT NULL GROUP BY project_id
    )
    UPDATE monitoring_project p SET
        paid_amount = CASE WHEN b.id IS NULL THEN s.paid ELSE p.paid_amount END,
        realised_percent = CASE WHEN own THEN p.realised_percent ELSE s.percent END,
        figures_date = CASE WHEN own THEN p.figures_date ELSE s.day END
    FROM stated s
    LEFT JOIN monitoring_contractexecution e ON e.project_id = s.project_id
    LEFT JOIN monitoring_paymentbook b ON b.execution_id = e.id AND b.paid_amount > 0
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM monitoring_workplan w
            WHERE w.project_id = s.project_id AND w.status = 'APPROVED')
        OR EXISTS (SELECT FROM monitoring_progressreport r
            WHERE r.project_id = s.project_id AND r.status = 'ACCEPTED') AS own) followed
    WHERE s.project_id = p.id AND (p.paid_amount, p.realised_percent, p.figures_date) IS DISTINCT FROM (
        CASE WHEN b.id IS NULL THEN s.paid ELSE p.paid_amount END,
        CASE WHEN own THEN p.realised_percent ELSE s.percent END, CASE WHEN own THEN p.figures_date ELSE s.day END)
"""
"""What is paid and how far a work is, as stated; payments made here, and a plan or reports here, go before that."""

HANDED_OVER = """
    WITH handed AS MATERIALIZED (
        SELECT DISTINCT s.project_id FROM monitoring_statedpayment s
        WHERE s.year = %(year)s AND s.kind = 'HANDOVER' AND s.current AND s.project_id IS NOT NULL
            AND s.handover_date <= %(today)s AND (s.way = 'Sekaligus' OR s.stated_status = 'Kontrak Selesai')
    ), moved AS (
        UPDATE monitoring_contractexecution e SET status = 'PHO' FROM handed h
        WHERE h.project_id = e.project_id AND e.status IN ('SIGNED', 'RUNNING')
    )
    UPDATE monitoring_project p SET phase = 'DONE' FROM handed h
    WHERE h.project_id = p.id AND p.phase IN ('PLANNED', 'RUNNING')
"""
"""A handover that another system states ends the work: paid once and handed over, or a contract that is finished."""

SPENT = """
    WITH spent AS MATERIALIZED (
        SELECT DISTINCT project_id FROM monitoring_statedpayment
        WHERE year = %(year)s AND kind = 'SELF_MANAGED' AND current AND project_id IS NOT NULL
    ), works AS (
        UPDATE monitoring_selfmanagedwork w SET status = 'RUNNING' FROM spent s
        WHERE s.project_id = w.project_id AND w.status IN ('PLANNED', 'TEAM_APPOINTED', 'AGREED')
    )
    UPDATE monitoring_project p SET phase = 'RUNNING' FROM spent s WHERE s.project_id = p.id AND p.phase = 'PLANNED'
"""
"""Where money is spent, the work has begun."""
