"""A run that fails says why; it may be repeated as its next version."""

import datetime as dt

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement import evaluating
from pendopo.procurement.bidders_told import tell_bidders
from pendopo.procurement.evaluating import CriterionValues, EvaluationRefused, PlanValues
from pendopo.procurement.evaluation_facts import evaluation_facts
from pendopo.procurement.judging import judge_offers
from pendopo.procurement.models import EvaluationPlan, MinutesKind, Tender, TenderPackage
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.services.minutes import draw_minutes, release_minutes
from pendopo.procurement.states import TENDER, TenderStatus

KEPT = (
    "unit_id", "year", "title", "kind", "method", "template", "scheme", "evaluation", "payment_kind", "place_note",
    "ceiling_amount", "hps_amount", "practice", "time_factor", "sealed",
)  # fmt: skip


@transaction.atomic
def fail_tender(*, tender_id: int, reason: str, actor: Actor, now: dt.datetime) -> Tender:
    """The run failed (tender gagal), with a reason that everybody reads.

    Raises ReasonMissing, MoveRefused, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.fail_tender", tender)
    if not reason.strip():
        raise ReasonMissing
    judged = tender.status == TenderStatus.OPENED and evaluating.plan_for(tender).concluded_at is not None
    TENDER.move(tender, "fail")
    if judged:
        _draw_last(tender, actor, now)
    tender.end_reason, tender.ended_at = reason.strip()[:500], now
    tender.save(update_fields=["status", "end_reason", "ended_at"])
    evaluating.tell(tender, "procurement.tender.failed", actor, now, reason=tender.end_reason)
    tell_bidders(tender, "procurement.tender.failed", now)
    return tender


def _draw_last(tender: Tender, actor: Actor, now: dt.datetime) -> None:
    """What was found of the offers is kept with its reasons, in minutes that everybody reads."""
    judge_offers(tender, now, waiting=True)
    facts = evaluation_facts(tender)
    draw_minutes(tender_id=tender.pk, kind=MinutesKind.EVALUATION, facts=facts, held_at=now, actor=actor, now=now)
    for minutes in tender.minutes.exclude(kind=MinutesKind.NEGOTIATION):
        release_minutes(minutes_id=minutes.pk, actor=actor, now=now)


@transaction.atomic
def rerun_tender(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """Prepare a failed run anew, as its next version, with its packages and criteria.

    Raises EvaluationRefused, PermissionDenied.
    """
    before = evaluating.locked_tender(tender_id)
    require(actor, "procurement.rerun_tender", before)
    if before.status != TenderStatus.FAILED:
        raise EvaluationRefused("not_failed")
    if before.reruns.exists():
        raise EvaluationRefused("rerun_known")
    version = before.version + 1
    stem = before.code.removesuffix(f"-{before.version}") if before.version > 1 else before.code
    made = Tender.objects.create(
        code=f"{stem}-{version}", version=version, previous=before, created_at=now,
        **{name: getattr(before, name) for name in KEPT},
    )  # fmt: skip
    TenderPackage.objects.bulk_create(
        TenderPackage(tender=made, package_id=row.package_id) for row in before.packages.all()
    )
    _take_criteria(before, made)
    evaluating.tell(made, "procurement.tender.rerun", actor, now, version=version)
    return made


def _take_criteria(before: Tender, made: Tender) -> None:
    plan = EvaluationPlan.objects.filter(tender=before).first()
    if plan is None:
        return
    values = PlanValues(plan.technical_weight, plan.least_technical_score, plan.tie_rule, plan.unit_prices)
    rows = [CriterionValues(one.part, one.name, one.requirement, one.weight) for one in before.criteria.all()]
    evaluating.write_plan(made, values, rows, standard=plan.standard)
