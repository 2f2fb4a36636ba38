"""The act on criteria: set for a run before it is announced."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement import evaluating
from pendopo.procurement.evaluating import CriterionValues, EvaluationRefused, PlanValues
from pendopo.procurement.models import CriterionPart, EvaluationPlan, Tender
from pendopo.procurement.states import TenderStatus

MOST = 60


@transaction.atomic
def set_criteria(
    *, tender_id: int, values: PlanValues, criteria: list[CriterionValues], actor: Actor, now: dt.datetime
) -> EvaluationPlan:
    """Say how a run is evaluated; after its announcement nothing of it changes.

    Raises EvaluationRefused, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.set_criteria", tender)
    if tender.status != TenderStatus.PREPARED:
        raise EvaluationRefused("announced")
    _check_criteria(tender, criteria)
    _check_plan(tender, values)
    plan = evaluating.write_plan(tender, values, criteria, standard=False)
    evaluating.tell(tender, "procurement.criteria.set", actor, now, number=len(criteria))
    return plan


def _check_criteria(tender: Tender, criteria: list[CriterionValues]) -> None:
    if not criteria:
        raise EvaluationRefused("no_criteria")
    if len(criteria) > MOST:
        raise EvaluationRefused("many_criteria", MOST)
    weights = [one.weight for one in criteria if one.weight is not None]
    if any(one.weight is not None and one.part != CriterionPart.TECHNICAL for one in criteria):
        raise EvaluationRefused("weight_part")
    if weights and sum(weights, Decimal(0)) != 100:
        raise EvaluationRefused("weight_sum", sum(weights, Decimal(0)))
    if tender.evaluation == "QUALITY_COST" and not weights:
        raise EvaluationRefused("no_weights")


def _check_plan(tender: Tender, values: PlanValues) -> None:
    if tender.evaluation != "QUALITY_COST":
        if values.technical_weight is not None:
            raise EvaluationRefused("weight_price")
        return
    law = evaluating.law_of(tender, "QUALITY_COST")
    least, most = Decimal(law["technical_least"]), Decimal(law["technical_most"])
    if values.technical_weight is None or not least <= values.technical_weight <= most:
        raise EvaluationRefused("technical_weight", (least, most))
