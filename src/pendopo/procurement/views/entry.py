"""What a form would lead to, shown before it is saved: flags with reason and law, and targets that would be missed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pendopo.budget.names import readable
from pendopo.kernel import clock
from pendopo.kernel.display import percent
from pendopo.procurement import queries
from pendopo.procurement.views.flag_cards import card_of

LOOK = "periksa"
"""The button that looks and saves nothing."""


def foreseen_of(foreseen: Any, year: int) -> dict[str, Any]:
    """What a page shows of it: cards of flags, the warning of a target, and that it was looked at."""
    warning = target_warning(foreseen.before, foreseen.after, year)
    cards = [card_of(flag) for flag in foreseen.flags]
    return {"looked": True, "foreseen_cards": cards, "target_warning": warning}


def target_warning(before: Any, after: Any, year: int) -> str:
    """One sentence when a change takes a unit's plan below the target for small businesses, or further below it."""
    law = queries.umk_target(year, clock.now())
    least = law.value["percent"] if law else None
    if least is None or not queries.fell_below(before, after, least):
        return ""
    values = {
        "unit": readable(after.unit_name, title=True),
        "after": percent(after.umk_percent),
        "before": percent(before.umk_percent) if before.umk_percent is not None else "–",
        "least": percent(least, 0),
        "law": law.source if law else "",
    }
    return (
        _(
            "The plan of %(unit)s for micro and small businesses and cooperatives (UMK) would fall to %(after)s of its"
            " budget for goods and services; it is %(before)s now, and at least %(least)s is asked for (%(law)s)."
        )
        % values
    )


class Watched:
    """Looks at a unit's target before and after an act, and warns on the next page when it fell."""

    def __init__(self, request: HttpRequest, unit: Any, year: int) -> None:
        self.request, self.unit, self.year = request, unit, year
        self.before = queries.target_of_unit(unit, year, clock.now())

    def tell(self) -> None:
        """Warn, when the act took the plan below its target."""
        after = queries.target_of_unit(self.unit, self.year, clock.now())
        warning = target_warning(self.before, after, self.year)
        if warning:
            messages.warning(self.request, warning)
