"""The package's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    """Registers who may act and which events exist."""

    name = "pendopo.budget"
    label = "budget"

    def ready(self) -> None:
        from pendopo.budget import (
            access,
            imports,
            imports_codes,
            imports_measures,
            imports_pair,
            imports_prices,
            imports_rpjmd,
            imports_sipd,
            imports_spread,
            queries,
        )
        from pendopo.budget.events import EVENTS
        from pendopo.files import formats
        from pendopo.kernel import events, tasks
        from pendopo.search import kinds

        access.register()
        events.register(EVENTS)
        formats.register(
            imports_sipd.ROWS,
            imports_spread.SPREAD,
            imports.CEILINGS,
            imports_pair.PAIR,
            imports_prices.BOOK,
            imports_codes.CODES,
            imports_rpjmd.RPJMD,
            imports_measures.MEASURES,
        )
        kinds.register("budget", _("Budget"))
        tasks.WAITING.register("budget", queries.waiting_for)
