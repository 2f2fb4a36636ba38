"""Why appointments, guarantees and contracts of a run are refused, in words."""

import datetime as dt

from django.utils.translation import gettext as _

from pendopo.kernel.display import full_date
from pendopo.procurement import services
from pendopo.procurement.minuting import written
from pendopo.procurement.objecting import Held


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
    amount = "" if day or limit is None or isinstance(limit, str) else written(limit)
    words = {
        "no_winner": _("This run has no winner."),
        "hps": _("The price lies above the HPS of %(amount)s."),
        "blacklisted": _("This supplier is on the blacklist until %(day)s."),
        "before_sppbj_day": _("The letter may be dated %(day)s at the earliest."),
        "sppbj_withdrawn": _("This appointment was withdrawn."),
        "signed": _("A contract was signed for this appointment."),
        "guarantee": _("A guarantee of %(amount)s at least is needed, valid to the end of the work."),
        "guarantee_known": _("This guarantee was recorded already."),
        "guarantee_contract": _("This kind of guarantee is given for a contract."),
        "guarantee_ended": _("The guarantee is not valid any more. Look at its dates."),
        "run": _("A run is under way for this package. The contract is written for its winner."),
        "not_winner": _("This supplier did not win the run."),
        "won_price": _("The price that won leaves %(amount)s for contracts."),
    }
    return words.get(refusal.code, "") % {"day": day, "amount": amount}
