"""Words of a prequalification's refusals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "none": _("The run takes no qualifications now."),
    "early": _("Qualifications are not taken yet."),
    "late": _("The time for qualifications is over by the server's clock."),
    "full": _("There are too many papers. Put several into one file."),
    "not_over": _("The time for qualifications is not over yet."),
    "announced": _("The short list is announced. Only an accepted objection opens it again."),
    "participant": _("This firm handed in no qualification."),
    "reason": _("Write for every refused firm what of the document it does not meet."),
    "unjudged": _("Some firms are not judged yet."),
    "nobody": _("Nobody is qualified. Declare the run failed instead."),
    "not_announced": _("There is no short list yet."),
    "window_over": _("The days for objections to the short list are over."),
    "not_handed": _("Only firms that handed in a qualification may object to the short list."),
    "once": _("You have objected to this short list already."),
}


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused act."""
    return str(REFUSALS.get(getattr(refusal, "code", ""), refusal))
