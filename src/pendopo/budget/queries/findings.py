"""Reading findings: of a form, of what the actor may see in a stage, and of a published stage for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from pendopo.budget.models import BudgetFinding, FindingMove, LineItem, PeerNorm, Stage, StageCheck
from pendopo.budget.models.findings import PRESENT
from pendopo.budget.states import OPEN
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.flags import FLAG, UNSETTLED, FlagClears, FlagSeverity, FlagStatus, still_blocks, still_unverifiable
from pendopo.organisations.models import Unit

GONE = "GONE"
"""The filter for findings whose cause is gone."""

SAMPLE = 40
_WEIGHT = Case(
    When(severity=FlagSeverity.BLOCK, then=Value(0)),
    When(severity=FlagSeverity.ANSWER, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
_SETTLED = Case(
    When(status__in=UNSETTLED, then=Value(0)),
    When(status=FlagStatus.ANSWERED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def _all_of(stage: Stage) -> QuerySet[BudgetFinding]:
    rows = BudgetFinding.objects.filter(stage=stage)
    rows = rows.select_related("stage", "unit", "rule", "sheet__activity", "line__account")
    return rows.order_by(_SETTLED, _WEIGHT, "unit__code", "sheet_id", "line_id", "number", "code")


def findings_of_sheet(stage: Stage, sheet_id: int) -> list[BudgetFinding]:
    """What the checks find in the form now, with rule and line, the heaviest that waits first. One query.

    Every save shows them: peers, which only a finding's own page draws, are not fetched.
    """
    found = _all_of(stage).filter(PRESENT, sheet_id=sheet_id).defer("peers")
    return list(found.select_related(None).select_related("rule", "line"))


def findings_of_unit(stage: Stage, unit: Unit) -> QuerySet[BudgetFinding]:
    """What the checks found in the unit, gone ones too."""
    return _all_of(stage).filter(unit=unit)


def findings_visible_to(actor: Actor, stage: Stage) -> QuerySet[BudgetFinding]:
    """All findings of the stage in units whose Rka the actor may see, gone ones too. Two queries."""
    here = BudgetFinding.objects.filter(stage=stage, unit__isnull=False).values("unit_id")
    seen = [unit.pk for unit in Unit.objects.filter(pk__in=here) if permits(actor, "budget.see_rka", unit)]
    return _all_of(stage).filter(Q(unit_id__in=seen) | Q(unit=None))


def finding_visible_to(actor: Actor, stage: Stage, finding_id: int) -> BudgetFinding | None:
    """One finding of the stage if the actor may see the Rka of its unit."""
    found = _all_of(stage).filter(pk=finding_id).first()
    return found if found is not None and permits(actor, "budget.see_rka", found.unit) else None


def open_findings(stage: Stage) -> QuerySet[BudgetFinding]:
    """Findings of a published stage whose cause is still there; none of other stages."""
    return _all_of(stage).filter(PRESENT) if stage.status in OPEN else BudgetFinding.objects.none()


def unjudged_answers(stage: Stage, unit: Unit) -> int:
    """How many answers of the unit nobody has judged yet. One query."""
    return BudgetFinding.objects.filter(PRESENT, stage=stage, unit=unit, status=FlagStatus.ANSWERED).count()


@dataclass(frozen=True)
class FindingsAsked:
    """Filters of a list of findings: codes of severity, check, status (or GONE), and a unit's code."""

    severity: str = ""
    check: str = ""
    status: str = ""
    unit: str = ""


def asked_of(rows: QuerySet[BudgetFinding], asked: FindingsAsked) -> QuerySet[BudgetFinding]:
    """The rows that the filters leave."""
    rows = rows.filter(gone_at__isnull=False) if asked.status == GONE else rows.filter(PRESENT)
    if asked.status and asked.status != GONE:
        rows = rows.filter(status=asked.status)
    given = {"severity": asked.severity, "code": asked.check, "unit__code": asked.unit}
    return rows.filter(**{key: value for key, value in given.items() if value})


@dataclass(frozen=True)
class FindingCounts:
    """How many findings hold back the submission, hold back only the verification, or are settled."""

    blocking: int
    waiting: int
    settled: int


def counts_of(findings: Iterable[BudgetFinding] | QuerySet[BudgetFinding]) -> FindingCounts:
    """Counts of present findings. At most one query."""
    if isinstance(findings, QuerySet):
        rows = findings.filter(PRESENT).order_by().values_list("severity", "clears", "status")
        parts = [tuple(row) for row in rows]
    else:
        parts = [(row.severity, row.clears, row.status) for row in findings]
    blocking = sum(still_blocks(*part) for part in parts)
    unverifiable = [still_unverifiable(*part) for part in parts]
    settled = sum(
        not holds and status not in UNSETTLED
        for holds, (_severity, _clears, status) in zip(unverifiable, parts, strict=True)
    )
    return FindingCounts(blocking, sum(unverifiable) - blocking, settled)


def units_of(findings: QuerySet[BudgetFinding]) -> list[tuple[str, str]]:
    """(code, name) of the units in a list of findings, by code. One query."""
    rows = findings.filter(unit__isnull=False).order_by().values_list("unit__code", "unit__name").distinct()
    return sorted(rows)


def moves_of(finding: BudgetFinding) -> list[FindingMove]:
    """Answers and judgements of the same place and check in all stages of the budget, oldest first. One query."""
    same = {name: getattr(finding, name) for name in ("unit_id", "sheet_id", "line_id", "number", "code")}
    stages = {"finding__stage__year": finding.stage.year, "finding__stage__owner_id": finding.stage.owner_id}
    found = FindingMove.objects.filter(**{f"finding__{key}": value for key, value in same.items()}, **stages)
    return list(found.select_related("finding__stage").order_by("at", "pk"))


def moves_of_all(findings: Iterable[BudgetFinding]) -> dict[int, list[FindingMove]]:
    """Finding id -> its answers and judgements in its own stage, oldest first. One query."""
    found: dict[int, list[FindingMove]] = {finding.pk: [] for finding in findings}
    for move in FindingMove.objects.filter(finding__in=found).order_by("pk"):
        found[move.finding_id].append(move)
    return found


def peers_of(finding: BudgetFinding) -> list[float]:
    """What others show: shares of similar forms (A3, A1), amounts of the same component (A4). One query."""
    if finding.code in ("A1", "A1_PACKAGE", "A3") and finding.sheet and finding.sheet.activity:
        norm = PeerNorm.objects.filter(stage=finding.stage_id, kind="SHARE", key=finding.sheet.activity.code).first()
        return list(norm.sample) if norm else []
    if finding.code == "A4":
        same = LineItem.objects.filter(
            component__iexact=finding.inputs.get("component", ""),
            stages__contains=finding.stage.seq,
            line__sheet__year=finding.stage.year,
            line__sheet__owner=finding.stage.owner_id,
        )
        return [float(value) for value in same.order_by("amount").values_list("amount", flat=True)[:SAMPLE]]
    return []


def finding_actions(actor: Actor, finding: BudgetFinding) -> list[str]:
    """What the actor may do with the finding now."""
    if finding.gone_at is not None or finding.stage.status in OPEN:
        return []
    role = finding.rule.value.get("override", "")
    rights: dict[str, Any] = {
        "answer": permits(actor, "budget.answer_finding", finding.unit),
        "accept": finding.clears != FlagClears.FIX and permits(actor, "budget.judge_finding", finding.unit),
        "reject": permits(actor, "budget.judge_finding", finding.unit),
        "override": permits(actor, "budget.override_finding", finding.unit) and actor.holds(role, finding.unit),
    }
    return [name for name in FLAG.actions_from(FlagStatus(finding.status)) if rights.get(name)]


def last_check(stage: Stage) -> StageCheck | None:
    """The latest check of the whole stage that somebody asked for."""
    return StageCheck.objects.filter(stage=stage).first()
