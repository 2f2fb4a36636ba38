"""The plan of the region (RPJMD) and what a year's budget spends on it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pendopo.budget.models import Rpjmd, RpjmdLink, RpjmdProgram, RpjmdTarget, Stage
from pendopo.budget.rpjmd_rows import PlanNode, above, carrier_of, depth_of, sort_key
from pendopo.budget.writing import write_decimal
from pendopo.kernel.sql import read

_PROGRAMS = """
SELECT sums.code, coalesce(node.name, '') AS name, sums.amount FROM (
    SELECT left(a.code, 7) AS code, sum(p.amount)::bigint AS amount
    FROM budget_pagu p JOIN budget_activitynode a ON a.id = p.activity_id WHERE p.stage_id = %(stage)s GROUP BY 1
) sums LEFT JOIN budget_activitynode node ON node.code_list_id = %(code_list)s AND node.code = sums.code
ORDER BY sums.code
"""


@dataclass
class TreeNode:
    """A node of the plan as pages show it: targets by indicator, the budget of a year below it (whole rupiah)."""

    level: str
    code: str
    text: str
    pk: int = 0
    targets: list[RpjmdTarget] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    amount: int = 0
    carried: list[dict[str, Any]] = field(default_factory=list)
    below: list["TreeNode"] = field(default_factory=list)


@dataclass(frozen=True)
class PlanBudget:
    """A year's ceilings by the plan: the tree with sums, all together, and the programmes that serve nothing of it."""

    missions: list[TreeNode]
    total: int
    carried: int
    loose: list[dict[str, Any]]


def rpjmds() -> list[Rpjmd]:
    """All plans, latest first. One query."""
    return list(Rpjmd.objects.all())


def rpjmd_of(year: int) -> Rpjmd | None:
    """The plan in which the year lies. One query."""
    return Rpjmd.objects.filter(year_from__lte=year, year_to__gte=year).first()


def rpjmd_from(year: int) -> Rpjmd | None:
    """The plan that begins in the year. One query."""
    return Rpjmd.objects.filter(year_from=year).first()


def in_plan(plan: Rpjmd, year: int) -> bool:
    """Whether the plan covers the year."""
    return plan.year_from <= year <= plan.year_to


def stage_for_plan(plan: Rpjmd) -> Stage | None:
    """The latest stage of the regency in the years of the plan, also one at work. One query."""
    years = (plan.year_from, plan.year_to)
    return Stage.objects.filter(owner=None, year__range=years).order_by("-year", "-seq").first()


def rpjmd_program(pk: int) -> RpjmdProgram | None:
    """A programme with its plan. One query."""
    return RpjmdProgram.objects.select_related("rpjmd", "objective").filter(pk=pk).first()


def links_of_program(program: RpjmdProgram) -> list[str]:
    """The codes of the budget that carry a programme. One query."""
    return list(program.links.order_by("code").values_list("code", flat=True))


def held_plan(plan: Rpjmd) -> dict[str, PlanNode]:
    """The plan as a table would give it, by code. Four queries."""
    found: dict[str, PlanNode] = {}
    for code, text in plan.nodes.values_list("code", "text"):
        found[code] = PlanNode(code, text)
    for code, name in plan.programs.values_list("code", "name"):
        found[code] = PlanNode(code, name)
    for target, code in _targets(plan):
        row = found[code].targets.setdefault((target.indicator, target.measure), {})
        row[target.year] = target.value.normalize() + 0
    for code, link in plan.links.values_list("program__code", "code"):
        found[code].links.add(link)
    return dict(sorted(found.items(), key=lambda item: sort_key(item[0])))


def _targets(plan: Rpjmd) -> list[tuple[RpjmdTarget, str]]:
    rows = RpjmdTarget.objects.filter(node__rpjmd=plan) | RpjmdTarget.objects.filter(program__rpjmd=plan)
    found = rows.select_related("node", "program").order_by("number", "year")
    return [(row, row.node.code if row.node else row.program.code if row.program else "") for row in found]


def plan_tree(plan: Rpjmd, stage: Stage | None = None) -> PlanBudget:
    """Missions down to programmes with targets, and with the ceilings of a stage. At most five queries."""
    programs = {row.code: row for row in plan.programs.all()}
    nodes = {row.code: TreeNode(row.level, row.code, row.text, row.pk) for row in plan.nodes.all()}
    nodes |= {code: TreeNode("PROGRAM", code, row.name, row.pk) for code, row in programs.items()}
    for target, code in _targets(plan):
        nodes[code].targets.append(target)
    by_pk = {row.pk: nodes[code] for code, row in programs.items()}
    owners = {}
    for link in plan.links.order_by("code"):
        by_pk[link.program_id].links.append(link.code)
        owners[link.code] = link.program_id
    spent = read(_PROGRAMS, stage=stage.pk, code_list=stage.code_list_id) if stage else []
    loose = _carry(spent, owners, by_pk)
    total = sum(row["amount"] for row in spent)
    return PlanBudget(_joined(nodes), total, total - sum(row["amount"] for row in loose), loose)


def _carry(spent: list[dict[str, Any]], owners: dict[str, int], programs: dict[int, TreeNode]) -> list[dict[str, Any]]:
    """Give each programme of the budget to the one of the plan that it serves; those that serve none come back."""
    loose = []
    for row in spent:
        pk = carrier_of(row["code"], owners)
        if pk is None:
            loose.append(row)
        else:
            programs[pk].amount += row["amount"]
            programs[pk].carried.append(row)
    return sorted(loose, key=lambda row: (-row["amount"], row["code"]))


def _joined(nodes: dict[str, TreeNode]) -> list[TreeNode]:
    """The missions, each with what lies below; sums are carried up from the deepest."""
    for code in sorted(nodes, key=depth_of, reverse=True):
        if above(code):
            nodes[above(code)].amount += nodes[code].amount
    ordered = sorted(nodes.values(), key=lambda node: sort_key(node.code))
    for node in ordered:
        if above(node.code):
            nodes[above(node.code)].below.append(node)
    return [node for node in ordered if not above(node.code)]


def priority_of(year: int, code: str) -> RpjmdProgram | None:
    """The programme of the plan that a sub kegiatan serves through its programme. At most two queries."""
    plan = rpjmd_of(year)
    if plan is None or len(code) < 7:
        return None
    codes = [code[:7], f"X.XX.{code[5:7]}"]
    links = RpjmdLink.objects.filter(rpjmd=plan, code__in=codes).select_related(
        "program__rpjmd", "program__objective__parent__parent"
    )
    found = {link.code: link.program for link in links}
    return found.get(codes[0]) or found.get(codes[1])


def plan_rows(plan: Rpjmd) -> tuple[list[str], list[list[Any]]]:
    """The plan in the columns that the import understands."""
    years = range(plan.year_from, plan.year_to + 1)
    heads = ["kode", "uraian", "indikator", "satuan", "awal", *(str(year) for year in years), "kode_program"]
    rows: list[list[Any]] = []
    for node in held_plan(plan).values():
        links = " ".join(sorted(node.links))
        empty: dict[tuple[str, str], dict[int, Decimal]] = {("", ""): {}}
        for number, ((indicator, measure), values) in enumerate((node.targets or empty).items()):
            figures = [write_decimal(values[year]) if year in values else "" for year in (plan.year_from - 1, *years)]
            first = (node.text, links) if number == 0 else ("", "")
            rows.append([node.code, first[0], indicator, measure, *figures, first[1]])
    return heads, rows


def plan_budget_rows(plan: Rpjmd, stage: Stage) -> list[tuple[Any, ...]]:
    """Each programme of the stage with the one of the plan that it serves and its mission, or nothing; by code."""
    found = plan_tree(plan, stage)
    rows: list[tuple[Any, ...]] = [(row["code"], row["name"], "", "", "", row["amount"]) for row in found.loose]
    for mission in found.missions:
        nodes = [mission]
        while nodes:
            node = nodes.pop()
            nodes += node.below
            rows += [
                (row["code"], row["name"], node.code, node.text, mission.text, row["amount"]) for row in node.carried
            ]
    return sorted(rows)
