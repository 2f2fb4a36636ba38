"""Roll-ups of ceilings: what lies below a place in the trees of activities and of units. All sums are computed here."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from pendopo.budget import rules
from pendopo.budget.models import ActivityNode, Pagu, Stage
from pendopo.budget.names import readable
from pendopo.kernel.sql import read
from pendopo.organisations.models import Unit

UNIT, PAGU = "UNIT", "PAGU"
BELOW_SQL = """
SELECT sums.code, node.name, sums.amount, sums.rows FROM (
    SELECT left(activity.code, %(width)s) AS code, sum(pagu.amount)::bigint AS amount, count(*) AS rows
    FROM budget_pagu pagu JOIN budget_activitynode activity ON activity.id = pagu.activity_id
    WHERE pagu.stage_id = %(stage)s AND activity.code LIKE %(beginning)s {unit} GROUP BY 1
) sums LEFT JOIN budget_activitynode node ON node.code_list_id = %(code_list)s AND node.code = sums.code
"""


@dataclass(frozen=True)
class Place:
    """Where a reader stands: a stage, and in it a unit, an activity, both, or neither."""

    stage: Stage
    by_unit: bool = False
    unit: Unit | None = None
    node: ActivityNode | None = None

    @property
    def below(self) -> str:
        """The kind of rows beneath: a level of the activity tree, UNIT, or PAGU."""
        if self.node:
            return rules.level_below(self.node.level) or (PAGU if self.unit else UNIT)
        if self.unit:
            return "PROGRAM"
        return UNIT if self.by_unit else "URUSAN"

    @property
    def official_name(self) -> str:
        """The official name of the activity or unit, or its code where the name is unknown."""
        return (self.node.name or self.node.code) if self.node else (self.unit.name if self.unit else "")

    @property
    def name(self) -> str:
        """The name in reading case."""
        return readable(self.official_name, title=self.node is None)


@dataclass(frozen=True)
class Row:
    """One row below a place: its kind, code, names, ceiling in whole rupiah, and the number of ceilings in it."""

    level: str
    code: str
    official_name: str
    amount: int
    rows: int

    @property
    def name(self) -> str:
        """The name in reading case; the code where the name is unknown."""
        return readable(self.official_name or self.code, title=self.level == UNIT)


def place_at(stage: Stage, *, by_unit: bool = False, unit_code: str = "", code: str = "") -> Place | None:
    """The place with these codes, or None when the stage has nothing there. At most two queries."""
    unit = node = None
    if unit_code:
        unit = Unit.objects.filter(code=unit_code).first()
        if unit is None:
            return None
    if code:
        node = ActivityNode.objects.filter(code_list_id=stage.code_list_id, code=code).first()
        if node is None or (unit is not None and len(code) < rules.WIDTHS["PROGRAM"]):
            return None
    return Place(stage, by_unit, unit, node)


def _ceilings(place: Place) -> QuerySet[Pagu]:
    found = Pagu.objects.filter(stage=place.stage)
    if place.unit:
        found = found.filter(unit=place.unit)
    if place.node:
        found = found.filter(activity__code__startswith=place.node.code)
    return found


def total_of(place: Place) -> int:
    """The sum of all ceilings below the place. One query."""
    return _ceilings(place).aggregate(total=Sum("amount"))["total"] or 0


def number_of_units(stage: Stage) -> int:
    """How many units hold a ceiling in the stage."""
    rows = read("SELECT count(DISTINCT unit_id) AS number FROM budget_pagu WHERE stage_id = %(stage)s", stage=stage.pk)
    return int(rows[0]["number"])


def rows_below(place: Place) -> list[Row]:
    """The rows beneath the place with their roll-ups, by SQL in at most two queries, unordered."""
    found = _ceilings(place)
    if place.below == PAGU:
        pagu = found.order_by("sequence")
        return [Row(PAGU, str(row.sequence), row.stated_name, row.amount, 1) for row in pagu]
    if place.below == UNIT:
        units = found.values("unit__code", "unit__name").annotate(total=Sum("amount"), rows=Count("pk")).order_by()
        return [Row(UNIT, row["unit__code"], row["unit__name"], row["total"], row["rows"]) for row in units]
    return _activities_below(place)


def _activities_below(place: Place) -> list[Row]:
    """Roll-ups one level down the activity tree with their names, in one query."""
    rows = read(
        BELOW_SQL.format(unit="AND pagu.unit_id = %(unit)s" if place.unit else ""),
        stage=place.stage.pk,
        code_list=place.stage.code_list_id,
        unit=place.unit.pk if place.unit else None,
        beginning=f"{place.node.code if place.node else ''}%",
        width=rules.WIDTHS[place.below],
    )
    return [Row(place.below, row["code"], row["name"] or "", row["amount"], row["rows"]) for row in rows]


def search_below(place: Place, text: str) -> list[Row]:
    """Activities of every level (and, outside a unit, units) below the place that match a name or the start of a code.

    Leaf sums come from SQL once and are carried up their codes: three queries, whatever the number of matches.
    """
    text = text.strip()[:100]
    amounts: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    leaves = _ceilings(place).values_list("activity__code").annotate(Sum("amount"), Count("pk")).order_by()
    for code, amount, rows in leaves:
        for key in (*rules.ancestors(code), code):
            amounts[key] += amount
            counts[key] += rows
    nodes = ActivityNode.objects.filter(code_list_id=place.stage.code_list_id)
    if place.node:
        nodes = nodes.filter(code__startswith=place.node.code)
    is_code = text.replace(".", "").isdigit()
    nodes = nodes.filter(code__startswith=text) if is_code else nodes.filter(name__icontains=text)
    smallest = rules.WIDTHS["PROGRAM"] if place.unit else 1
    found = [
        Row(node.level, node.code, node.name, amounts[node.code], counts[node.code])
        for node in nodes
        if node.code in counts and len(node.code) >= smallest
    ]
    if place.unit or place.node:
        return found
    units = _ceilings(place).filter(unit__name__icontains=text).values_list("unit__code", "unit__name")
    return [
        *(Row(UNIT, *row) for row in units.annotate(Sum("amount"), Count("pk")).order_by()),
        *found,
    ]


def path_of(place: Place) -> list[ActivityNode]:
    """The activities from the top down to the place, itself included; inside a unit from the program on. One query."""
    if place.node is None:
        return []
    codes = [*rules.ancestors(place.node.code), place.node.code]
    smallest = rules.WIDTHS["PROGRAM"] if place.unit else 1
    nodes = ActivityNode.objects.filter(
        code_list_id=place.stage.code_list_id, code__in=[code for code in codes if len(code) >= smallest]
    )
    return sorted(nodes, key=lambda node: len(node.code))
