"""Sheets become one result: who is out on which criterion, the mean of the scores; announced first in two-file runs."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.kernel.display import number
from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.bidders_told import tell_bidders
from pendopo.procurement.committees import evaluators_of
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.models import (
    Criterion,
    EvaluationPlan,
    KnockOutGround,
    Participant,
    Scheme,
    SheetScore,
    Tender,
)
from pendopo.procurement.states import OFFER, OfferStatus, TenderStatus

LEAST_MEMBERS = 3
"""A committee is odd and at least so large (Perpres 16/2018 Pasal 13)."""
Said = dict[int, list[SheetScore]]
"""Criterion id -> what each who evaluates says, in the order of the sheets."""


@transaction.atomic
def conclude_sheets(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """Merge the sheets of all who evaluate: an offer is out where most say that a criterion is not met, or where the
    mean of the scores stays below the least. Without scores an offer goes from stage to stage (sistem gugur), and what
    comes after the stage that it is out at is not judged. In a two-file run this announces the technical result.

    Raises EvaluationRefused while a sheet is missing, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.conclude_evaluation", tender)
    plan = evaluating.plan_for(tender)
    if tender.status != TenderStatus.OPENED:
        raise EvaluationRefused("not_opened")
    if plan.concluded_at is not None:
        raise EvaluationRefused("concluded")
    people, criteria = _people(tender), list(tender.criteria.all())
    offers = list(evaluating.in_play(tender))
    if not offers:
        raise EvaluationRefused("no_offers")
    for participant in offers:
        _judge(participant, criteria, plan, people, now)
    plan.concluded_at = now
    plan.save(update_fields=["concluded_at"])
    passed = sum(one.status == "VALID" for one in offers)
    two = tender.scheme == Scheme.TWO_FILE
    event = "procurement.technical_result.announced" if two else "procurement.sheets.concluded"
    evaluating.tell(tender, event, actor, now, passed=passed, offers=len(offers))
    if two:
        tell_bidders(tender, event, now)
    return tender


def _people(tender: Tender) -> set[int]:
    """Those whose sheets count; empty for an officer alone, whoever that was."""
    found = {one.user for one in evaluators_of(tender)}
    if found and (len(found) < LEAST_MEMBERS or len(found) % 2 == 0):
        raise EvaluationRefused("committee", len(found))
    return found


def _judge(
    participant: Participant, criteria: list[Criterion], plan: EvaluationPlan, people: set[int], now: dt.datetime
) -> None:
    said, sheets = _said(participant, people)
    evaluating.look_again(participant, now)
    if any(one.weight is not None for one in criteria):
        participant.technical_score = _merged(criteria, said)
    OFFER.move(participant, "validate")
    participant.save(update_fields=["status", "technical_score"])
    by_stages = evaluation_rules.goes_by_stages(criteria)
    for stage in evaluation_rules.stages(criteria):
        _judge_stage(participant, stage, said, sheets, now)
        if by_stages and participant.status == OfferStatus.DISQUALIFIED:
            return
    least, score = plan.least_technical_score, participant.technical_score
    if least is not None and score is not None and score < least:
        evaluating.knock_out(participant, KnockOutGround.THRESHOLD, now, note=f"{number(score)} < {number(least)}")


def _judge_stage(participant: Participant, stage: list[Criterion], said: Said, sheets: int, now: dt.datetime) -> None:
    """Knock out on each criterion of the stage that most deny. Raises EvaluationRefused where too few judged it."""
    for criterion in stage:
        if criterion.weight is not None:
            continue
        found = [one for one in said.get(criterion.pk, []) if one.passed is not None]
        if len(found) * 2 <= sheets:
            raise EvaluationRefused("stage_unjudged", (_name(participant), criterion.get_part_display()))
        if evaluation_rules.fails([bool(one.passed) for one in found]):
            notes = "; ".join(dict.fromkeys(one.note for one in found if one.passed is False))
            evaluating.knock_out(participant, KnockOutGround.CRITERION, now, criterion=criterion, note=notes)


def _name(participant: Participant) -> str:
    return participant.supplier.organisation.name if participant.supplier else "–"


def _said(participant: Participant, people: set[int]) -> tuple[Said, int]:
    """What is said of the participant, and on how many sheets."""
    sheets = participant.sheets.filter(handed_at__isnull=False)
    sheets = sheets.filter(user__in=people) if people else sheets
    found = list(sheets.order_by("pk").values_list("pk", flat=True))
    if not found or (people and len(found) < len(people)):
        raise EvaluationRefused("sheets_missing", _name(participant))
    said: Said = {}
    for one in SheetScore.objects.filter(sheet__in=found).order_by("sheet_id", "criterion__sequence"):
        said.setdefault(one.criterion_id, []).append(one)
    return said, len(found)


def _merged(criteria: list[Criterion], said: Said) -> Decimal:
    """The weighted total of the means of the scores."""
    return evaluation_rules.technical_total(
        (evaluation_rules.mean([one.score or Decimal(0) for one in said[criterion.pk]]), criterion.weight)
        for criterion in criteria
        if criterion.weight is not None
    )
