"""Evaluation ends in ranks: prices judged by the document and the law, HEA or both scores, minutes drawn up."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.barring import first_is_barred
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.evaluation_facts import evaluation_facts
from pendopo.procurement.judging import judge_offers
from pendopo.procurement.models import MinutesKind, Participant, Tender
from pendopo.procurement.services.minutes import draw_minutes
from pendopo.procurement.states import TENDER, TenderStatus


@transaction.atomic
def rank_offers(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """Finish the evaluation: prices above the Hps are out (not in consultancy), an unusually low one needs a recorded
    clarification, suppliers on the blacklist or bound to another offer are out, the rest is ranked; the minutes of the
    evaluation are drawn up. Once more where the first in rank may not win any more.

    Raises EvaluationRefused, MoveRefused, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.conclude_evaluation", tender)
    plan = evaluating.plan_for(tender)
    if tender.status == TenderStatus.OPENED and plan.concluded_at is None:
        raise EvaluationRefused("not_concluded")
    again = tender.status == TenderStatus.EVALUATED and first_is_barred(tender, now)
    if not again:
        TENDER.move(tender, "evaluate")
    tender.participants.update(is_winner=False, negotiated_amount=None, rank=None)
    valid = judge_offers(tender, now)
    if not valid:
        raise EvaluationRefused("none_valid")
    _write(valid, evaluation_rules.ranked(map(_offer, valid), evaluating.comparison_of(tender, plan)))
    tender.save(update_fields=["status"])
    facts = evaluation_facts(tender)
    draw_minutes(tender_id=tender.pk, kind=MinutesKind.EVALUATION, facts=facts, held_at=now, actor=actor, now=now)
    evaluating.tell(tender, "procurement.tender.evaluated", actor, now, valid=len(valid))
    return tender


def _offer(one: Participant) -> evaluation_rules.Offer:
    return evaluation_rules.Offer(
        id=one.pk,
        price=evaluating.price_of(one),
        tkdn_percent=one.tkdn_percent or evaluation_rules.ZERO,
        technical=one.technical_score or evaluation_rules.ZERO,
        arrived=one.submitted_at.timestamp() if one.submitted_at else 0.0,
    )


def _write(valid: Iterable[Participant], ranked: Iterable[evaluation_rules.Offer]) -> None:
    of = {one.pk: one for one in valid}
    for offer in ranked:
        participant = of[offer.id]
        participant.evaluated_amount, participant.final_score, participant.rank = (
            offer.evaluated,
            offer.score,
            offer.rank,
        )
        participant.save(update_fields=["evaluated_amount", "final_score", "rank"])
