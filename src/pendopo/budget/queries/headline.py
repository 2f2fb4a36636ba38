"""The budget in one figure, for the portal's home."""

from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import rules
from pendopo.budget.models import ActivityNode, Pagu
from pendopo.budget.names import inside, readable
from pendopo.budget.queries.stages import latest_stage
from pendopo.kernel.access import Actor
from pendopo.kernel.display import percent, short_money

PARTS = 6


def headline(actor: Actor) -> dict[str, Any] | None:
    """The latest year's sum and its largest fields, ready to be shown; None without a budget. Three queries."""
    stage = latest_stage(actor)
    if stage is None:
        return None
    width = rules.WIDTHS["BIDANG_URUSAN"]
    sums = Pagu.objects.filter(stage=stage).values(key=Left("activity__code", width))
    rows = list(sums.annotate(total=Sum("amount"), rows=Count("pk")).order_by("-total", "key"))
    total = sum(row["total"] for row in rows)
    if not total:
        return None
    fields = ActivityNode.objects.filter(code_list_id=stage.code_list_id, level="BIDANG_URUSAN")
    names = {code: readable(name or code) for code, name in fields.values_list("code", "name")}
    parts = [
        {
            "name": names[row["key"]],
            "share": percent(row["total"] * 100 / total),
            "value": row["total"],
            "url": reverse("budget:node", kwargs={"year": stage.year, "code": row["key"]}),
        }
        for row in rows[:PARTS]
    ]
    values = {"share": round(rows[0]["total"] * 100 / total), "name": inside(parts[0]["name"])}
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
