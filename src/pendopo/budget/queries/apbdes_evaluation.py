"""Where a village budget stands with the camat: its last day, what was decided, and what the figures say."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from pendopo.budget.checking import rules_on
from pendopo.budget.models import NodeTotal, Stage, StageMove
from pendopo.instance.queries import working_calendar


def evaluation_due(stage: Stage) -> dt.date | None:
    """The last day of the camat's evaluation, counted in working days from the handing in; None before it."""
    sent = stage.moves.filter(action="submit").order_by("-pk").values_list("at", flat=True).first()
    if sent is None:
        return None
    day = timezone.localdate(sent)
    rule = rules_on(day).get("VILLAGE_EVALUATION")
    return working_calendar().add(day, rule.value["working_days"]) if rule else None


def evaluation_dues(stages: list[Stage]) -> dict[int, dt.date]:
    """The last days of many handed-in drafts by stage. Three queries."""
    moves = StageMove.objects.filter(stage__in=stages, action="submit").order_by("pk").values_list("stage_id", "at")
    sent = {stage: timezone.localdate(at) for stage, at in moves}
    calendar = working_calendar() if sent else None
    rules = {day: rules_on(day).get("VILLAGE_EVALUATION") for day in set(sent.values())}
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
    rule = rules_on(dt.date(stage.year, 1, 1)).get("VILLAGE_PAY")
    if rule is None or not spending:
        return None
    totals = NodeTotal.objects.filter(stage=stage, unit=None, account=None, activity__code__in=rule.value["activities"])
    amount = sum(totals.values_list("amount", flat=True))
    certain = rule.certainty == "CONFIRMED"
    return PayShare(amount * 100 / spending, rule.value["percent"], amount, rule.source, certain)


def village_moves(stage: Stage) -> list[StageMove]:
    """All steps of the village's budget, oldest first."""
    return list(stage.moves.order_by("pk"))
