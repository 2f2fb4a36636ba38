"""What the acts refuse, in words that say what to do."""

from django.utils.translation import gettext as _

from pendopo.budget import services
from pendopo.kernel.display import money


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
    return _(
        "This stage takes no changes now. What you wrote was not saved; the budget team can return the Rka to you."
    )
