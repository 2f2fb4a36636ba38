"""The words of each step, and what a refused step says."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pendopo.accounts.roles import Role
from pendopo.budget import services
from pendopo.kernel.display import money


@dataclass(frozen=True)
class Words:
    """Title and text of the page that asks, the button, and what is said when it is done."""

    title: Any
    text: Any
    label: Any
    done: Any
    kind: str = ""


def _pass(office: Any) -> Words:
    return Words(
        office,
        gettext_lazy("You confirm that this office has checked the Rka and found nothing to return."),
        gettext_lazy("Pass"),
        gettext_lazy("The Rka has passed this gate."),
    )


RKA_WORDS = {
    "submit": Words(
        gettext_lazy("Submit the Rka to the budget team"),
        gettext_lazy("After this nobody changes its rows until the budget team returns it."),
        gettext_lazy("Submit to TAPD"),
        gettext_lazy("The Rka is with the budget team."),
    ),
    "pass-bappeda": _pass(gettext_lazy("Pass at Bappeda")),
    "pass-bpkad": _pass(gettext_lazy("Pass at BPKAD")),
    "pass-apip": _pass(gettext_lazy("Pass at the Inspectorate")),
    "verify": Words(
        gettext_lazy("Verify the Rka"),
        gettext_lazy("The Rka becomes part of the stage."),
        gettext_lazy("Verify"),
        gettext_lazy("The Rka is verified."),
    ),
    "return": Words(
        gettext_lazy("Return the Rka to its office"),
        gettext_lazy("The office can change its rows again. All gates start anew after the next submission."),
        gettext_lazy("Return"),
        gettext_lazy("The Rka is back at its office."),
        "danger",
    ),
}
STAGE_WORDS = {
    "submit": Words(
        gettext_lazy("Submit this stage"),
        gettext_lazy("The draft is closed: no row and no ceiling changes any more."),
        gettext_lazy("Submit the stage"),
        gettext_lazy("The stage is submitted."),
    ),
    "review": Words(
        gettext_lazy("Review by the Inspectorate"),
        gettext_lazy("Write the result of the review."),
        gettext_lazy("Keep the review"),
        gettext_lazy("The review is kept."),
    ),
    "agree": Words(
        gettext_lazy("Note the agreement"),
        gettext_lazy("With the DPRD where the stage needs it: number and date of the note."),
        gettext_lazy("Keep the agreement"),
        gettext_lazy("The agreement is kept."),
    ),
    "return": Words(
        gettext_lazy("Return this stage"),
        gettext_lazy("The stage goes back to those who made it."),
        gettext_lazy("Return the stage"),
        gettext_lazy("The stage is returned."),
        "danger",
    ),
    "answer": Words(
        gettext_lazy("Open the stage again"),
        gettext_lazy("Write how the reasons of the return are answered. The stage is a draft again."),
        gettext_lazy("Open again"),
        gettext_lazy("The stage is a draft again."),
    ),
    "set": Words(
        gettext_lazy("Set this budget"),
        gettext_lazy(
            "From the date of the Perda or Perkada this is the budget in force; the one before is superseded."
        ),
        gettext_lazy("Set the budget"),
        gettext_lazy("The budget is in force."),
    ),
    "publish": Words(
        gettext_lazy("Publish this budget"),
        gettext_lazy("Everybody sees all rows. The checksum of the budget goes into the transparency log."),
        gettext_lazy("Publish"),
        gettext_lazy("The budget is open to everybody."),
    ),
}


def role_name(code: str) -> str:
    """The official words of a role."""
    return str(Role(code).label)


def answers_taken(number: int) -> str:
    """What verifying does with answers that nobody has judged; nothing where there are none."""
    if not number:
        return ""
    words = ngettext(
        "%(number)s answer of the office is not judged yet: by verifying you accept it.",
        "%(number)s answers of the office are not judged yet: by verifying you accept them.",
        number,
    )
    return words % {"number": number}


def _before_submission(refusal: Any) -> str:
    if refusal.placeholders:
        words = ngettext(
            "%(number)s row is provisional. Detail it before you submit.",
            "%(number)s rows are provisional. Detail them before you submit.",
            refusal.placeholders,
        )
        return words % {"number": refusal.placeholders}
    return _("%(number)s findings have to be solved before you submit.") % {"number": len(refusal.findings)}


def _before_verification(number: int) -> str:
    words = ngettext(
        "%(number)s finding has to be mended or answered before you verify. Return the Rka, or wait.",
        "%(number)s findings have to be mended or answered before you verify. Return the Rka, or wait.",
        number,
    )
    return words % {"number": number}


def refused(refusal: Exception) -> str:
    """One sentence for a refused step: what, why, what to do."""
    if isinstance(refusal, services.DutiesMixed):
        values = {"first": role_name(refusal.first), "second": role_name(refusal.second)}
        return _("One account may not be both %(first)s and %(second)s in one document. Ask a colleague.") % values
    if isinstance(refusal, services.RkaUnfinished):
        return _before_submission(refusal)
    if isinstance(refusal, services.AnswersMissing):
        return _before_verification(len(refusal.findings))
    if isinstance(refusal, services.GatesOpen):
        return _("Still missing: %(gates)s.") % {"gates": ", ".join(refusal.missing)}
    if isinstance(refusal, services.StageUnfinished):
        return _unfinished(refusal)
    return _simply_refused(refusal)


def _simply_refused(refusal: Exception) -> str:
    if isinstance(refusal, services.BelowFunds):
        names = ", ".join(code for code, _amount, _held in refusal.lines[:3]) + ("…" if len(refusal.lines) > 3 else "")
        words = _("%(number)s lines would hold less than packages and contracts have bound of them: %(names)s.")
        return words % {"number": len(refusal.lines), "names": names}
    if isinstance(refusal, services.OwnAnswer):
        return _("You answered one of these findings yourself. Ask a colleague to judge it, then verify.")
    if isinstance(refusal, services.ReasonMissing):
        return _("Write the reason")
    if isinstance(refusal, services.PaperMissing):
        return _("Write the number and the date of the paper")
    return _("Somebody moved this on a moment ago. Look at where it stands now.")


def _unfinished(refusal: Any) -> str:
    parts = []
    if refusal.units:
        names = ", ".join(refusal.units[:3]) + ("…" if len(refusal.units) > 3 else "")
        parts.append(
            _("%(number)s units are not verified yet: %(names)s.") % {"number": len(refusal.units), "names": names}
        )
    if refusal.balance_amount:
        parts.append(_("Both sides differ by %(amount)s.") % {"amount": money(abs(refusal.balance_amount))})
    if refusal.findings:
        parts.append(_("%(number)s findings hold this stage back.") % {"number": len(refusal.findings)})
    return " ".join(parts)
