"""What the acts refuse, in words that say what to do."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget import services
from pendopo.kernel.display import date_and_time, money


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused change of an Rka."""
    if isinstance(refusal, services.CeilingExceeded):
        values = {"excess": money(refusal.excess_amount), "ceiling": money(refusal.ceiling_amount)}
        return (
            _("This comes to %(excess)s more than the ceiling of %(ceiling)s. Lower a row, or ask the budget team.")
            % values
        )
    if isinstance(refusal, services.ItemChanged):
        return _("Somebody changed this row a moment ago. Look at what stands there now, then write yours again.")
    if isinstance(refusal, services.AccountRefused):
        return _("Choose an account from the list")
    if isinstance(refusal, services.StageClosed) and (refusal.closed_at or refusal.opens_at):
        return closed_text(refusal)
    if isinstance(refusal, services.PriceRefused):
        return _("This price standard is not in force. Choose one from the list of price standards.")
    return _(
        "This stage takes no changes now. What you wrote was not saved; the budget team can return the Rka to you."
    )


CLOSED = {
    "STAGE": gettext_lazy("This stage is no longer a draft, so its rows do not change. A later stage can change them."),
    "RKA": gettext_lazy("The Rka has been submitted, so its rows do not change. The budget team can return it."),
    "RIGHT": gettext_lazy("Only the technical officers (PPTK) of this unit change its rows."),
    "TIME": gettext_lazy("This stage takes no changes at this hour: look at its opening and closing in the calendar."),
}
"""What `queries.closed_by` says, in words for somebody who only looks."""


def code_text(lists: list[Any], own: str) -> str:
    """Why a code cannot be used: it is of another list (with the list's name), or of none."""
    if not lists:
        return _("The list %(own)s has no such code.") % {"own": own}
    values = {"own": own, "other": lists[0].name}
    return _("This code is of the list %(other)s. This stage uses %(own)s: look up its present code.") % values


def account_text(lists: list[Any], own: str, after: list[str]) -> str:
    """Why the code of an account cannot be used: it is of another list; what it is called in this one, where known."""
    text = code_text(lists, own)
    return " ".join([text, _("It is now %(codes)s.") % {"codes": ", ".join(after)}]) if after else text


def closed_text(refusal: services.StageClosed) -> str:
    """What a stage outside its own times says: since when, and what to do."""
    if refusal.closed_at:
        return _(
            "This stage closed on %(time)s. Nothing was saved; what you wrote still stands here."
            " Only the budget team can open it longer."
        ) % {"time": date_and_time(refusal.closed_at)}
    opens = date_and_time(refusal.opens_at) if refusal.opens_at else ""
    return _("This stage opens on %(time)s. Nothing was saved; what you wrote still stands here.") % {"time": opens}
