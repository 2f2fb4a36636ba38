"""Words of the evaluation as pages show them: steps, refusals."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.files.services import SigningUnavailable
from pendopo.kernel.display import date_and_time, number
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import services
from pendopo.procurement.views.contract_words import written

STEPS = {
    "conclude": (
        gettext_lazy("Merge the sheets"),
        gettext_lazy("The sheets of all become one result. In a two-file run this announces the technical result."),
        gettext_lazy("Merge"),
    ),
    "reopen": (
        gettext_lazy("Give the sheets back"),
        gettext_lazy("Every member may change the own sheets and hands them in again. The log keeps why."),
        gettext_lazy("Give back"),
    ),
    "rank": (
        gettext_lazy("Finish the evaluation"),
        gettext_lazy("Prices are judged by the estimate, offers get their rank, and the minutes are drawn up."),
        gettext_lazy("Finish the evaluation"),
    ),
    "decide": (
        gettext_lazy("Decide the winner"),
        gettext_lazy("The first in rank wins. The minutes of the decision are drawn up for signing."),
        gettext_lazy("Decide"),
    ),
    "announce": (
        gettext_lazy("Announce the winner"),
        gettext_lazy("Everybody sees winner, prices, ranks, reasons and minutes. The window for objections opens."),
        gettext_lazy("Announce"),
    ),
    "fail": (
        gettext_lazy("Declare the run failed"),
        gettext_lazy("The run ends here, and everybody reads why. It may be repeated."),
        gettext_lazy("Declare it failed"),
    ),
    "rerun": (
        gettext_lazy("Repeat the run"),
        gettext_lazy("A new version of the run is prepared, with the same packages and criteria."),
        gettext_lazy("Prepare it"),
    ),
}

REFUSALS = {
    "announced": gettext_lazy("The run is announced: its criteria do not change any more."),
    "no_criteria": gettext_lazy("Write at least one criterion."),
    "weight_part": gettext_lazy("Only technical criteria have a weight."),
    "no_weights": gettext_lazy("Quality and cost needs technical criteria with weights."),
    "weight_price": gettext_lazy("Only quality and cost has a weight of the technical score."),
    "sealed": gettext_lazy("This run has sealed bids: they are opened in the ceremony, not typed in."),
    "no_offers": gettext_lazy("There is no offer to evaluate."),
    "negative": gettext_lazy("A price cannot be below zero."),
    "prices_shut": gettext_lazy("Prices stay shut until the technical result is announced."),
    "price_missing": gettext_lazy("The price is missing."),
    "recorded": gettext_lazy("The offers of this run are recorded already."),
    "shortlist": gettext_lazy("Only firms on the short list of the prequalification may offer."),
    "participant": gettext_lazy("One of these offers is not registered any more. Look again."),
    "not_opened": gettext_lazy("The bids are not open, or the evaluation is finished."),
    "handed_in": gettext_lazy("This sheet is signed and does not change any more."),
    "concluded": gettext_lazy("The sheets are merged already."),
    "criterion": gettext_lazy("One criterion does not belong to this run."),
    "score_range": gettext_lazy("Write a score from 0 to 100"),
    "not_concluded": gettext_lazy("Merge the sheets first."),
    "none_valid": gettext_lazy("No valid offer is left: declare the run failed."),
    "result_announced": gettext_lazy("The technical result is announced and stays as it is."),
    "percent": gettext_lazy("Write percent from 0 to 100"),
    "no_lines": gettext_lazy("The envelope holds no price lines: type them in, or paste them."),
    "lines_unreadable": gettext_lazy("The price lines of the envelope cannot be read: type them in, or paste them."),
    "not_low": gettext_lazy("This price is not unusually low."),
    "not_negotiable": gettext_lazy("There is nothing to negotiate in this run now."),
    "not_first": gettext_lazy("Only the first in rank negotiates."),
    "negotiate_first": gettext_lazy("Negotiate the price with the first in rank before."),
    "by_pa": gettext_lazy("This run is so large that the PA decides the winner."),
    "by_committee": gettext_lazy("Those who evaluate decide the winner of this run."),
    "duties": gettext_lazy("One person cannot hold both duties: PPK or PA of the unit, and evaluating its run."),
    "not_failed": gettext_lazy("Only a failed run is repeated."),
    "rerun_known": gettext_lazy("This run is repeated already."),
}


STAGE_UNJUDGED = gettext_lazy(
    "%(name)s: members say no at different criteria, so too few of them judged %(stage)s. "
    "Talk about it, give the sheets back and fill in that stage as well."
)


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused act: what, why, what to do."""
    if isinstance(refusal, services.ReasonMissing):
        return _("Write the reason")
    if isinstance(refusal, SigningUnavailable):
        return _("This instance cannot sign now. Try again, or sign on paper.")
    if isinstance(refusal, services.SignedAlready):
        return _("You have signed these minutes.")
    if isinstance(refusal, MoveRefused):
        return _("The run is not at this step any more. Look again.")
    assert isinstance(refusal, services.EvaluationRefused)
    return _about(refusal.code, refusal.about) or str(REFUSALS[refusal.code])


def _about(code: str, about: Any) -> str:
    words = {
        "many_criteria": lambda: _("A run has at most %(most)s criteria.") % {"most": about},
        "many_lines": lambda: _("A price has at most %(most)s lines.") % {"most": number(about)},
        "negative_line": lambda: _("Line %(number)s has a volume or price below zero.") % {"number": about},
        "large_line": lambda: _("Line %(number)s is too large.") % {"number": about},
        "weight_sum": lambda: _("The weights come to %(sum)s, not to 100.") % {"sum": number(about)},
        "technical_weight": lambda: _("The law lets the technical weight be %(least)s to %(most)s percent.")
        % {"least": number(about[0] * 100), "most": number(about[1] * 100)},
        "too_early": lambda: _("Offers are opened after the deadline, %(when)s.") % {"when": date_and_time(about)},
        "incomplete": lambda: _("Say something of every criterion before you sign: %(name)s.") % {"name": about},
        "note_missing": lambda: _("Write what of the document is not met: %(name)s.") % {"name": about},
        "sheets_missing": lambda: _("Not all sheets on %(name)s are handed in.") % {"name": about},
        "stage_unjudged": lambda: str(STAGE_UNJUDGED) % {"name": about[0], "stage": about[1].lower()},
        "committee": lambda: _("%(number)s members may evaluate; a committee is odd and has 3 or more.")
        % {"number": about},
        "clarify": lambda: _("The price of %(name)s is unusually low: clarify it first.") % {"name": about},
        "negotiated": lambda: _("The negotiated price is above zero and at most %(most)s.") % {"most": written(about)},
        "related": lambda: _("%(name)s shares an owner or director with another offer of this run.") % {"name": about},
        "sanctioned": lambda: _("%(name)s is on the blacklist.") % {"name": about},
    }  # fmt: skip
    return words[code]() if code in words else ""
