"""Offers that passed their criteria, judged by price and by who stands behind them, as document and law say."""

import datetime as dt
from typing import Any

from django.utils import timezone

from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.barring import BARRED, barred_in
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.models import KnockOutGround, Participant, Tender
from pendopo.procurement.states import OfferStatus

OF_PRICE = (KnockOutGround.ABOVE_HPS, KnockOutGround.LOW_PRICE, KnockOutGround.NO_PRICE)


def judge_offers(tender: Tender, now: dt.datetime, *, waiting: bool = False) -> list[Participant]:
    """Knock out by price and person; gives the offers that stay valid.

    Raises EvaluationRefused when an unusually low price is not clarified, unless such offers may stay `waiting`.
    """
    low, barred = evaluating.law_of(tender, "LOW_PRICE"), barred_in(tender, timezone.localdate(now))
    for participant in evaluating.in_play(tender):
        evaluating.reinstate(participant, now, *OF_PRICE, *BARRED)
        if participant.status != OfferStatus.VALID:
            continue
        ground = barred.get(participant.supplier_id or 0)
        if ground is not None:
            evaluating.knock_out(participant, ground, now)
        else:
            _judge_price(tender, participant, low, now, waiting=waiting)
    return [one for one in evaluating.in_play(tender) if one.status == OfferStatus.VALID]


def _judge_price(
    tender: Tender, participant: Participant, low: dict[str, Any], now: dt.datetime, *, waiting: bool
) -> None:
    price = evaluating.price_of(participant)
    if price <= 0:
        evaluating.knock_out(participant, KnockOutGround.NO_PRICE, now)
    elif evaluation_rules.is_above_hps(price, hps=tender.hps_amount, kind=tender.kind):
        evaluating.knock_out(participant, KnockOutGround.ABOVE_HPS, now)
    elif evaluation_rules.is_unusually_low(low, price, hps=tender.hps_amount):
        _judge_low(participant, now, waiting=waiting)


def _judge_low(participant: Participant, now: dt.datetime, *, waiting: bool) -> None:
    said = getattr(participant, "clarification", None)
    if said is None and not waiting:
        raise EvaluationRefused("clarify", str(participant.supplier))
    if said is not None and not said.is_accepted:
        evaluating.knock_out(participant, KnockOutGround.LOW_PRICE, now, note=said.explanation)
