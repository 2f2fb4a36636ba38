"""Evaluation ends in ranks: prices judged by the document and the law, HEA or both scores, minutes drawn up."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.evaluation_facts import evaluation_facts
from pendopo.procurement.models import KnockOutGround, MinutesKind, Participant, Tender
from pendopo.procurement.services.minutes import draw_minutes
from pendopo.procurement.states import TENDER, OfferStatus, TenderStatus

OF_PRICE = (KnockOutGround.ABOVE_HPS, KnockOutGround.LOW_PRICE, KnockOutGround.NO_PRICE)


@transaction.atomic
def rank_offers(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """Finish the evaluation: prices above the Hps are out (not in consultancy), an unusually low one needs a recorded
    clarification, the rest is ranked; the minutes of the evaluation are drawn up.

    Raises EvaluationRefused, MoveRefused, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.conclude_evaluation", tender)
    plan = evaluating.plan_for(tender)
    if tender.status == TenderStatus.OPENED and plan.concluded_at is None:
        raise EvaluationRefused("not_concluded")
    TENDER.move(tender, "evaluate")
    tender.participants.update(is_winner=False, negotiated_amount=None, rank=None)
    _judge_prices(tender, now)
    valid = [one for one in evaluating.in_play(tender) if one.status == OfferStatus.VALID]
    if not valid:
        raise EvaluationRefused("none_valid")
    _write(valid, evaluation_rules.ranked(map(_offer, valid), evaluating.comparison_of(tender, plan)))
    tender.save(update_fields=["status"])
    facts = evaluation_facts(tender)
    draw_minutes(tender_id=tender.pk, kind=MinutesKind.EVALUATION, facts=facts, held_at=now, actor=actor, now=now)
    evaluating.tell(tender, "procurement.tender.evaluated", actor, now, valid=len(valid))
    return tender


def _judge_prices(tender: Tender, now: dt.datetime) -> None:
    """Knock out by price. Raises EvaluationRefused when a low one waits for its clarification."""
    low = evaluating.law_of(tender, "LOW_PRICE")
    for participant in evaluating.in_play(tender):
        evaluating.reinstate(participant, now, *OF_PRICE)
        if participant.status != OfferStatus.VALID:
            continue
        price = evaluating.price_of(participant)
        if participant.price_amount is None or price <= 0:
            evaluating.knock_out(participant, KnockOutGround.NO_PRICE, now)
        elif evaluation_rules.is_above_hps(price, hps=tender.hps_amount, kind=tender.kind):
            evaluating.knock_out(participant, KnockOutGround.ABOVE_HPS, now)
        elif evaluation_rules.is_unusually_low(low, price, hps=tender.hps_amount):
            _judge_low(participant, now)


def _judge_low(participant: Participant, now: dt.datetime) -> None:
    said = getattr(participant, "clarification", None)
    if said is None:
        raise EvaluationRefused("clarify", str(participant.supplier))
    if not said.is_accepted:
        evaluating.knock_out(participant, KnockOutGround.LOW_PRICE, now, note=said.explanation)


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
