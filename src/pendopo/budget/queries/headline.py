"""The budget in one figure, for the portal's home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import rules
from pendopo.budget.names import inside, readable
from pendopo.budget.queries.stages import latest_stage
from pendopo.kernel.access import Actor
from pendopo.kernel.display import percent, short_money
from pendopo.kernel.sql import read

PARTS = 6
FIELDS_SQL = """
SELECT field.code, field.name, sums.amount FROM (
    SELECT left(activity.code, %(width)s) AS code, sum(pagu.amount)::bigint AS amount
    FROM budget_pagu pagu JOIN budget_activitynode activity ON activity.id = pagu.activity_id
    WHERE pagu.stage_id = %(stage)s GROUP BY 1
) sums JOIN budget_activitynode field ON field.code_list_id = %(code_list)s AND field.code = sums.code
ORDER BY sums.amount DESC, field.code
"""


def headline(actor: Actor) -> dict[str, Any] | None:
    """The latest year's sum and its largest fields, ready to be shown; None without a budget. Two queries."""
    stage = latest_stage(actor)
    if stage is None:
        return None
    width = rules.WIDTHS["BIDANG_URUSAN"]
    rows = read(FIELDS_SQL, stage=stage.pk, code_list=stage.code_list_id, width=width)
    total = sum(row["amount"] for row in rows)
    if not total:
        return None
    parts = [
        {
            "name": readable(row["name"] or row["code"]),
            "share": percent(row["amount"] * 100 / total),
            "value": row["amount"],
            "url": reverse("budget:node", kwargs={"year": stage.year, "code": row["code"]}),
        }
        for row in rows[:PARTS]
    ]
    values = {"share": round(parts[0]["value"] * 100 / total), "name": inside(parts[0]["name"])}
    return {
        "finding": _("Of every 100 rupiah here, %(share)s go to %(name)s.") % values,
        "year": str(stage.year),
        "demo": stage.demo,
        "total": short_money(total),
        "source": stage.source,
        "url": reverse("budget:home"),
        "parts": parts,
        "whole": total,
    }
