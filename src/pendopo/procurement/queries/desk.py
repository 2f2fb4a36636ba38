"""The pages of procurement that a person may work on: one place that leads to all of them."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.access import Actor, permits
from pendopo.procurement.queries.auctions import auctions_of
from pendopo.procurement.queries.catalogue import keeps_catalogue, suppliers_offering
from pendopo.procurement.queries.evaluation import runs_to_evaluate
from pendopo.procurement.queries.guarantees import guarantees_visible_to
from pendopo.procurement.queries.orders import buying_units
from pendopo.procurement.queries.packages import units_at_work
from pendopo.procurement.queries.runs import works_on_runs
from pendopo.procurement.queries.sealing_screens import sides_for
from pendopo.procurement.queries.suppliers import suppliers_of
from pendopo.procurement.queries.village import sees_village_work


@dataclass(frozen=True)
class Door:
    """A page to open: its address, name, and what is done there."""

    url: str
    label: str
    text: str


def _holds(permission: str) -> Callable[[Actor], bool]:
    return lambda actor: permits(actor, permission)


# Name of the page, its label, what is done there, and who may open it; in the order of the road.
DOORS: tuple[tuple[str, Any, Any, Callable[[Actor], bool]], ...] = (
    ("own", _("My firm"), _("Own data, documents, runs and contracts of the supplier you act for."),
     lambda actor: suppliers_of(actor).exists()),
    ("packages_work", _("Packages of the plan"), _("From budget lines to announced packages."),
     lambda actor: bool(units_at_work(actor))),
    ("village_desk", _("Village procurement work"),
     _("From rows of the village budget to the hand-over and the payment."),
     sees_village_work),
    ("runs", _("Selection runs"), _("Owner's estimate, terms, committee, schedule, questions and changes."),
     _holds("procurement.see_packages")),
    ("trustee_key", _("My key for sealed bids"), _("Make the key, rehearse, and see where you sit."),
     lambda actor: bool(sides_for(actor))),
    ("evaluations", _("Evaluation"), _("Sheets, prices, ranks, decision and minutes of your runs."),
     lambda actor: bool(runs_to_evaluate(actor))),
    ("auctions", _("Repeated offers"), _("Live rounds that you run or offer in."),
     lambda actor: bool(auctions_of(actor))),
    ("runs?metode=DIRECT", _("Direct procurement"), _("Invite, negotiate and sign within the limit."), works_on_runs),
    ("spendings_work", _("Recorded spending"), _("Small purchases with their receipt, recorded and cancelled."),
     lambda actor: bool(units_at_work(actor))),
    ("items", _("Catalogue"), _("Items that suppliers list, and their review."),
     lambda actor: keeps_catalogue(actor) or bool(suppliers_offering(actor))),
    ("orders", _("Orders from the catalogue"), _("Carts, negotiations and order letters."),
     lambda actor: bool(buying_units(actor)) or suppliers_of(actor).exists()),
    ("competitions", _("Mini competitions"), _("Suppliers of the catalogue quote for one need."),
     lambda actor: bool(buying_units(actor)) or suppliers_of(actor).exists()),
    ("guarantees", _("Guarantees"), _("What is held, and which one ends next."),
     lambda actor: guarantees_visible_to(actor).exists()),
    ("suppliers", _("Suppliers"), _("Registered firms, their documents and verification."),
     _holds("procurement.see_packages")),
    ("flags_home", _("Red flags"), _("What looks unusual, with the rule, and the buyer's explanation."),
     _holds("procurement.see_packages")),
    ("targets_home", _("UMK and PDN"), _("Shares of small businesses and domestic products, planned and bound."),
     _holds("procurement.see_packages")),
    ("isb", _("Findings in LKPP's data"), _("What an import from LKPP found."), _holds("procurement.see_isb")),
)  # fmt: skip


def desk_of(actor: Actor) -> list[Door]:
    """The pages that the actor may open; a number of queries that does not grow."""
    found = []
    for name, label, text, opens in DOORS:
        with contextlib.suppress(NoReverseMatch):
            page, _mark, asked = name.partition("?")
            url = reverse(f"procurement:{page}") + (f"?{asked}" if asked else "")
            if opens(actor):
                found.append(Door(url, str(label), str(text)))
    return found
