"""The acts after the ranking: negotiate, decide the winner, announce it; the window for objections opens."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pendopo.kernel.access import Actor, require
from pendopo.kernel.display import terbilang
from pendopo.procurement import evaluating, evaluation_facts, evaluation_rules
from pendopo.procurement.access_evaluation import evaluates, heads_budget_of
from pendopo.procurement.barring import why_barred
from pendopo.procurement.bidders_told import tell_bidders
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.minuting import written
from pendopo.procurement.models import Method, MinutesKind, Participant, Tender
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.services.minutes import draw_minutes, release_minutes
from pendopo.procurement.states import TENDER, OfferStatus, TenderStatus

NEGOTIATED = (Method.SELECTION, Method.DIRECT, Method.DIRECT_APPOINTMENT, Method.VILLAGE)
NEGOTIABLE = (TenderStatus.EVALUATED, TenderStatus.DECIDED, TenderStatus.STANDSTILL)


@transaction.atomic
def negotiate_price(*, participant_id: int, amount: Decimal, note: str, actor: Actor, now: dt.datetime) -> Participant:
    """Write down the price that was negotiated with the first in rank; it never rises, and stays within the ceiling.

    Raises EvaluationRefused, ReasonMissing, PermissionDenied.
    """
    participant = Participant.objects.select_related("supplier__organisation").get(pk=participant_id)
    tender = evaluating.locked_tender(participant.tender_id)
    require(actor, "procurement.conclude_evaluation", tender)
    if tender.method not in NEGOTIATED or tender.status not in NEGOTIABLE:
        raise EvaluationRefused("not_negotiable")
    if not note.strip():
        raise ReasonMissing
    before = evaluating.price_of(participant)
    if participant.status != OfferStatus.VALID or not (participant.is_winner or participant.rank == 1):
        raise EvaluationRefused("not_first")
    most = min(filter(None, [before, tender.hps_amount, tender.ceiling_amount]))
    if amount <= 0 or amount > most:
        raise EvaluationRefused("negotiated", most)
    participant.negotiated_amount = amount
    participant.save(update_fields=["negotiated_amount"])
    facts = {
        "participant": evaluation_facts.name_of(participant), "before": written(before), "after": written(amount),
        "after_words": terbilang(int(amount)), "note": note.strip(),
    }  # fmt: skip
    draw_minutes(tender_id=tender.pk, kind=MinutesKind.NEGOTIATION, facts=facts, held_at=now, actor=actor, now=now)
    told = {"participant": facts["participant"], "amount": str(amount)}
    evaluating.tell(tender, "procurement.price.negotiated", actor, now, **told)
    return participant


@transaction.atomic
def decide_winner(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """The first in rank wins. The committee decides, above the amount of the law the PA, who sits in no committee.

    Raises EvaluationRefused, MoveRefused, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.decide_winner", tender)
    TENDER.move(tender, "decide")
    by = _decider(tender, actor, now)
    winner = evaluating.in_play(tender).filter(status=OfferStatus.VALID, rank=1).first()
    if winner is None:
        raise EvaluationRefused("none_valid")
    if tender.method in NEGOTIATED and tender.method != Method.SELECTION and winner.negotiated_amount is None:
        raise EvaluationRefused("negotiate_first")
    if barred := why_barred(winner, now):
        raise EvaluationRefused(barred.lower(), evaluation_facts.name_of(winner))
    winner.is_winner, tender.decided_at = True, now
    winner.save(update_fields=["is_winner"])
    tender.save(update_fields=["status", "decided_at"])
    facts = evaluation_facts.decision_facts(tender, winner, by)
    draw_minutes(tender_id=tender.pk, kind=MinutesKind.DECISION, facts=facts, held_at=now, actor=actor, now=now)
    evaluating.tell(
        tender, "procurement.winner.decided", actor, now, participant=facts["winner"], amount=facts["price"]
    )
    return tender


def _decider(tender: Tender, actor: Actor, now: dt.datetime) -> str:
    """Who decides by the law of the run's day. Raises EvaluationRefused for the wrong one, or for mixed duties."""
    day = timezone.localdate(now)
    amount = tender.hps_amount if tender.ceiling_amount is None else tender.ceiling_amount
    law = evaluating.law_of(tender, "WINNER_BY_PA")
    if evaluation_rules.decided_by_pa(law, method=tender.method, amount=amount):
        if not heads_budget_of(actor, tender):
            raise EvaluationRefused("by_pa")
        if evaluates(actor, tender):
            raise EvaluationRefused("duties")
        return "PA"
    if not evaluates(actor, tender):
        raise EvaluationRefused("by_committee")
    if actor.holds("ppk", tender.unit, day) or actor.holds("pa", tender.unit, day):
        raise EvaluationRefused("duties")
    return "COMMITTEE" if evaluating.has_committee(tender) else "OFFICER"


@transaction.atomic
def announce_winner(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """Everybody sees the winner, prices, ranks and minutes; those who offered may object for the days of the law.

    Raises MoveRefused, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.announce_winner", tender)
    TENDER.move(tender, "announce_winner")
    tender.save(update_fields=["status"])
    plan = evaluating.plan_for(tender)
    plan.standstill_until = evaluating.standstill_end(tender, now)
    plan.save(update_fields=["standstill_until"])
    evaluating.set_window(tender, now, plan.standstill_until)
    for minutes in tender.minutes.exclude(kind=MinutesKind.NEGOTIATION):
        release_minutes(minutes_id=minutes.pk, actor=actor, now=now)
    winner = tender.participants.select_related("supplier__organisation").get(is_winner=True)
    told = {"participant": evaluation_facts.name_of(winner), "amount": str(evaluating.contract_price_of(winner))}
    until = timezone.localtime(plan.standstill_until).isoformat()
    evaluating.tell(tender, "procurement.winner.announced", actor, now, until=until, **told)
    ends = plan.standstill_until
    tell_bidders(tender, "procurement.winner.announced", now, winner=told["participant"], until=ends)
    return tender
