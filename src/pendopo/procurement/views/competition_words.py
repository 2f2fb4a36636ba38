"""Words of mini competitions as pages show them."""

from typing import Any

from django.utils.translation import gettext as _

from pendopo.kernel.display import date_and_time, full_date, number
from pendopo.procurement import services
from pendopo.procurement.views.auction_words import written
from pendopo.procurement.views.contract_words import refusal_text as contract_refusal


def facts_of(tender: Any) -> list[dict[str, str]]:
    """The short facts of a mini competition."""
    need = tender.competition
    way = _("Repeated offers in timed rounds") if need.by_auction else _("One quote of each, opened together")
    rows = [
        (_("How many"), f"{number(need.quantity)} {need.measure}"),
        (_("Last moment for quotes"), date_and_time(tender.deadline_at)),
        (_("Highest price"), written(tender.hps_amount)),
        (_("Deliver to"), need.place_note),
        (_("Needed by"), full_date(need.needed_date) if need.needed_date else ""),
        (_("How prices are found"), way),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused act: what, why, what to do."""
    if not isinstance(refusal, services.CompetitionRefused):
        return contract_refusal(refusal)
    limit = {"limit": written(refusal.limit)}
    said = {
        "package": _("The package is not announced, or is not bought from the catalogue."),
        "running": _("A selection run is under way for this package."),
        "buyer": _("The rule of the day gives a competition of this value to another officer."),
        "suppliers": _("Choose at least two suppliers with something listed in the category."),
        "deadline": _("The last moment for quotes has to be in the future."),
        "closed": _("No quotes are taken any more."),
        "late": _("The last moment for quotes has passed. The quote was not taken."),
        "auction": _("Prices of this competition are found by repeated offers."),
        "amount": _("Write a price above zero."),
        "ceiling": _("The price may be at most %(limit)s.") % limit,
        "early": _("Quotes are opened after the last moment for them."),
        "decided": _("The competition is decided. Cancel the order of its winner instead."),
        "none": _("No quote stands. Cancel the run, or begin again with other suppliers."),
    }
    return said[refusal.code]
