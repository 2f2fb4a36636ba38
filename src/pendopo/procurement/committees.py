"""Who evaluates a run: the members of its committee who may, or the one officer whom its method puts in charge."""

from dataclasses import dataclass

from django.utils import translation

from pendopo.accounts.roles import Role
from pendopo.budget.queries.papers import signer_title
from pendopo.kernel.access import Actor
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement.access_evaluation import SOLE_OFFICERS, heads_budget_of, members_of, sits
from pendopo.procurement.models import Tender

SEATS = ("CHAIR", "SECRETARY", "MEMBER")


@dataclass(frozen=True)
class Evaluator:
    """One who evaluates: user, name, seat in the committee (none for an officer alone)."""

    user: int
    name: str
    seat: str
    seat_words: str


def evaluators_of(tender: Tender) -> list[Evaluator]:
    """The members of the run's committee who declared and have no interest, the chair first. One query."""
    rows = sorted(members_of(tender).select_related("user"), key=lambda one: (SEATS.index(one.seat), one.pk))
    return [Evaluator(one.user_id, one.user.label, one.seat, str(one.get_seat_display())) for one in rows]


@translation.override(DEFAULT)
def post_of(actor: Actor, tender: Tender) -> str:
    """The post in which the actor signs papers of the run, in the words of the paper."""
    seat = next((one.seat_words for one in evaluators_of(tender) if one.user == actor.pk), "")
    if seat:
        return f"{seat}, {Role.POKJA.label}"
    role = "pa" if heads_budget_of(actor, tender) else SOLE_OFFICERS.get(tender.method, "pokja")
    return signer_title(role, tender.unit)


@translation.override(DEFAULT)
def signers_of(tender: Tender, actor: Actor) -> list[tuple[str, str]]:
    """(post, name) of those who sign minutes that the actor draws up: the committee, or the actor alone."""
    if heads_budget_of(actor, tender) and not sits(actor, tender):
        return [(post_of(actor, tender), actor.label)]
    found = [(one.seat_words, one.name) for one in evaluators_of(tender)]
    return found or [(post_of(actor, tender), actor.label)]
