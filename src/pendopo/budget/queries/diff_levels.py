"""What differs between two stages at every level: units, activities from urusan down, accounts from akun down."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from pendopo.budget import rules
from pendopo.budget.models import NodeTotal, Pagu, Stage
from pendopo.budget.names import readable
from pendopo.budget.queries.diff import DiffAsked
from pendopo.budget.queries.rka import stages_at_work
from pendopo.budget.queries.stages import stages_visible_to
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.sql import read
from pendopo.organisations.models import Unit

ACTIVITY_LEVELS = {
    "urusan": "URUSAN",
    "bidang": "BIDANG_URUSAN",
    "program": "PROGRAM",
    "kegiatan": "KEGIATAN",
    "sub-kegiatan": "SUB_KEGIATAN",
}
ACCOUNT_LEVELS = {"akun": 1, "kelompok": 2, "jenis": 3, "objek": 4, "rincian-objek": 5, "sub-rincian-objek": 6}
LEVELS = ("unit", *ACTIVITY_LEVELS, *ACCOUNT_LEVELS)

# Stages with rows have kept totals; a stage that knows ceilings only is summed from those. The braces take fixed texts.
SUMS_SQL = """
SELECT code, max(name) AS name, sum(before)::bigint AS before_amount, sum(after)::bigint AS after_amount FROM (
    {source}
) sums WHERE code LIKE %(beginning)s GROUP BY code
HAVING sum(before) <> 0 OR sum(after) <> 0 ORDER BY code
"""
SIDES = "CASE WHEN t.stage_id = %(before)s THEN t.amount ELSE 0 END AS before,"
SIDES += " CASE WHEN t.stage_id = %(after)s THEN t.amount ELSE 0 END AS after"
PLACE = "t.stage_id IN (%(before)s, %(after)s)"
OF_UNITS = "((%(units)s::bigint[] IS NULL AND t.unit_id IS NULL) OR t.unit_id = ANY (%(units)s::bigint[]))"
SOURCES = {
    "account": """SELECT n.code, n.name, {sides} FROM budget_nodetotal t
    JOIN budget_accountnode n ON n.id = t.account_id
    WHERE {place} AND t.activity_id IS NULL AND {narrowed} AND {of_units}""",
    "activity": """SELECT n.code, n.name, {sides} FROM budget_nodetotal t
    JOIN budget_activitynode n ON n.id = t.activity_id
    WHERE {place} AND t.account_id IS NULL AND n.level = %(level)s AND {of_units}""",
    "unit": """SELECT u.code, u.name, {sides} FROM budget_nodetotal t
    JOIN budget_accountnode n ON n.id = t.account_id JOIN organisations_unit u ON u.id = t.unit_id
    WHERE {place} AND t.activity_id IS NULL AND n.code = '5'
    AND (%(units)s::bigint[] IS NULL OR t.unit_id = ANY (%(units)s::bigint[]))""",
    "activity_ceiling": """SELECT n.code, n.name, {sides} FROM budget_pagu t
    JOIN budget_activitynode s ON s.id = t.activity_id
    JOIN budget_activitynode n ON n.code_list_id = s.code_list_id AND n.code = left(s.code, %(width)s)
    WHERE {place} AND (%(units)s::bigint[] IS NULL OR t.unit_id = ANY (%(units)s::bigint[]))""",
    "unit_ceiling": """SELECT u.code, u.name, {sides} FROM budget_pagu t
    JOIN organisations_unit u ON u.id = t.unit_id
    WHERE {place} AND (%(units)s::bigint[] IS NULL OR t.unit_id = ANY (%(units)s::bigint[]))""",
}


@dataclass(frozen=True)
class LevelChange:
    """A unit, activity or account in both stages, whole rupiah."""

    code: str
    official_name: str
    before_amount: int
    after_amount: int

    @property
    def name(self) -> str:
        """The name in reading case; the code where the name is unknown."""
        return readable(self.official_name or self.code)

    @property
    def change_amount(self) -> int:
        return self.after_amount - self.before_amount

    @property
    def percent(self) -> float | None:
        """The change in percent of what was before; None where there was nothing."""
        return self.change_amount * 100 / self.before_amount if self.before_amount else None


@dataclass(frozen=True)
class BalanceChange:
    """The sides of the budget in both stages: revenue, spending, financing in and out; whole rupiah."""

    revenue: LevelChange
    spending: LevelChange
    financing_in: LevelChange
    financing_out: LevelChange

    @property
    def surplus(self) -> LevelChange:
        """Revenue less spending: below zero it is a deficit."""
        return _less("surplus", self.revenue, self.spending)

    @property
    def net_financing(self) -> LevelChange:
        return _less("financing", self.financing_in, self.financing_out)


def _less(code: str, one: LevelChange, other: LevelChange) -> LevelChange:
    return LevelChange(code, "", one.before_amount - other.before_amount, one.after_amount - other.after_amount)


def has_rows(stage: Stage) -> bool:
    """Whether the stage holds rows by account, not ceilings only. One query."""
    return bool(read("SELECT 1 AS found FROM budget_nodetotal WHERE stage_id = %(stage)s LIMIT 1", stage=stage.pk))


def _source(kind: str, narrowed: str = "n.level = %(level)s") -> str:
    return SOURCES[kind].format(sides=SIDES, place=PLACE, of_units=OF_UNITS, narrowed=narrowed)


def _kind(level: str, rows: bool) -> str:
    kind = "unit" if level == "unit" else "activity" if level in ACTIVITY_LEVELS else "account"
    return kind if rows or kind == "account" else f"{kind}_ceiling"


def _depth(level: str) -> str | int:
    return ACTIVITY_LEVELS.get(level) or ACCOUNT_LEVELS.get(level, 0)


def level_changes(before: Stage, after: Stage, level: str, asked: DiffAsked) -> list[LevelChange]:
    """All nodes of a level of LEVELS with both amounts, by code, below the codes that were asked for. Three queries."""
    rows = has_rows(before) and has_rows(after)
    units = asked.units
    if asked.unit:
        own = tuple(Unit.objects.filter(code=asked.unit).values_list("pk", flat=True))
        units = tuple(pk for pk in own if units is None or pk in units)
    beginning = asked.account if level in ACCOUNT_LEVELS else asked.activity if level in ACTIVITY_LEVELS else ""
    found = read(
        SUMS_SQL.format(source=_source(_kind(level, rows))),
        before=before.pk,
        after=after.pk,
        units=list(units) if units is not None else None,
        level=_depth(level),
        width=rules.WIDTHS.get(ACTIVITY_LEVELS.get(level, ""), 0),
        beginning=f"{beginning}%",
    )
    changes = [LevelChange(row["code"], row["name"], row["before_amount"], row["after_amount"]) for row in found]
    return [change for change in changes if _wanted(change, asked)]


MARKS = {
    "added": lambda change: not change.before_amount,
    "removed": lambda change: not change.after_amount,
    "changed": lambda change: change.change_amount and change.before_amount and change.after_amount,
}


def _wanted(change: LevelChange, asked: DiffAsked) -> bool:
    if abs(change.change_amount) < asked.least or (asked.kind in MARKS and not MARKS[asked.kind](change)):
        return False
    return asked.text.lower() in f"{change.code} {change.official_name}".lower()


def balance_change(before: Stage, after: Stage, units: Iterable[int] | None = None) -> BalanceChange:
    """Revenue, spending and financing of both stages, of the units or of all. One query."""
    found = read(
        SUMS_SQL.format(source=_source("account", "n.code IN ('4', '5', '6.1', '6.2')")),
        before=before.pk,
        after=after.pk,
        units=list(units) if units is not None else None,
        beginning="%",
    )
    rows = {row["code"]: row for row in found}
    sides = []
    for code in ("4", "5", "6.1", "6.2"):
        row = rows.get(code, {"name": "", "before_amount": 0, "after_amount": 0})
        sides.append(LevelChange(code, row["name"], row["before_amount"], row["after_amount"]))
    return BalanceChange(*sides)


def stage_pair_visible_to(actor: Actor, year: int, before: int, after: int) -> tuple[Stage, Stage] | None:
    """Two different stages of the regency's budget by their numbers, both open to the actor. One query."""
    found = {stage.seq: stage for stage in stages_visible_to(actor).filter(year=year, seq__in=(before, after))}
    return (found[before], found[after]) if len(found) == 2 else None


def units_of_pair(before: Stage, after: Stage) -> list[Unit]:
    """The units that either stage holds money of, by code. One query."""
    stages = Q(pk__in=NodeTotal.objects.filter(stage__in=(before, after)).values("unit")) | Q(
        pk__in=Pagu.objects.filter(stage__in=(before, after)).values("unit")
    )
    return list(Unit.objects.filter(stages).order_by("code"))


def units_to_compare(actor: Actor, units: Iterable[Unit]) -> tuple[int, ...] | None:
    """The keys of those of the pair's units whose rows the actor may see at work, None for all of them."""
    units = list(units)
    seen = tuple(sorted(unit.pk for unit in units if permits(actor, "budget.see_rka", unit)))
    return None if len(seen) == len(units) else seen


def work_pair_visible_to(actor: Actor, before: int, after: int) -> tuple[Stage, Stage] | None:
    """Two different stages of one budget by their keys, for officials who may see an Rka. One query."""
    found = {stage.pk: stage for stage in stages_at_work(actor).filter(pk__in=(before, after))}
    if len(found) < 2 or found[before].year != found[after].year:
        return None
    return found[before], found[after]
