"""Two to four units side by side: their ceilings by government affair, field or programme, summed here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.budget import rules
from pendopo.budget.models import ActivityNode, Stage
from pendopo.budget.names import readable
from pendopo.kernel.sql import read

FEWEST, MOST = 2, 4
WIDTHS = {"urusan": 1, "bidang": 4, "program": 7}
SUPPORT = "*.01"
"""The key of the support programme, which every unit carries under the code of its own field."""

UNITS_SQL = """
SELECT unit.code, unit.name, unit.kind, sum(pagu.amount)::bigint AS total
FROM budget_pagu pagu JOIN organisations_unit unit ON unit.id = pagu.unit_id
WHERE pagu.stage_id = %(stage)s GROUP BY unit.id ORDER BY total DESC, unit.code
"""
SUMS_SQL = """
SELECT unit.code AS unit, left(activity.code, %(width)s) AS code, sum(pagu.amount)::bigint AS amount
FROM budget_pagu pagu JOIN budget_activitynode activity ON activity.id = pagu.activity_id
JOIN organisations_unit unit ON unit.id = pagu.unit_id
WHERE pagu.stage_id = %(stage)s AND unit.code = ANY(%(units)s) GROUP BY 1, 2
"""


@dataclass(frozen=True)
class UnitSum:
    """A unit with its ceilings of the stage, whole rupiah."""

    code: str
    official_name: str
    kind: str
    total: int

    @property
    def name(self) -> str:
        """The name in reading case."""
        return readable(self.official_name, title=True)


@dataclass(frozen=True)
class ComparedRow:
    """One affair, field or programme: its amounts in the order of the units, whole rupiah."""

    code: str
    official_name: str
    amounts: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name in reading case; the code where the name is unknown."""
        return readable(self.official_name or self.code)


@dataclass(frozen=True)
class Comparison:
    """The chosen units in the order asked, and the rows, the one with the largest sum first."""

    units: tuple[UnitSum, ...]
    rows: tuple[ComparedRow, ...]


def unit_sums(stage: Stage) -> list[UnitSum]:
    """Every unit that holds ceilings in the stage, the largest first. One query."""
    return [UnitSum(row["code"], row["name"], row["kind"], row["total"]) for row in read(UNITS_SQL, stage=stage.pk)]


def comparison(stage: Stage, units: Iterable[UnitSum], level: str) -> Comparison:
    """The ceilings of the units by `level`: urusan, bidang or program. Two queries."""
    chosen = tuple(units)
    sums = read(SUMS_SQL, stage=stage.pk, units=[unit.code for unit in chosen], width=WIDTHS[level])
    amounts: dict[str, Counter[str]] = {}
    first: dict[str, str] = {}
    for row in sums:
        key = SUPPORT if level == "program" and rules.is_support(row["code"]) else row["code"]
        first.setdefault(key, row["code"])
        amounts.setdefault(key, Counter())[row["unit"]] += row["amount"]
    nodes = ActivityNode.objects.filter(code_list_id=stage.code_list_id, code__in=first.values())
    names = dict(nodes.values_list("code", "name"))
    rows = [
        ComparedRow(key, names.get(first[key], ""), tuple(found[unit.code] for unit in chosen))
        for key, found in amounts.items()
    ]
    return Comparison(chosen, tuple(sorted(rows, key=lambda row: (-sum(row.amounts), row.code))))
