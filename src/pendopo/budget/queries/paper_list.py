"""Papers as people see them: those of a unit, of a stage, and what is open to everybody."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet

from pendopo.budget.models import ActivityNode, BudgetPaper, NodeTotal, PrintRun, Stage
from pendopo.budget.papering import OF_THE_REGENCY, STEPS, possible_kinds, right_to_withdraw
from pendopo.budget.states import PAPER, PaperKind, PaperStatus
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit

PERMISSIONS = {"sign": "budget.sign_paper", "validate": "budget.validate_paper", "approve": "budget.approve_paper"}

ONCE = [kind for kind, steps in STEPS.items() if list(steps) == ["sign"]]
"""Kinds that one signature finishes."""


def papers_of(stage: Stage, unit: Unit | None) -> QuerySet[BudgetPaper]:
    """The papers of the unit in the stage, or (none) those of the whole regency."""
    found = BudgetPaper.objects.filter(stage=stage, unit=unit)
    return found.select_related("document", "sheet__activity", "activity").order_by("kind", "pk")


def paper_visible_to(actor: Actor, paper_id: int) -> BudgetPaper | None:
    """The paper if the actor may see the Rka of its unit (of any unit, for papers of the regency)."""
    paper = BudgetPaper.objects.select_related("stage", "unit", "document").filter(pk=paper_id).first()
    return paper if paper is not None and permits(actor, "budget.see_rka", paper.unit) else None


def paper_actions(actor: Actor, paper: BudgetPaper) -> list[str]:
    """The steps of the paper that the actor may do now."""
    own = STEPS[paper.kind]
    possible = [step for step in PAPER.actions_from(paper.status) if step in own]
    rights = PERMISSIONS if paper.unit else {"sign": "budget.sign_summary"}
    return [step for step in possible if permits(actor, rights[step], paper.unit)]


def may_withdraw(actor: Actor, paper: BudgetPaper) -> bool:
    """Whether the actor may take the paper back as it stands now."""
    possible = "withdraw" in PAPER.actions_from(paper.status)
    return possible and permits(actor, right_to_withdraw(paper), paper.unit)


def held_by(stage: Stage, unit: Unit | None) -> QuerySet[BudgetPaper]:
    """The papers of the unit (none: of the regency) that were not withdrawn."""
    return papers_of(stage, unit).exclude(status=PaperStatus.WITHDRAWN)


def kinds_to_make(actor: Actor, stage: Stage, unit: Unit | None) -> list[PaperKind]:
    """The kinds of whole papers that the actor may make now and nobody has made. One query."""
    if not permits(actor, "budget.make_paper" if unit else "budget.make_summary", unit):
        return []
    made = set(held_by(stage, unit).filter(sheet=None, activity=None).values_list("kind", flat=True))
    fitting = [kind for kind in possible_kinds(stage) if (kind in OF_THE_REGENCY) == (unit is None)]
    return [PaperKind(kind) for kind in fitting if kind not in made]


@dataclass(frozen=True)
class UnitPapers:
    """A unit of the stage with the number of its papers and how many of them are finished."""

    unit: Unit
    papers: int
    finished: int


def units_with_papers(actor: Actor, stage: Stage) -> list[UnitPapers]:
    """The units with rows in the stage that the actor may see, by code. Three queries."""
    holding = BudgetPaper.objects.exclude(status=PaperStatus.WITHDRAWN)
    own = holding.filter(stage=stage, unit__isnull=False).values("unit_id")
    done = Q(status="APPROVED") | Q(status="SIGNED", kind=PaperKind.RKA)
    counted = own.annotate(papers=Count("pk"), finished=Count("pk", filter=done)).values_list(
        "unit_id", "papers", "finished"
    )
    found = {unit: (papers, finished) for unit, papers, finished in counted}
    at = NodeTotal.objects.filter(stage=stage, unit__isnull=False, activity=None, account__level=1)
    units = Unit.objects.filter(pk__in=at.values("unit_id")).order_by("code")
    return [UnitPapers(unit, *found.get(unit.pk, (0, 0))) for unit in units if permits(actor, "budget.see_rka", unit)]


def affairs_of(stage: Stage) -> QuerySet[ActivityNode]:
    """The urusan that have rows in the stage, by code."""
    own = NodeTotal.objects.filter(stage=stage, unit=None, activity__level="URUSAN")
    return ActivityNode.objects.filter(pk__in=own.values("activity_id")).order_by("code")


def open_papers(stage: Stage, unit: Unit | None) -> list[Any]:
    """The finished papers of the year that hold and everybody may read, of the unit or of the regency. One query."""
    own = {"stage__year": stage.year, "stage__owner": stage.owner_id, "unit": unit}
    holding = BudgetPaper.objects.exclude(status=PaperStatus.WITHDRAWN)
    found = holding.filter(**own, document__public=True).order_by("-stage__seq", "kind", "pk")
    return [paper.document for paper in found.select_related("document")]


def units_to_print(stage: Stage) -> list[Unit]:
    """The units with rows in the stage, by code."""
    own = NodeTotal.objects.filter(stage=stage, unit__isnull=False, activity=None, account__level=1, amount__gt=0)
    return list(Unit.objects.filter(pk__in=own.values("unit_id")).order_by("code"))


def prints_of(stage: Stage) -> QuerySet[PrintRun]:
    """The prints of all units of the stage, newest first."""
    return PrintRun.objects.filter(stage=stage).select_related("document")


def asker_of(run_id: int) -> Actor | None:
    """The person who asked for a print; none when the account is gone."""
    run = PrintRun.objects.get(pk=run_id)
    user = get_user_model()._default_manager.filter(pk=int(run.actor_pk or 0), is_active=True).first()
    return cast(Actor, user) if user else None


def papers_to_sign(actor: Actor) -> list[tuple[BudgetPaper, str]]:
    """(paper, step) of all papers that wait for a signature of this person, oldest first. One query."""
    if not any(permits(actor, right) for right in (*PERMISSIONS.values(), "budget.sign_summary")):
        return []
    ended = [PaperStatus.APPROVED, PaperStatus.WITHDRAWN]
    open_ones = BudgetPaper.objects.exclude(status__in=ended).exclude(kind__in=ONCE, status="SIGNED")
    found = open_ones.select_related("unit", "document").order_by("made_at", "pk")
    return [(paper, steps[0]) for paper in found if (steps := paper_actions(actor, paper))]
