"""The acts on prices: their lines with the arithmetic correction, and what was said of an unusually low one."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.models import Participant, PriceClarification, PriceLine, Scheme, Tender
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.sealed_lines import file_of_lines, lines_of
from pendopo.procurement.states import TenderStatus

MOST_LINES = 2000
LARGEST = Decimal(10) ** 17


@dataclass(frozen=True)
class PriceLineValues:
    """One line of a price as the participant wrote it; rupiah with two places."""

    name: str
    volume: Decimal
    unit_amount: Decimal
    stated_amount: Decimal
    unit: str = ""


@transaction.atomic
def put_price_lines(
    *, participant_id: int, lines: list[PriceLineValues], actor: Actor, now: dt.datetime
) -> Participant:
    """Write down the lines of a price; their sum by volume and unit price is the corrected price.

    Where the document asks for one total (lumpsum), that total stands and nothing is corrected. No lines take back
    the correction. Raises EvaluationRefused, PermissionDenied.
    """
    tender, participant = _with_price(participant_id)
    require(actor, "procurement.conclude_evaluation", tender)
    _check_lines(lines)
    plan = evaluating.plan_for(tender)
    participant.price_lines.all().delete()
    PriceLine.objects.bulk_create(
        PriceLine(participant=participant, sequence=number, **vars(one)) for number, one in enumerate(lines, 1)
    )
    corrected = None
    if lines and plan.unit_prices:
        corrected = evaluation_rules.corrected_price((one.volume, one.unit_amount) for one in lines)
    participant.corrected_amount = corrected
    participant.save(update_fields=["corrected_amount"])
    told = {"participant": str(participant.supplier), "amount": str(corrected or participant.price_amount)}
    evaluating.tell(tender, "procurement.price.corrected", actor, now, **told)
    return participant


@transaction.atomic
def take_sealed_lines(*, participant_id: int, actor: Actor, now: dt.datetime) -> Participant:
    """Take over the price lines that lay in the opened envelope, and correct their sum.

    Raises EvaluationRefused, PermissionDenied.
    """
    tender, participant = _with_price(participant_id)
    require(actor, "procurement.conclude_evaluation", tender)
    file = file_of_lines(participant)
    if file is None:
        raise EvaluationRefused("no_lines")
    lines = [PriceLineValues(**one) for one in lines_of(file)]
    return put_price_lines(participant_id=participant_id, lines=lines, actor=actor, now=now)


def _check_lines(lines: list[PriceLineValues]) -> None:
    if len(lines) > MOST_LINES:
        raise EvaluationRefused("many_lines", MOST_LINES)
    for number, one in enumerate(lines, 1):
        if one.volume <= 0 or one.unit_amount < 0 or one.stated_amount < 0:
            raise EvaluationRefused("negative_line", number)
        if one.volume * one.unit_amount >= LARGEST or one.stated_amount >= LARGEST:
            raise EvaluationRefused("large_line", number)


@transaction.atomic
def clarify_price(
    *, participant_id: int, explanation: str, is_accepted: bool, actor: Actor, now: dt.datetime
) -> PriceClarification:
    """Record what a participant said of its unusually low price, and whether it is taken.

    Raises EvaluationRefused where the price is not low, ReasonMissing, PermissionDenied.
    """
    tender, participant = _with_price(participant_id)
    require(actor, "procurement.conclude_evaluation", tender)
    if not explanation.strip():
        raise ReasonMissing
    price = evaluating.price_of(participant)
    if not evaluation_rules.is_unusually_low(evaluating.law_of(tender, "LOW_PRICE"), price, hps=tender.hps_amount):
        raise EvaluationRefused("not_low")
    made, _new = PriceClarification.objects.update_or_create(
        participant=participant,
        defaults={"explanation": explanation.strip()[:1000], "is_accepted": is_accepted, "at": now},
    )
    told = {"participant": str(participant.supplier), "accepted": is_accepted}
    evaluating.tell(tender, "procurement.price.clarified", actor, now, **told)
    return made


@transaction.atomic
def note_tkdn(*, participant_id: int, percent: Decimal, evidence: str, actor: Actor, now: dt.datetime) -> Participant:
    """Write down the domestic content (TKDN) of an offer as its certificate shows it; the preference follows from it.

    Raises EvaluationRefused, ReasonMissing, PermissionDenied.
    """
    tender, participant = _with_price(participant_id)
    require(actor, "procurement.conclude_evaluation", tender)
    if not evidence.strip():
        raise ReasonMissing
    if not 0 <= percent <= 100:
        raise EvaluationRefused("percent")
    participant.tkdn_percent = percent
    participant.save(update_fields=["tkdn_percent"])
    told = {"participant": str(participant.supplier), "percent": str(percent), "evidence": evidence.strip()[:500]}
    evaluating.tell(tender, "procurement.tkdn.noted", actor, now, **told)
    return participant


def _with_price(participant_id: int) -> tuple[Tender, Participant]:
    """An opened run and an offer of it whose price may be known."""
    participant = Participant.objects.select_related("supplier__organisation").get(pk=participant_id)
    tender = evaluating.locked_tender(participant.tender_id)
    if tender.status != TenderStatus.OPENED:
        raise EvaluationRefused("not_opened")
    if tender.scheme == Scheme.TWO_FILE and evaluating.plan_for(tender).concluded_at is None:
        raise EvaluationRefused("prices_shut")
    if participant.price_amount is None:
        raise EvaluationRefused("price_missing")
    return tender, participant
