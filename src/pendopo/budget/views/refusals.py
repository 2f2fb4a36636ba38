"""What the acts refuse, in words that say what to do."""

from django.utils.translation import gettext as _

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


def closed_text(refusal: services.StageClosed) -> str:
    """What a stage outside its own times says: since when, and what to do."""
    if refusal.closed_at:
        return _(
            "This stage closed on %(time)s. Nothing was saved; what you wrote still stands here."
            " Only the budget team can open it longer."
        ) % {"time": date_and_time(refusal.closed_at)}
    opens = date_and_time(refusal.opens_at) if refusal.opens_at else ""
    return _("This stage opens on %(time)s. Nothing was saved; what you wrote still stands here.") % {"time": opens}
