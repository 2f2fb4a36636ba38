"""The tree of a plan as its pages show it."""

from itertools import groupby
from typing import Any

from pendopo.budget.names import readable
from pendopo.budget.queries.rpjmd import PlanBudget, TreeNode
from pendopo.budget.rpjmd_words import LEVELS
from pendopo.budget.views.reading import share_text
from pendopo.kernel.display import number
from pendopo.kernel.figures import share_bar

MOST_DECIMALS = 4


def shown(found: PlanBudget, years: list[int]) -> dict[str, Any]:
    """Missions as flat rows in reading order, and what the plan does not reach; targets of `years` only."""
    return {
        "missions": [_mission(mission, found, years) for mission in found.missions],
        "total": found.total,
        "carried": found.carried,
        "carried_share": share_text(found.carried, found.total),
        "loose": [row | {"name": readable(row["name"])} for row in found.loose],
        "loose_amount": found.total - found.carried,
        "columns": years,
    }


def _mission(mission: TreeNode, found: PlanBudget, years: list[int]) -> dict[str, Any]:
    row = _row(mission, found, years)
    row["bar"] = share_bar(mission.amount * 100 / found.total) if found.total else None
    row["rows"] = [_row(node, found, years) for node in _flat(mission)]
    row["programs"] = sorted((one for one in row["rows"] if one["level"] == "PROGRAM"), key=lambda one: -one["amount"])
    return row


def _flat(node: TreeNode) -> list[TreeNode]:
    return [one for below in node.below for one in (below, *_flat(below))]


def _row(node: TreeNode, found: PlanBudget, years: list[int]) -> dict[str, Any]:
    return {
        "pk": node.pk,
        "level": node.level,
        "label": LEVELS[node.level],
        "code": node.code,
        "text": node.text,
        "amount": node.amount,
        "share": share_text(node.amount, found.total) if found.total else "",
        "links": node.links,
        "carried": [row | {"name": readable(row["name"])} for row in node.carried],
        "targets": _targets(node, years),
    }


def _targets(node: TreeNode, years: list[int]) -> list[dict[str, Any]]:
    """One row for each indicator, with a text for each of the years."""
    rows = []
    for _number, own in groupby(node.targets, lambda target: target.number):
        found = list(own)
        values = {target.year: target.value.normalize() for target in found}
        rows.append(
            {
                "indicator": found[0].indicator,
                "measure": found[0].measure,
                "values": [(year, _figure(values[year]) if year in values else "") for year in years],
            }
        )
    return rows


def _figure(value: Any) -> str:
    places = max(0, -value.as_tuple().exponent)
    return number(value, min(places, MOST_DECIMALS))
