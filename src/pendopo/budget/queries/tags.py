"""What a stage spends on priorities and themes: each form's money times its share."""

from dataclasses import dataclass
from typing import Any

from pendopo.budget.models import BudgetTag, SheetTag, Stage
from pendopo.kernel.sql import read

_ROWS = """
WITH tagged AS MATERIALIZED (
    SELECT DISTINCT s.sheet_id FROM budget_sheettag s JOIN budget_rkasheet h ON h.id = s.sheet_id
    WHERE s.stages @> %(seq)s AND h.year = %(year)s AND h.owner_id IS NOT DISTINCT FROM %(owner)s::bigint
), held AS MATERIALIZED (
    SELECT l.sheet_id, sum(x.amount)::bigint AS amount
    FROM budget_line l JOIN budget_lineamount x ON x.line_id = l.id AND x.stages @> %(seq)s
    WHERE l.sheet_id IN (SELECT sheet_id FROM tagged) GROUP BY l.sheet_id
)
SELECT t.code AS tag, u.code AS unit_code, u.name AS unit, a.code, coalesce(nullif(h.title, ''), a.name) AS name,
    s.percent, s.evidence, m.amount, round(m.amount * s.percent / 100)::bigint AS weighted
FROM budget_sheettag s
JOIN budget_budgettag t ON t.id = s.tag_id
JOIN budget_rkasheet h ON h.id = s.sheet_id
JOIN budget_activitynode a ON a.id = h.activity_id
JOIN organisations_unit u ON u.id = h.unit_id
LEFT JOIN held ON held.sheet_id = h.id
CROSS JOIN LATERAL (SELECT coalesce(held.amount, 0) AS amount) m
WHERE s.stages @> %(seq)s AND h.year = %(year)s AND h.owner_id IS NOT DISTINCT FROM %(owner)s::bigint
    AND (%(tag)s = '' OR t.code = %(tag)s)
ORDER BY t.family, t.number, weighted DESC, u.code, a.code
"""


@dataclass(frozen=True)
class TagTotal:
    """What a stage spends on a tag: the sum of amount x share, whole rupiah, over `forms` forms."""

    tag: BudgetTag
    amount: int
    forms: int


def tag_rows(stage: Stage, code: str = "") -> list[dict[str, Any]]:
    """The tagged forms of a stage with amount and weighted amount (whole rupiah, halves up); of one tag. One query."""
    return read(_ROWS, seq=stage.seq, year=stage.year, owner=stage.owner_id, tag=code)


def tag_totals(stage: Stage) -> list[TagTotal]:
    """All tags with what the stage spends on them, by family. Two queries."""
    rows = tag_rows(stage)
    return [
        TagTotal(tag, sum(row["weighted"] for row in own), len(own))
        for tag in BudgetTag.objects.all()
        for own in [[row for row in rows if row["tag"] == tag.code]]
    ]


def tag_of(code: str) -> BudgetTag | None:
    """The tag of that code."""
    return BudgetTag.objects.filter(code=code).first()


def tags_to_choose() -> list[BudgetTag]:
    """All tags by family and number."""
    return list(BudgetTag.objects.all())


def tags_of(stage: Stage, sheet_id: int) -> list[SheetTag]:
    """The tags of a form in a stage, by family. One query."""
    found = SheetTag.objects.filter(sheet_id=sheet_id, stages__contains=stage.seq).select_related("tag")
    return list(found.order_by("tag__family", "tag__number"))
