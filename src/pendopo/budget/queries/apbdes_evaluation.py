"""Where a village budget stands with the camat: its last day, what was decided, and what the figures say."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from pendopo.budget.models import BudgetRule, NodeTotal, Stage, StageMove
from pendopo.budget.states import EDITABLE, VILLAGE, StageStatus
from pendopo.instance.queries import working_calendar
from pendopo.kernel.access import Actor, permits


def village_rule(code: str, day: dt.date) -> BudgetRule | None:
    """The rule of that code in force on the day, or None. One query."""
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    return BudgetRule.objects.filter(valid, code=code, valid_from__lte=day).order_by("-valid_from").first()


def evaluation_due(stage: Stage) -> dt.date | None:
    """The last day of the camat's evaluation, counted in working days from the handing in; None before it."""
    sent = stage.moves.filter(action="submit").order_by("-pk").values_list("at", flat=True).first()
    if sent is None:
        return None
    day = timezone.localdate(sent)
    rule = village_rule("VILLAGE_EVALUATION", day)
    return working_calendar().add(day, rule.value["working_days"]) if rule else None


def evaluation_dues(stages: list[Stage]) -> dict[int, dt.date]:
    """The last days of many handed-in drafts by stage. Three queries."""
    moves = StageMove.objects.filter(stage__in=stages, action="submit").order_by("pk").values_list("stage_id", "at")
    sent = {stage: timezone.localdate(at) for stage, at in moves}
    calendar = working_calendar() if sent else None
    rules = {day: village_rule("VILLAGE_EVALUATION", day) for day in set(sent.values())}
    found = {}
    for stage, day in sent.items():
        rule = rules[day]
        if rule and calendar:
            found[stage] = calendar.add(day, rule.value["working_days"])
    return found


@dataclass(frozen=True)
class PayShare:
    """What pay and office costs take of a village's spending, in percent, beside the law's most."""

    percent: float
    most: float
    amount: int
    source: str
    certain: bool

    @property
    def too_much(self) -> bool:
        return self.percent > self.most


def pay_share(stage: Stage, spending: int) -> PayShare | None:
    """The share of pay and office costs; None without spending or without a rule. Two queries."""
    rule = village_rule("VILLAGE_PAY", dt.date(stage.year, 1, 1))
    if rule is None or not spending:
        return None
    totals = NodeTotal.objects.filter(stage=stage, unit=None, account=None, activity__code__in=rule.value["activities"])
    amount = sum(totals.values_list("amount", flat=True))
    certain = rule.certainty == "CONFIRMED"
    return PayShare(amount * 100 / spending, rule.value["percent"], amount, rule.source, certain)


ACTIONS = {
    "submit": "budget.submit_apbdes",
    "review": "budget.evaluate_apbdes",
    "return": "budget.evaluate_apbdes",
    "answer": "budget.compose_apbdes",
    "set": "budget.publish_apbdes",
}


def apbdes_actions(actor: Actor, stage: Stage, today: dt.date) -> list[str]:
    """What the actor may do with the village's budget now: `write`, keys of ACTIONS, `amend`. At most five queries."""
    possible = set(VILLAGE.actions_from(stage.status))
    due = evaluation_due(stage) if stage.status == StageStatus.SUBMITTED else None
    if due is not None and today > due:
        possible.add("set")
    found = [name for name, right in ACTIONS.items() if name in possible and permits(actor, right, stage.owner)]
    writes = permits(actor, "budget.compose_apbdes", stage.owner)
    if writes and stage.status in EDITABLE:
        found.insert(0, "write")
    if writes and stage.status == StageStatus.PUBLISHED and not later_stages(stage):
        found.append("amend")
    return found


def later_stages(stage: Stage) -> bool:
    """Whether a stage after this one was begun. One query."""
    return Stage.objects.filter(owner=stage.owner_id, year=stage.year, seq__gt=stage.seq).exists()


def amendment_of(stage: Stage) -> StageMove | None:
    """Why and on which day the amendment was begun; None for the first budget of a year. One query."""
    return stage.moves.filter(action="amend").first()


def village_moves(stage: Stage) -> list[StageMove]:
    """All steps of the village's budget, oldest first."""
    return list(stage.moves.order_by("pk"))
