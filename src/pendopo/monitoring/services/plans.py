"""The acts on a work plan: write a draft, propose it, return it, approve it. An agreed plan is never changed: an
amendment of the contract replaces it by another version, and its curve stays."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.monitoring import planning
from pendopo.monitoring.models import PlanPoint, Project, WorkItem, WorkItemPlan, WorkPlan
from pendopo.monitoring.planning import ItemValues, PlanProblem, PlanRefused
from pendopo.monitoring.queries import contract_of, item_states
from pendopo.monitoring.standing import keep_figures
from pendopo.monitoring.states import PLAN, PlanStatus
from pendopo.procurement.models import Addendum


def _locked_project(project_id: int) -> Project:
    return Project.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=project_id)


def _locked(plan_id: int) -> WorkPlan:
    plan = WorkPlan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan_id)
    plan.project = _locked_project(plan.project_id)
    return plan


def _tell(plan: WorkPlan, what: str, actor: Actor, now: dt.datetime, **data: object) -> None:
    told = {"code": plan.project.code, "title": plan.project.title, "version": plan.version}
    event = f"monitoring.plan.{what}"
    record(actor=actor, event=event, subject=plan.project, unit=plan.project.unit, now=now, data=told | data)
    topics.touch("monitoring")


@transaction.atomic
def write_plan(*, project_id: int, items: Sequence[ItemValues], actor: Actor, now: dt.datetime) -> WorkPlan:
    """Store a draft of the plan, in place of the draft before: items with their cumulative percent by week.

    The weeks are those of the contract's time. Raises PlanRefused with everything that is wrong, PermissionDenied.
    """
    project = _locked_project(project_id)
    require(actor, "monitoring.write_plan", project)
    if project.starts_date is None or project.ends_date is None:
        raise PlanRefused(PlanProblem("no_time"))
    try:
        weeks = planning.weeks_of(project.starts_date, project.ends_date)
    except ValueError:
        raise PlanRefused(PlanProblem("long_time")) from None
    if problems := planning.problems_of(items, len(weeks)):
        raise PlanRefused(*problems)
    if project.plans.filter(status=PlanStatus.PROPOSED).exists():
        raise PlanRefused(PlanProblem("proposed"))
    project.plans.filter(status=PlanStatus.DRAFT).delete()
    last = project.plans.aggregate(last=Max("version"))["last"] or 0
    plan = WorkPlan.objects.create(project=project, version=last + 1, created_at=now)
    _store(plan, items, weeks)
    _tell(plan, "written", actor, now, items=len(items))
    return plan


def _store(plan: WorkPlan, items: Sequence[ItemValues], weeks: Sequence[planning.Period]) -> None:
    rows = WorkItem.objects.bulk_create(
        WorkItem(
            plan=plan, sequence=place, code=item.code.strip(), name=item.name.strip(), measure=item.measure.strip(),
            quantity=item.quantity, unit_price=item.unit_price, value_amount=item.value_amount, weight=weight,
        )
        for place, (item, weight) in enumerate(zip(items, planning.weights(items), strict=True), start=1)
    )  # fmt: skip
    WorkItemPlan.objects.bulk_create(
        WorkItemPlan(item=row, period=week.number, percent=percent)
        for row, item in zip(rows, items, strict=True)
        for week, percent in zip(weeks, item.percents, strict=True)
    )
    PlanPoint.objects.bulk_create(
        PlanPoint(
            plan=plan, period=week.number, starts_date=week.starts_date, ends_date=week.ends_date,
            planned_percent=percent,
        )
        for week, percent in zip(weeks, planning.curve_of(items), strict=True)
    )  # fmt: skip


@transaction.atomic
def propose_plan(*, plan_id: int, actor: Actor, now: dt.datetime) -> WorkPlan:
    """Hand the draft to the PPK. Raises MoveRefused, PermissionDenied."""
    plan = _locked(plan_id)
    require(actor, "monitoring.write_plan", plan.project)
    PLAN.move(plan, "propose")
    plan.returned_reason = ""
    plan.save(update_fields=["status", "returned_reason"])
    _tell(plan, "proposed", actor, now)
    return plan


@transaction.atomic
def return_plan(*, plan_id: int, reason: str, actor: Actor, now: dt.datetime) -> WorkPlan:
    """Give the plan back with a reason. Raises PlanRefused (no reason), MoveRefused, PermissionDenied."""
    plan = _locked(plan_id)
    require(actor, "monitoring.approve_plan", plan.project)
    if not reason.strip():
        raise PlanRefused(PlanProblem("reason"))
    PLAN.move(plan, "return")
    plan.returned_reason = reason.strip()[:1000]
    plan.save(update_fields=["status", "returned_reason"])
    _tell(plan, "returned", actor, now, reason=plan.returned_reason)
    return plan


@transaction.atomic
def approve_plan(*, plan_id: int, actor: Actor, now: dt.datetime, addendum_id: int | None = None) -> WorkPlan:
    """Agree to the plan: from now on the work is measured by it.

    Where one is in force already, only an amendment of the contract (`addendum_id`) replaces it. Raises PlanRefused
    (its time is no longer the contract's, no amendment), MoveRefused, PermissionDenied.
    """
    plan = _locked(plan_id)
    require(actor, "monitoring.approve_plan", plan.project)
    PLAN.next(plan.status, "approve")
    _check_time(plan)
    before = plan.project.plans.filter(status=PlanStatus.APPROVED).first()
    if before is not None:
        plan.addendum = _amendment(plan, addendum_id)
        PLAN.move(before, "rebaseline")
        before.save(update_fields=["status"])
        _carry_over(before, plan)
    PLAN.move(plan, "approve")
    plan.approved_at, plan.approved_label = now, actor.label
    plan.save(update_fields=["status", "addendum", "approved_at", "approved_label"])
    keep_figures(plan.project, now)
    _tell(plan, "rebaselined" if before else "approved", actor, now)
    return plan


def _check_time(plan: WorkPlan) -> None:
    first, last = plan.points.first(), plan.points.last()
    assert first is not None
    assert last is not None
    if (first.starts_date, last.ends_date) != (plan.project.starts_date, plan.project.ends_date):
        raise PlanRefused(PlanProblem("time"))


def _amendment(plan: WorkPlan, addendum_id: int | None) -> Addendum:
    contract = contract_of(plan.project)
    found = contract.addenda.filter(pk=addendum_id).first() if contract and addendum_id else None
    if found is None or WorkPlan.objects.filter(addendum=found).exclude(pk=plan.pk).exists():
        raise PlanRefused(PlanProblem("amendment"))
    return found


def _carry_over(before: WorkPlan, plan: WorkPlan) -> None:
    """What was accepted of an item counts for its namesake (code, name and measure) in the new version."""
    done = {(row.code, row.name, row.measure): row for row in before.items.all()}
    states = item_states(before)
    rows = list(plan.items.all())
    for row in rows:
        if (old := done.get((row.code, row.name, row.measure))) is not None:
            row.before_quantity = min(states[old.pk].before, row.quantity)
    WorkItem.objects.bulk_update(rows, ["before_quantity"])
