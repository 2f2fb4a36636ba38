"""The words of the steps of a proposal."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget.views.agreement_words import Words

TAGS = {"PROPOSED": "wait", "ACCEPTED": "info", "FUNDED": "done", "REFUSED": "closed"}
PROPOSAL_WORDS = {
    "accept": Words(
        gettext_lazy("Take the proposal up"),
        gettext_lazy("The unit looks for a line that pays for it. Everybody sees that it is taken up."),
        gettext_lazy("Take it up"),
        gettext_lazy("The proposal is taken up."),
    ),
    "refuse": Words(
        gettext_lazy("Do not take the proposal up"),
        gettext_lazy("Write why: whoever asked reads it word for word, and so does everybody."),
        gettext_lazy("Do not take it up"),
        gettext_lazy("The answer is kept."),
        "danger",
    ),
    "fund": Words(
        gettext_lazy("Tie the proposal to a line"),
        gettext_lazy("Choose the line of your unit that pays for it. From then on everybody can follow it."),
        gettext_lazy("Tie it to the line"),
        gettext_lazy("The proposal stands in the budget."),
    ),
    "unfund": Words(
        gettext_lazy("Untie the proposal from its line"),
        gettext_lazy("It stays taken up and waits for another line."),
        gettext_lazy("Untie it"),
        gettext_lazy("The proposal waits for a line again."),
        "danger",
    ),
    "look_again": Words(
        gettext_lazy("Look at the proposal again"),
        gettext_lazy("The answer is taken back, and the proposal waits for the budget team."),
        gettext_lazy("Look again"),
        gettext_lazy("The proposal waits for the budget team."),
    ),
}


def tag_of(status: str) -> str:
    """The kind of the component `tag`."""
    return TAGS[status]


def problem_text(problem: Any) -> str:
    """One sentence for a value that cannot be kept."""
    if problem.field == "desa":
        return _("Choose a village from the list, or leave it empty.")
    return _("Write an amount above zero.") if problem.field == "estimate_amount" else _("Check this value")
