"""What everybody may know of an evaluation: criteria from the announcement on, results once they are announced."""

from dataclasses import dataclass

from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement.models import Criterion, EvaluationPlan, Minutes, Origin, Participant, Scheme, Tender
from pendopo.procurement.queries.evaluation import criteria_of
from pendopo.procurement.queries.tenders import offers_of
from pendopo.procurement.states import OfferStatus, TenderStatus

ANNOUNCED = (TenderStatus.STANDSTILL, TenderStatus.APPOINTED, TenderStatus.CONTRACTED, TenderStatus.FAILED)


@dataclass(frozen=True)
class ShownOffer:
    """One offer as everybody sees it: `result` is empty while it is not announced; amounts are rupiah."""

    participant: Participant
    result: str
    reason: str
    priced: bool


@dataclass(frozen=True)
class PublicResult:
    """An evaluation as everybody sees it at this moment."""

    criteria: list[Criterion]
    plan: EvaluationPlan | None
    offers: list[ShownOffer]
    minutes: list[Minutes]
    announced: bool
    scored: bool
    ranked: bool


def results_announced(tender: Tender) -> bool:
    """Whether winner, ranks and reasons are public; runs of other systems are published as they came."""
    return tender.origin != Origin.OWN or tender.status in ANNOUNCED


def result_for_everybody(tender: Tender) -> PublicResult:
    """Criteria, offers and minutes of a public run, as far as they are announced. Five queries at most."""
    plan = EvaluationPlan.objects.filter(tender=tender).first()
    announced = results_announced(tender)
    technical = tender.scheme == Scheme.TWO_FILE and plan is not None and plan.concluded_at is not None
    rows = [_shown(one, announced=announced, technical=technical) for one in _ordered(tender, announced=announced)]
    found = tender.minutes.filter(paper__public=True).select_related("paper")
    return PublicResult(
        criteria=criteria_of(ANONYMOUS, tender) if tender.origin == Origin.OWN and tender.evaluation else [],
        plan=plan,
        offers=rows,
        minutes=list(found.order_by("made_at", "pk")[:50]),
        announced=announced,
        scored=(announced or technical) and any(row.participant.technical_score is not None for row in rows),
        ranked=announced and any(row.participant.rank for row in rows),
    )


def _ordered(tender: Tender, *, announced: bool) -> list[Participant]:
    """By rank once it is announced, else by name of the supplier."""
    found = offers_of(tender)
    if announced:
        return sorted(found, key=lambda one: one.rank or len(found) + 1)
    return sorted(found, key=lambda one: str(one.supplier or ""))


def _shown(one: Participant, *, announced: bool, technical: bool) -> ShownOffer:
    out = one.status == OfferStatus.DISQUALIFIED
    result = "winner" if announced and one.is_winner else ""
    if not result and (announced or technical):
        result = "out" if out else "valid" if one.status == OfferStatus.VALID else ""
    return ShownOffer(one, result, one.knock_out_reason if result == "out" else "", one.price_amount is not None)
