"""What a refused ceiling says: which amount is still free, or in use, and what to do."""

from typing import Any

from django.utils.translation import gettext as _

from pendopo.budget import services
from pendopo.budget.spread_words import PROBLEMS
from pendopo.budget.views.refusals import closed_text
from pendopo.kernel.display import money


def ceiling_text(refusal: Exception, amount: int | None = None) -> str:
    """One sentence for a refused ceiling; `amount` is what was typed in the one cell that changed."""
    if isinstance(refusal, services.PoolEmpty):
        return _pool_text(refusal, amount)
    if isinstance(refusal, services.BelowUse):
        used = money(refusal.used_amount)
        return _("%(used)s of it is in use already. Lower that first, or write at least this amount.") % {"used": used}
    if isinstance(refusal, services.CeilingChanged):
        held = money(refusal.now_amount)
        return _("Somebody just set this to %(amount)s. Look at it, then write yours again.") % {"amount": held}
    if isinstance(refusal, services.ReasonMissing):
        return _("Write the basis of the change first")
    if isinstance(refusal, services.CeilingRefused):
        return _("This cannot be a ceiling of this stage. Check the amount and the code.")
    if isinstance(refusal, services.StageClosed) and (refusal.closed_at or refusal.opens_at):
        return closed_text(refusal)
    return _("This stage takes no changes of ceilings any more. What you wrote still stands here; nothing was saved.")


def _pool_text(refusal: Any, amount: int | None) -> str:
    values = {"excess": money(refusal.excess_amount), "pool": money(refusal.pool_amount)}
    if amount is None:
        return _("Together this is %(excess)s more than the %(pool)s that may be spread.") % values
    values["free"] = money(max(amount - refusal.excess_amount, 0))
    return _("At most %(free)s is free here: this is %(excess)s more than the %(pool)s that may be spread.") % values


def table_text(code: str) -> str:
    """What to do about a cell of a pasted table of ceilings."""
    if code == "too_many_rows":
        return _("Paste at most 10,000 rows at a time")
    return str(PROBLEMS[code])
