"""The words of the steps that settle a finding, and the buttons that lead to them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget import services
from pendopo.budget.views.agreement_words import Words

STEP_WORDS = {
    "answer": Words(
        gettext_lazy("Answer this finding"),
        gettext_lazy("Mend the row instead where the check is right: the finding then goes by itself."),
        gettext_lazy("Send the answer"),
        gettext_lazy("The answer is kept."),
    ),
    "accept": Words(
        gettext_lazy("Accept the answer"),
        gettext_lazy("The finding no longer holds anything back, unless its figure grows."),
        gettext_lazy("Accept the answer"),
        gettext_lazy("The answer is accepted."),
    ),
    "reject": Words(
        gettext_lazy("Refuse the answer"),
        gettext_lazy("The office answers again or mends the row."),
        gettext_lazy("Refuse the answer"),
        gettext_lazy("The answer is refused."),
        "danger",
    ),
    "override": Words(
        gettext_lazy("Let this finding pass"),
        gettext_lazy("The cause stays, and the budget moves on with it. Your name and the ground stand beside it."),
        gettext_lazy("Let it pass"),
        gettext_lazy("The finding is let pass."),
        "danger",
    ),
}

MOVE_WORDS = {
    "answer": (gettext_lazy("Answer of the office"), "", "wait"),
    "accept": (gettext_lazy("Accepted"), gettext_lazy("The budget team accepted the answer."), "done"),
    "reject": (gettext_lazy("Refused"), "", "late"),
    "override": (gettext_lazy("Let pass"), "", "done"),
    "reopen": (
        gettext_lazy("Opened again"),
        gettext_lazy("The figure grew after it was answered, or the row is another one now."),
        "late",
    ),
}
"""Action -> tag, words where nobody wrote any, kind of the tag."""


def finding_buttons(finding: Any, actions: Iterable[str]) -> list[dict[str, Any]]:
    """The steps that the person may do now; the first is the main one."""
    return [
        {
            "label": STEP_WORDS[action].title,
            "url": reverse(
                "budget:finding_step", kwargs={"stage": finding.stage_id, "finding": finding.pk, "action": action}
            ),
            "main": place == 0,
        }
        for place, action in enumerate(actions)
    ]


def refused_step(refusal: Exception) -> str:
    """One sentence for a refused step: what, why, what to do."""
    if isinstance(refusal, services.OwnAnswer):
        return _("You answered this finding yourself. Ask a colleague to judge it.")
    if isinstance(refusal, services.ReasonMissing):
        return _("Write the reason")
    return _("Somebody moved this finding on a moment ago. Look at where it stands now.")
