"""Why appointments, guarantees and contracts of a run are refused, in words."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import full_date
from pendopo.procurement import services
from pendopo.procurement.minuting import written
from pendopo.procurement.objecting import Held

WORDS = {
    "no_winner": gettext_lazy("This run has no winner."),
    "hps": gettext_lazy("The price lies above the HPS of %(amount)s."),
    "blacklisted": gettext_lazy("This supplier is on the blacklist until %(day)s."),
    "before_sppbj_day": gettext_lazy("The letter may be dated %(day)s at the earliest."),
    "sppbj_withdrawn": gettext_lazy("This appointment was withdrawn."),
    "signed": gettext_lazy("A contract was signed for this appointment."),
    "guarantee": gettext_lazy("A guarantee of %(amount)s at least is needed, valid to the end of the work."),
    "guarantee_known": gettext_lazy("This guarantee was recorded already."),
    "guarantee_contract": gettext_lazy("This kind of guarantee is given for a contract."),
    "guarantee_ended": gettext_lazy("The guarantee is not valid any more. Look at its dates."),
    "run": gettext_lazy("A run is under way for this package. The contract is written for its winner."),
    "not_winner": gettext_lazy("This supplier did not win the run."),
    "clauses_fixed": gettext_lazy("The paper is printed already. Withdraw it to change the clauses."),
    "paper_stands": gettext_lazy("This paper is printed already."),
    "paper_form": gettext_lazy("This form of contract has no paper here, or it is signed already."),
    "duties": gettext_lazy("One person cannot sign for both sides."),
    "direct_package": gettext_lazy("Only an announced package for direct procurement can be bought so."),
    "direct_limit": gettext_lazy("Direct procurement ends at %(amount)s for this kind. Choose another method."),
    "direct_over": gettext_lazy("This purchase is decided already."),
    "offer_first": gettext_lazy("Write down the offer first."),
    "agreed_above": gettext_lazy("The agreed price can be %(amount)s at most: not above the offer and the HPS."),
    "not_agreed": gettext_lazy("No price is agreed with this supplier yet."),
    "recorded_limit": gettext_lazy("Above %(amount)s a contract is needed; recording is for smaller purchases."),
    "recorded_kind": gettext_lazy("Only goods and other services can be recorded without a contract."),
    "recorded_known": gettext_lazy("This receipt of this seller was recorded already."),
    "won_price": gettext_lazy("The price that won leaves %(amount)s for contracts."),
}
"""Codes of refused contracts -> what to do about it."""


def held_text(held: Held) -> str:
    """Why the winner cannot be appointed yet, in one sentence."""
    return _held(held.code, full_date(held.until) if held.until else "")


def _held(code: str, day: str) -> str:
    words = {
        "window": _("Participants may object until %(day)s."),
        "sanggah": _("An objection waits for its answer, due on %(day)s."),
        "appeal": _("An appeal waits for its decision, due on %(day)s."),
        "appeal_window": _("A refused objection may be appealed until %(day)s."),
    }
    return words[code] % {"day": day}


def award_refusal(refusal: services.ContractRefused) -> str:
    """The sentence for refusals of appointments and guarantees; nothing for those of contracts."""
    limit = refusal.limit
    if refusal.code.startswith("held_"):
        return _held(refusal.code.removeprefix("held_"), full_date(limit) if limit else "–")
    day = full_date(limit) if isinstance(limit, dt.date) else ""
    amount = "" if day or limit is None or isinstance(limit, str) else written(Decimal(limit))
    return str(WORDS.get(refusal.code, "")) % {"day": day, "amount": amount}
