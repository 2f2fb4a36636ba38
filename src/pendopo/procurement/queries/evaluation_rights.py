"""What an actor may do in the evaluation of a run now: the buttons of its pages."""

from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.barring import first_is_barred
from pendopo.procurement.models import EvaluationPlan, Method, Participant, Scheme, Tender
from pendopo.procurement.queries.evaluation import Board, prices_shown
from pendopo.procurement.sealed_lines import file_of_lines
from pendopo.procurement.states import TENDER, TENDER_ENDED, TenderStatus

NEGOTIATED = (Method.SELECTION, Method.DIRECT, Method.DIRECT_APPOINTMENT, Method.VILLAGE)
NEGOTIABLE = (TenderStatus.EVALUATED, TenderStatus.DECIDED, TenderStatus.STANDSTILL)


def may_set_criteria(actor: Actor, tender: Tender) -> bool:
    """Whether the criteria may be set."""
    return tender.status == TenderStatus.PREPARED and permits(actor, "procurement.set_criteria", tender)


def prices_stay_shut(tender: Tender) -> bool:
    """Whether offers on paper are recorded without their prices now."""
    return tender.scheme == Scheme.TWO_FILE and tender.status != TenderStatus.OPENED


def may_record_offers(actor: Actor, tender: Tender) -> bool:
    """Whether offers on paper may be typed in: of a run without sealed bids that is over, or its second files."""
    if not permits(actor, "procurement.record_offers", tender) or tender.sealed or tender.seal_plans.exists():
        return False
    if tender.status in (TenderStatus.OPEN, TenderStatus.CLOSED):
        return True
    two = tender.status == TenderStatus.OPENED and tender.scheme == Scheme.TWO_FILE
    open_yet = tender.participants.filter(price_amount__isnull=False).exists()
    return two and not open_yet and prices_shown(tender, EvaluationPlan.objects.filter(tender=tender).first())


def may_fill_sheet(actor: Actor, tender: Tender) -> bool:
    """Whether the actor evaluates the run, at any time."""
    return permits(actor, "procurement.fill_sheet", tender)


def may_check_price(actor: Actor, tender: Tender, offer: Participant) -> bool:
    """Whether the lines of the price may be written down."""
    plan = EvaluationPlan.objects.filter(tender=tender).first()
    known = offer.price_amount is not None and prices_shown(tender, plan)
    return known and tender.status == TenderStatus.OPENED and permits(actor, "procurement.conclude_evaluation", tender)


def has_sealed_lines(offer: Participant) -> bool:
    """Whether the opened envelope holds price lines."""
    return file_of_lines(offer) is not None


def is_low(tender: Tender, offer: Participant) -> bool:
    """Whether the price is unusually low."""
    law = evaluating.law_of(tender, "LOW_PRICE")
    return evaluation_rules.is_unusually_low(law, evaluating.price_of(offer), hps=tender.hps_amount)


def may_negotiate(actor: Actor, tender: Tender) -> bool:
    """Whether a price may be negotiated."""
    return (
        tender.method in NEGOTIATED
        and tender.status in NEGOTIABLE
        and permits(actor, "procurement.conclude_evaluation", tender)
    )


def evaluation_doors(actor: Actor, board: Board) -> list[str]:
    """The pages to fill in that are open now: criteria, offers, negotiation."""
    asked = {"criteria": may_set_criteria, "offers": may_record_offers, "negotiate": may_negotiate}
    return [door for door, may in asked.items() if may(actor, board.tender)]


def evaluation_actions(actor: Actor, board: Board) -> list[str]:
    """The steps that the actor may take now, the next one first."""
    tender = board.tender
    moves = TENDER.actions_from(tender.status)
    wanted = {
        "conclude": tender.status == TenderStatus.OPENED and not board.concluded and board.complete,
        "rank": board.concluded and board.has_prices and ("evaluate" in moves or _ranks_again(tender)),
        "decide": "decide" in moves,
        "announce": "announce_winner" in moves,
        "reopen": _reopens(board),
        "rerun": tender.status == TenderStatus.FAILED and not tender.reruns.exists(),
        "fail": "fail" in moves and tender.status not in TENDER_ENDED,
    }
    return [one for one, open_now in wanted.items() if open_now and permits(actor, RIGHTS[one], tender)]


def _reopens(board: Board) -> bool:
    """Whether sheets may be given back: an announced technical result stays, save after an accepted objection."""
    tender = board.tender
    stays = board.concluded and tender.scheme == Scheme.TWO_FILE and tender.decided_at is None
    return tender.status == TenderStatus.OPENED and not stays and any(row.handed for row in board.rows)


def _ranks_again(tender: Tender) -> bool:
    """Whether the first in rank may not win any more."""
    return tender.status == TenderStatus.EVALUATED and first_is_barred(tender, clock.now())


RIGHTS = {
    "conclude": "procurement.conclude_evaluation",
    "rank": "procurement.conclude_evaluation",
    "reopen": "procurement.conclude_evaluation",
    "decide": "procurement.decide_winner",
    "announce": "procurement.announce_winner",
    "fail": "procurement.fail_tender",
    "rerun": "procurement.rerun_tender",
}
