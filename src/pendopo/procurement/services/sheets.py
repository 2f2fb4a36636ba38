"""The acts on sheets: saved as often as one likes, handed in once and so signed, given back for another look."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.models import Criterion, EvaluationSheet, Participant, Scheme, SheetScore, Tender
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.states import TenderStatus


@dataclass(frozen=True)
class ScoreValue:
    """What a sheet says of one criterion; nothing yet is allowed until it is handed in."""

    passed: bool | None = None
    score: Decimal | None = None
    note: str = ""


@transaction.atomic
def save_sheet(
    *, participant_id: int, scores: dict[int, ScoreValue], actor: Actor, now: dt.datetime
) -> EvaluationSheet:
    """Keep what the actor says of a participant so far, by number of a criterion; others stay as they are.

    Raises EvaluationRefused, PermissionDenied.
    """
    tender, participant = _opened(participant_id)
    require(actor, "procurement.fill_sheet", tender)
    sheet = _own_sheet(participant, actor, now)
    if sheet.handed_at is not None:
        raise EvaluationRefused("handed_in")
    known = {one.sequence: one for one in tender.criteria.all()}
    for number, value in scores.items():
        if number not in known:
            raise EvaluationRefused("criterion", number)
        _keep(sheet, known[number], value)
    sheet.saved_at = now
    sheet.save(update_fields=["saved_at"])
    return sheet


@transaction.atomic
def hand_in_sheet(*, participant_id: int, actor: Actor, now: dt.datetime) -> EvaluationSheet:
    """Sign the sheet: it is complete, the others may read it, and it does not change any more.

    Raises EvaluationRefused, PermissionDenied.
    """
    tender, participant = _opened(participant_id)
    require(actor, "procurement.fill_sheet", tender)
    sheet = _own_sheet(participant, actor, now)
    if sheet.handed_at is not None:
        raise EvaluationRefused("handed_in")
    _check_complete(tender, sheet)
    sheet.handed_at = now
    sheet.save(update_fields=["handed_at"])
    name = participant.supplier.organisation.name if participant.supplier else "–"
    evaluating.tell(tender, "procurement.sheet.handed_in", actor, now, participant=name)
    return sheet


@transaction.atomic
def reopen_sheets(*, tender_id: int, reason: str, actor: Actor, now: dt.datetime) -> Tender:
    """Give all sheets of a run back to those who evaluate, before its evaluation is finished.

    In a two-file run whose technical result is announced only an accepted objection makes that possible.

    Raises EvaluationRefused, ReasonMissing, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.conclude_evaluation", tender)
    if not reason.strip():
        raise ReasonMissing
    plan = evaluating.plan_for(tender)
    if tender.status != TenderStatus.OPENED:
        raise EvaluationRefused("not_opened")
    if plan.concluded_at and not tender.decided_at and tender.scheme == Scheme.TWO_FILE:
        raise EvaluationRefused("result_announced")
    EvaluationSheet.objects.filter(participant__tender=tender).update(handed_at=None)
    for participant in evaluating.in_play(tender):
        evaluating.look_again(participant, now)
    plan.concluded_at = None
    plan.save(update_fields=["concluded_at"])
    evaluating.tell(tender, "procurement.sheets.reopened", actor, now, reason=reason.strip())
    return tender


def _opened(participant_id: int) -> tuple[Tender, Participant]:
    participant = Participant.objects.select_related("supplier__organisation").get(pk=participant_id)
    tender = evaluating.locked_tender(participant.tender_id)
    if tender.status != TenderStatus.OPENED or participant.status not in evaluating.IN_PLAY:
        raise EvaluationRefused("not_opened")
    if evaluating.plan_for(tender).concluded_at is not None:
        raise EvaluationRefused("concluded")
    return tender, participant


def _own_sheet(participant: Participant, actor: Actor, now: dt.datetime) -> EvaluationSheet:
    sheet, _new = EvaluationSheet.objects.get_or_create(
        participant=participant, user_id=actor.pk, defaults={"saved_at": now}
    )
    return sheet


def _keep(sheet: EvaluationSheet, criterion: Criterion, value: ScoreValue) -> None:
    scored = criterion.weight is not None
    if scored and value.score is not None and not 0 <= value.score <= 100:
        raise EvaluationRefused("score_range", criterion.name)
    SheetScore.objects.update_or_create(
        sheet=sheet,
        criterion=criterion,
        defaults={
            "passed": None if scored else value.passed,
            "score": value.score if scored else None,
            "note": value.note.strip()[:1000],
        },
    )


def _check_complete(tender: Tender, sheet: EvaluationSheet) -> None:
    """Every criterion has its answer, and every no says what of the document was not met.

    Where offers are knocked out by stages, a no ends the sheet with its stage: what comes later may stay empty.
    """
    said = {one.criterion_id: one for one in sheet.scores.all()}
    criteria = list(tender.criteria.all())
    by_stages = evaluation_rules.goes_by_stages(criteria)
    for stage in evaluation_rules.stages(criteria):
        answers = [_answer(criterion, said.get(criterion.pk)) for criterion in stage]
        if by_stages and any(one.passed is False for one in answers):
            return


def _answer(criterion: Criterion, found: SheetScore | None) -> SheetScore:
    if found is None or (found.passed is None and found.score is None):
        raise EvaluationRefused("incomplete", criterion.name)
    if found.passed is False and not found.note:
        raise EvaluationRefused("note_missing", criterion.name)
    return found
