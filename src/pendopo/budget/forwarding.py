"""A budget taken over into the first stage of another year, in set SQL; totals follow by the database's triggers."""

import datetime as dt

from django.db import connection

from pendopo.budget.models import Pagu, Rka, Stage
from pendopo.budget.pool import continue_pools

BATCH = 2_000

# The forms, lines and descriptions that the base holds, each beside its twin of the new year.
FORMS = """
    INSERT INTO budget_rkasheet (year, owner_id, unit_id, side, activity_id, sequence, title)
    SELECT %(year)s, h.owner_id, h.unit_id, h.side, h.activity_id, h.sequence, h.title FROM budget_rkasheet h
    WHERE h.year = %(base_year)s AND h.owner_id IS NOT DISTINCT FROM %(owner)s::bigint
        AND EXISTS (SELECT FROM budget_line l JOIN budget_lineitem i ON i.line_id = l.id
                    WHERE l.sheet_id = h.id AND i.stages @> %(seq)s::integer);
    CREATE TEMPORARY TABLE forward_form ON COMMIT DROP AS
    SELECT old.id AS old_id, new.id AS new_id FROM budget_rkasheet old
    JOIN budget_rkasheet new ON new.year = %(year)s AND new.owner_id IS NOT DISTINCT FROM old.owner_id
        AND new.unit_id = old.unit_id AND new.side = old.side AND new.sequence = old.sequence
        AND new.activity_id IS NOT DISTINCT FROM old.activity_id
    WHERE old.year = %(base_year)s AND old.owner_id IS NOT DISTINCT FROM %(owner)s::bigint;
"""
LINES = """
    INSERT INTO budget_line (sheet_id, account_id, imported)
    SELECT f.new_id, l.account_id, false FROM budget_line l JOIN forward_form f ON f.old_id = l.sheet_id
    WHERE EXISTS (SELECT FROM budget_lineitem i WHERE i.line_id = l.id AND i.stages @> %(seq)s::integer);
    CREATE TEMPORARY TABLE forward_line ON COMMIT DROP AS
    SELECT old.id AS old_id, new.id AS new_id FROM forward_form f
    JOIN budget_line old ON old.sheet_id = f.old_id
    JOIN budget_line new ON new.sheet_id = f.new_id AND new.account_id = old.account_id;
"""
ROWS = """
    INSERT INTO budget_lineitem (line_id, stages, revision, number, kind, component, specification, coefficients,
        volume, measure, unit_price_amount, tax_percent, amount, package_label, note, funding_id, price_id)
    SELECT f.new_id, int4range(1, NULL), 1, i.number, i.kind, i.component, i.specification, i.coefficients, i.volume,
        i.measure, i.unit_price_amount, i.tax_percent, i.amount, i.package_label, i.note, i.funding_id, i.price_id
    FROM budget_lineitem i JOIN forward_line f ON f.old_id = i.line_id WHERE i.stages @> %(seq)s::integer
"""
AMOUNTS = """
    INSERT INTO budget_lineamount (line_id, stages, amount)
    SELECT f.new_id, int4range(1, NULL), a.amount FROM budget_lineamount a JOIN forward_line f ON f.old_id = a.line_id
    WHERE a.stages @> %(seq)s::integer
"""
# What a form says beside its rows goes along; the plan by month is made anew.
DETAILS = """
    INSERT INTO budget_sheetdetail (sheet_id, stages, cash, revision, beneficiaries, beneficiary_label, periods,
        first_month, last_month, background)
    SELECT f.new_id, int4range(1, NULL), '{}', 1, d.beneficiaries, d.beneficiary_label, d.periods,
        d.first_month, d.last_month, d.background
    FROM budget_sheetdetail d JOIN forward_form f ON f.old_id = d.sheet_id WHERE d.stages @> %(seq)s::integer;
    CREATE TEMPORARY TABLE forward_detail ON COMMIT DROP AS
    SELECT old.id AS old_id, new.id AS new_id FROM forward_form f
    JOIN budget_sheetdetail old ON old.sheet_id = f.old_id AND old.stages @> %(seq)s::integer
    JOIN budget_sheetdetail new ON new.sheet_id = f.new_id;
    INSERT INTO budget_sheetindicator (detail_id, number, kind, text, target, measure)
    SELECT f.new_id, p.number, p.kind, p.text, p.target, p.measure
    FROM budget_sheetindicator p JOIN forward_detail f ON f.old_id = p.detail_id;
    INSERT INTO budget_sheetplace (detail_id, desa_id)
    SELECT f.new_id, p.desa_id FROM budget_sheetplace p JOIN forward_detail f ON f.old_id = p.detail_id;
"""
# Shares and their papers go along too; the new year's planners go through them as through the rows.
TAGS = """
    INSERT INTO budget_sheettag (sheet_id, tag_id, stages, percent, evidence)
    SELECT f.new_id, t.tag_id, int4range(1, NULL), t.percent, t.evidence
    FROM budget_sheettag t JOIN forward_form f ON f.old_id = t.sheet_id WHERE t.stages @> %(seq)s::integer
"""


def copy_ceilings(base: Stage, stage: Stage, now: dt.datetime) -> None:
    """Envelope, ceilings of units and of sub kegiatan as the base holds them; an Rka to be drafted for each unit."""
    continue_pools(base, stage)
    columns = ("unit_id", "activity_id", "sequence", "source_id", "stated_name", "amount")
    rows = list(Pagu.objects.filter(stage=base).values(*columns))
    Pagu.objects.bulk_create((Pagu(stage=stage, **values) for values in rows), batch_size=BATCH)
    Rka.objects.bulk_create(
        (Rka(stage=stage, unit_id=unit, changed_at=now) for unit in sorted({row["unit_id"] for row in rows})),
        batch_size=BATCH,
    )


def copy_rows(base: Stage, stage: Stage) -> int:
    """Forms with their rows, amounts, descriptions, indicators, places and tags; gives the number of rows."""
    place = {"year": stage.year, "base_year": base.year, "owner": base.owner_id, "seq": base.seq}
    with connection.cursor() as cursor:
        for part in (FORMS, LINES):
            _run(cursor, part, place)
        cursor.execute(ROWS, place)
        number = int(cursor.rowcount)
        for part in (AMOUNTS, DETAILS, TAGS):
            _run(cursor, part, place)
        cursor.execute("DROP TABLE forward_form, forward_line, forward_detail")
    return number


def _run(cursor: object, statements: str, place: dict[str, int | None]) -> None:
    """Several statements of one part: the driver takes one at a time when values are bound."""
    for statement in statements.split(";"):
        if statement.strip():
            cursor.execute(statement, place)  # type: ignore[attr-defined]
